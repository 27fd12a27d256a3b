package io.duebook.invoice;

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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invoice on paper, to the customer: what it charges for, and what of it is to be paid at that moment. What is off the
 * books is still owed, and is asked for.
 */
final class InvoicePaper {

    static final String WORDS = "io.duebook.invoice.paper";

    private static final int COLUMNS_BEFORE_NET = 5;

    private final InvoiceView invoice;
    private final Addressee to;
    private final Language language;
    private final Currency currency;
    private final Sheet sheet;

    private InvoicePaper(InvoiceView invoice, Addressee to) {
        this.invoice = invoice;
        this.to = to;
        this.language = to.language();
        this.currency = invoice.currency();
        this.sheet = new Sheet(to, WORDS);
    }

    static Written of(InvoiceView invoice, Addressee to) {
        String number = Objects.requireNonNullElse(invoice.number(), "draft");
        return new Written(new InvoicePaper(invoice, to).paper(), Sheet.fileName("invoice-" + number));
    }

    private Paper paper() {
        var body = new ArrayList<Markup>(sheet.head(title(), dated(invoice.issueDate())));
        body.add(sheet.sides(invoice.customer().name(), facts()));
        body.add(isOwed() ? figures() : div("nothing", text(say("invoice." + invoice.state() + ".text"))));
        if (!invoice.instalments().isEmpty() && isOwed()) {
            body.add(instalments());
        }
        body.add(lines());
        if (isOwed() && toPay() > 0) {
            body.add(howToPay());
        }
        return sheet.paper(
                title() + " · " + invoice.customer().name(),
                Objects.requireNonNullElse(invoice.issueDate(), to.today()),
                body);
    }

    private String title() {
        return invoice.number() == null ? say("invoice.draft") : say("invoice", invoice.number());
    }

    private String dated(@Nullable LocalDate day) {
        return day == null ? "" : say("issued", language.date(day));
    }

    /** A draft is not owed yet, and a void invoice no longer. */
    private boolean isOwed() {
        return switch (invoice.state()) {
            case "draft", "void" -> false;
            default -> true;
        };
    }

    private long toPay() {
        return Math.addExact(invoice.open(), invoice.settled().writtenOff());
    }

    private List<Markup> facts() {
        var facts = new ArrayList<Markup>();
        facts.addAll(sheet.factIfAny("number", invoice.number()));
        facts.addAll(sheet.factIfAny("reference", invoice.reference()));
        facts.addAll(sheet.factIfAny("purchase_order", invoice.purchaseOrder()));
        facts.addAll(sheet.factIfAny("delivery_note", invoice.deliveryNote()));
        facts.addAll(sheet.factIfAny("contract", invoice.contract()));
        invoice.taxDocuments().stream()
                .filter(document -> document.number() != null)
                .forEach(document -> facts.addAll(sheet.factIfAny("tax_document", document.number())));
        invoice.deposits().forEach(taken -> facts.add(sheet.fact("deposit", taken.number())));
        facts.addAll(sheet.account());
        return facts;
    }

    private Markup figures() {
        var cells = new ArrayList<Markup>();
        cells.add(first());
        InvoiceView.DiscountView discount = invoice.discount();
        if (discount != null && discount.until() != null && discount.obtainable() > 0) {
            cells.add(Sheet.cell(
                    say("discount"),
                    amount(Math.subtractExact(toPay(), discount.obtainable())),
                    "middle",
                    say(
                            "discount.below",
                            discount.percent(),
                            amount(discount.obtainable()),
                            language.date(discount.until()))));
        }
        if (toPay() != invoice.total()) {
            cells.add(Sheet.cell(
                    say("settled"),
                    amount(Math.subtractExact(invoice.total(), toPay())),
                    "middle",
                    say("settled.below", language.date(to.today()))));
        }
        return Sheet.figures(cells);
    }

    private Markup first() {
        if (toPay() <= 0) {
            return Sheet.cell(say("paid"), amount(invoice.total()), "big", say("paid.below"))
                    .look("first credit");
        }
        LocalDate due = Objects.requireNonNull(invoice.dueDate());
        String below = invoice.instalments().isEmpty() ? "to_pay.below" : "to_pay.instalments";
        return Sheet.cell(say("to_pay"), amount(toPay()), "big", say(below, language.date(due)))
                .look("first");
    }

    private Markup instalments() {
        List<Markup> rows = invoice.instalments().stream().map(this::instalment).toList();
        return element("section", element("h2", say("instalments")))
                .and(Sheet.lines(
                        List.of(
                                sheet.column("instalment.due"),
                                sheet.column("instalment.what"),
                                sheet.figureColumn("instalment.amount"),
                                sheet.figureColumn("instalment.open")),
                        rows));
    }

    private Markup instalment(InvoiceView.InstalmentView part) {
        return element(
                "tr",
                sheet.day(part.dueOn()),
                element("td", part.retention() ? say("instalment.retention") : ""),
                sheet.figure(part.amount(), currency),
                sheet.figure(part.open(), currency).look("figure last"));
    }

    /** With the sums below them; an invoice that came from elsewhere may have none. */
    private Markup lines() {
        var rows = new ArrayList<Markup>();
        invoice.lines().forEach(line -> rows.add(line(line)));
        rows.add(sum("total", say("net"), invoice.net()));
        invoice.taxes()
                .forEach(tax -> rows.add(
                        sum("total", tax(sheet, language, tax.rate(), new Money(tax.net(), currency)), tax.tax())));
        rows.add(sum("balance", say("total"), invoice.total()));
        if (isOwed() && toPay() != invoice.total()) {
            rows.add(sum("total", say("less_settled"), Math.subtractExact(toPay(), invoice.total())));
            rows.add(sum("balance", say("to_pay"), toPay()));
        }
        return element("section", element("h2", currency.code())).and(Sheet.lines(columns(sheet), rows));
    }

    /** Of an invoice's lines, and of a credit note's. */
    static List<Markup> columns(Sheet sheet) {
        return List.of(
                sheet.column("line"),
                sheet.column("description"),
                sheet.figureColumn("quantity"),
                sheet.figureColumn("unit_amount"),
                sheet.figureColumn("tax_rate"),
                sheet.figureColumn("line.net"));
    }

    private Markup line(InvoiceView.LineView line) {
        return element(
                "tr",
                element("td", Integer.toString(line.line())),
                element("td", line.description()).look("number"),
                number(language, line.quantity()),
                sheet.figure(line.unitAmount(), currency),
                number(language, line.taxRate()),
                sheet.figure(line.net(), currency).look("figure last"));
    }

    static Markup number(Language language, String decimal) {
        return element("td", language.number(new BigDecimal(decimal))).look("figure");
    }

    /** What is taxed, and at which rate in percent. */
    static String tax(Sheet sheet, Language language, String rate, Money net) {
        return sheet.say("tax", language.number(new BigDecimal(rate)), language.figure(net));
    }

    private Markup sum(String look, String what, long amount) {
        return sheet.sum(look, what, amount, currency, COLUMNS_BEFORE_NET);
    }

    private Markup howToPay() {
        return div(
                "pay",
                element("h3", say("pay")),
                element("p", say("pay.reference", Objects.requireNonNull(invoice.number()))),
                element("p", say("pay.different", to.tenant().name())));
    }

    private String amount(long minor) {
        return language.amount(new Money(minor, currency));
    }

    private String say(String what, Object... about) {
        return sheet.say(what, about);
    }
}
