package io.duebook.message;

import io.duebook.shared.Money;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is told of a statement that was frozen for them. Its figures are the statement's own.
 *
 * @param from first day of an activity; null of open items
 * @param balances one per currency; none: nothing is open
 * @param page where it is read, by whoever may sign in for the customer
 * @param verification where anybody who holds it learns whether it is the seller's
 */
public record StatementNotice(
        String seller,
        String customer,
        String number,
        int version,
        @Nullable LocalDate from,
        LocalDate asOf,
        List<Balance> balances,
        URI page,
        URI verification)
        implements Letter {

    /**
     * What is owed in one currency.
     *
     * @param balance negative: the customer has credit
     * @param overdue of the balance: what is past due and no credit covers
     */
    public record Balance(Money balance, Money overdue) {}

    @Override
    public String kind() {
        return "statement";
    }

    @Override
    public Mail in(Locale language) {
        var words = new Wording("statement", language);
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Text(words.say("greeting", customer)));
        paragraphs.add(new Text(
                from == null
                        ? words.say("openItems", number, words.date(asOf))
                        : words.say("activity", number, words.date(from), words.date(asOf))));
        if (version > 1) {
            paragraphs.add(new Text(words.say("replaces", version)));
        }
        paragraphs.add(
                balances.isEmpty()
                        ? new Text(words.say("nothing"))
                        : new Figures(
                                words.say("balances"),
                                balances.stream().map(one -> line(words, one)).toList()));
        paragraphs.add(new Link(words.say("page"), page));
        paragraphs.add(new Link(words.say("verification"), verification));
        paragraphs.add(new Text(words.say("closing") + "\n" + words.say("seller", seller)));
        return Paragraph.mail(words.say("subject", number, words.date(asOf), seller), words.language(), paragraphs);
    }

    private static String line(Wording words, Balance one) {
        if (one.balance().amount() < 0) {
            return words.say(
                    "credit", words.amount(Money.zero(one.balance().currency()).minus(one.balance())));
        }
        return one.overdue().isPositive()
                ? words.say("overdue", words.amount(one.balance()), words.amount(one.overdue()))
                : words.say("balance", words.amount(one.balance()));
    }

    private record Text(String text) implements Paragraph {}

    private record Figures(String text, List<String> items) implements Paragraph {}

    private record Link(String text, URI address) implements Paragraph {
        @Override
        public URI link() {
            return address;
        }
    }
}
