package io.duebook.payment;

import static io.duebook.document.Markup.div;
import static io.duebook.document.Markup.element;
import static io.duebook.document.Markup.text;

import io.duebook.document.Addressee;
import io.duebook.document.Correspondence.Written;
import io.duebook.document.Language;
import io.duebook.document.Markup;
import io.duebook.document.Paper;
import io.duebook.document.Sheet;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The receipt for a payment on paper: what was received, and what became of it. It is handed to the payment's customer, who is told
 * how much of it is for others, and not what they owe.
 */
final class ReceiptPaper {

    static final String WORDS = "io.duebook.payment.paper";

    private final PaymentView payment;
    private final Addressee to;
    private final Language language;
    private final Currency currency;
    private final Sheet sheet;

    private ReceiptPaper(PaymentView payment, Addressee to) {
        this.payment = payment;
        this.to = to;
        this.language = to.language();
        this.currency = payment.amount().currency();
        this.sheet = new Sheet(to, WORDS);
    }

    static Written of(PaymentView payment, Addressee to) {
        return new Written(new ReceiptPaper(payment, to).paper(), "receipt-" + payment.receivedOn());
    }

    private Paper paper() {
        String received = say("received", language.date(payment.receivedOn()));
        var body = new ArrayList<Markup>(sheet.head(say("title"), received));
        body.add(sheet.sides(payment.customer().name(), facts()));
        body.add(figures());
        payment.reversals().forEach(reversal -> body.add(div("nothing", text(reversed(reversal)))));
        uses().ifPresent(body::add);
        body.add(div("pay", element("p", say("different", to.tenant().name()))));
        return sheet.paper(say("title") + " · " + payment.customer().name(), payment.receivedOn(), body);
    }

    private List<Markup> facts() {
        var facts = new ArrayList<Markup>();
        facts.add(sheet.fact("id", payment.id().text()));
        facts.add(sheet.fact("method", say("method." + payment.method())));
        facts.addAll(sheet.factIfAny("payer", payment.payer()));
        facts.addAll(sheet.factIfAny("reference", payment.reference()));
        facts.addAll(sheet.account());
        return facts;
    }

    private Markup figures() {
        var cells = new ArrayList<Markup>();
        String below = payment.state().equals("reversed") ? "amount.reversed" : "amount.below";
        cells.add(Sheet.cell(say("amount"), amount(payment.amount().amount()), "big", say(below))
                .look("first"));
        if (payment.unapplied() > 0) {
            cells.add(Sheet.cell(
                    say("unapplied"),
                    amount(payment.unapplied()),
                    "middle",
                    say("unapplied.below", language.date(to.today()))));
        }
        return Sheet.figures(cells);
    }

    private String reversed(PaymentView.PaymentReversalView reversal) {
        String amount = amount(reversal.amount());
        String on = language.date(reversal.reversedOn());
        return reversal.reinstatedOn() == null
                ? say("reversed", amount, on)
                : say("reinstated", amount, on, language.date(reversal.reinstatedOn()));
    }

    /** What became of the money, in its own currency; how much of a claim that settled is said beside it where it differs. */
    private Optional<Markup> uses() {
        var rows = new ArrayList<Markup>();
        payment.allocations().stream()
                .filter(allocation -> !allocation.reversed())
                .filter(allocation -> allocation.customer() == null)
                .forEach(allocation -> rows.add(use(allocation)));
        addIfAny(rows, "others", payment.passedOn());
        addIfAny(rows, "refunded", payment.refunded());
        addIfAny(rows, "unapplied", payment.unapplied());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(element("section", element("h2", currency.code()))
                .and(Sheet.lines(
                        List.of(sheet.column("use"), sheet.column("on"), sheet.figureColumn("use.amount")), rows)));
    }

    private Markup use(PaymentView.PaymentAllocationView allocation) {
        var what = new ArrayList<Markup>();
        what.add(text(say("settles", allocation.number())));
        if (allocation.exchange() != null) {
            what.add(small("exchange", allocation.amount(), allocation.currency()));
        }
        if (allocation.discount() != 0) {
            what.add(small("discount", allocation.discount(), allocation.currency()));
        }
        if (allocation.deduction() != 0) {
            what.add(small("deduction", allocation.deduction(), allocation.currency()));
        }
        if (allocation.rounding() != 0) {
            what.add(small(
                    allocation.rounding() > 0 ? "rounding.less" : "rounding.more",
                    Math.absExact(allocation.rounding()),
                    allocation.currency()));
        }
        return element(
                "tr",
                element("td", what).look("number"),
                sheet.day(allocation.allocatedOn()),
                sheet.figure(taken(allocation), currency).look("figure last"));
    }

    private static long taken(PaymentView.PaymentAllocationView allocation) {
        ExchangeView exchange = allocation.exchange();
        return exchange == null ? allocation.amount() : exchange.amount();
    }

    private Markup small(String what, long amount, Currency of) {
        return div("small", text(say(what, language.amount(new Money(amount, of)))));
    }

    private void addIfAny(List<Markup> rows, String what, long amount) {
        if (amount != 0) {
            rows.add(element(
                    "tr",
                    element("td", say(what)),
                    element("td"),
                    sheet.figure(amount, currency).look("figure last")));
        }
    }

    private String amount(long minor) {
        return language.amount(new Money(minor, currency));
    }

    private String say(String what, Object... about) {
        return sheet.say(what, about);
    }
}
