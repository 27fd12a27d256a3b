package io.duebook.message;

import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a payer is told of a payment that arrived.
 *
 * @param promised whether it is no money yet: a bill or a post-dated cheque
 * @param forOthers what of it settles other customers' claims; null: nothing
 */
record Receipt(
        PaymentId payment,
        String seller,
        String customer,
        Money amount,
        LocalDate receivedOn,
        boolean promised,
        List<Settled> settled,
        @Nullable Money forOthers,
        Money unapplied)
        implements Letter {

    /** A claim, by its number, and how much of the payment went to it. */
    record Settled(String number, Money amount) {}

    @Override
    public String kind() {
        return "receipt";
    }

    @Override
    public Mail in(Locale language) {
        var words = new Wording("receipt", language);
        String subject = words.say("subject", words.amount(amount), seller);
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Text(words.say("greeting", customer)));
        paragraphs.add(
                new Text(words.say(promised ? "promised" : "received", words.amount(amount), words.date(receivedOn))));
        if (!settled.isEmpty()) {
            paragraphs.add(new Items(
                    words.say("settles"),
                    settled.stream()
                            .map(one -> words.say("invoice", one.number(), words.amount(one.amount())))
                            .toList()));
        }
        if (forOthers != null) {
            paragraphs.add(new Text(words.say("others", words.amount(forOthers))));
        }
        if (unapplied.isPositive()) {
            paragraphs.add(new Text(words.say("unapplied", words.amount(unapplied))));
        }
        paragraphs.add(new Text(words.say("reference", payment.text())));
        paragraphs.add(new Text(words.say("closing") + "\n" + words.say("seller", seller)));
        return Paragraph.mail(subject, words.language(), paragraphs);
    }

    private record Text(String text) implements Paragraph {}

    private record Items(String text, List<String> items) implements Paragraph {}
}
