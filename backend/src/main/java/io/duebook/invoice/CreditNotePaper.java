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
import java.util.ArrayList;
import java.util.List;

/** A credit note on paper, to the customer: what it takes back, of which claims, and what of it is still theirs to use. */
final class CreditNotePaper {

    private static final int COLUMNS_BEFORE_NET = 5;

    private final CreditNoteView note;
    private final Addressee to;
    private final Language language;
    private final Currency currency;
    private final Sheet sheet;

    private CreditNotePaper(CreditNoteView note, Addressee to) {
        this.note = note;
        this.to = to;
        this.language = to.language();
        this.currency = note.currency();
        this.sheet = new Sheet(to, InvoicePaper.WORDS);
    }

    static Written of(CreditNoteView note, Addressee to) {
        return new Written(new CreditNotePaper(note, to).paper(), Sheet.fileName("credit-note-" + note.number()));
    }

    private Paper paper() {
        String title = say("credit_note", note.number());
        var body = new ArrayList<Markup>(sheet.head(title, say("issued", language.date(note.issueDate()))));
        body.add(sheet.sides(note.customer().name(), facts()));
        body.add(isVoid() ? div("nothing", text(say("credit_note.void.text"))) : figures());
        body.add(lines());
        if (!note.claims().isEmpty()) {
            body.add(claims());
        }
        body.add(div("pay", element("p", say("pay.different", to.tenant().name()))));
        return sheet.paper(title + " · " + note.customer().name(), note.issueDate(), body);
    }

    private boolean isVoid() {
        return note.state().equals("void");
    }

    private List<Markup> facts() {
        var facts = new ArrayList<Markup>();
        facts.add(sheet.fact("credit_note.number", note.number()));
        facts.addAll(sheet.factIfAny("reference", note.reference()));
        facts.addAll(sheet.factIfAny("reason", note.reason()));
        facts.addAll(sheet.account());
        return facts;
    }

    private Markup figures() {
        var cells = new ArrayList<Markup>();
        cells.add(Sheet.cell(say("credited"), amount(note.total()), "big", say("credited.below"))
                .look("first credit"));
        if (note.unapplied() > 0) {
            cells.add(Sheet.cell(
                    say("unapplied"),
                    amount(note.unapplied()),
                    "middle",
                    say("unapplied.below", language.date(to.today()))));
        }
        return Sheet.figures(cells);
    }

    private Markup lines() {
        var rows = new ArrayList<Markup>();
        for (CreditNoteView.CreditNoteLineView line : note.lines()) {
            rows.add(line(rows.size() + 1, line));
        }
        rows.add(sum("total", say("net"), note.net()));
        note.taxes()
                .forEach(tax -> rows.add(sum(
                        "total",
                        InvoicePaper.tax(sheet, language, tax.rate(), new Money(tax.net(), currency)),
                        tax.tax())));
        rows.add(sum("balance", say("credited"), note.total()));
        return element("section", element("h2", currency.code())).and(Sheet.lines(InvoicePaper.columns(sheet), rows));
    }

    private Markup line(int number, CreditNoteView.CreditNoteLineView line) {
        return element(
                "tr",
                element("td", Integer.toString(number)),
                element("td", description(line)).look("number"),
                InvoicePaper.number(language, line.quantity()),
                sheet.figure(line.unitAmount(), currency),
                InvoicePaper.number(language, line.taxRate()),
                sheet.figure(line.net(), currency).look("figure last"));
    }

    private List<Markup> description(CreditNoteView.CreditNoteLineView line) {
        if (line.number() == null) {
            return List.of(text(line.description()));
        }
        String of = line.invoiceLine() == null
                ? say("line.of", line.number())
                : say("line.of_line", line.number(), line.invoiceLine());
        return List.of(text(line.description()), div("small", text(of)));
    }

    private Markup claims() {
        List<Markup> rows = note.claims().stream()
                .<Markup>map(claim -> element(
                        "tr",
                        element("td", claim.number()).look("number"),
                        sheet.figure(claim.net(), currency),
                        sheet.figure(claim.tax(), currency),
                        sheet.figure(claim.amount(), currency).look("figure last")))
                .toList();
        return element("section", element("h2", say("claims")))
                .and(Sheet.lines(
                        List.of(
                                sheet.column("claim"),
                                sheet.figureColumn("claim.net"),
                                sheet.figureColumn("claim.tax"),
                                sheet.figureColumn("claim.amount")),
                        rows));
    }

    private Markup sum(String look, String what, long amount) {
        return sheet.sum(look, what, amount, currency, COLUMNS_BEFORE_NET);
    }

    private String amount(long minor) {
        return language.amount(new Money(minor, currency));
    }

    private String say(String what, Object... about) {
        return sheet.say(what, about);
    }
}
