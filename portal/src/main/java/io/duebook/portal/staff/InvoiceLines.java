package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.staff.InvoiceDraft.Tax;
import io.duebook.portal.staff.InvoiceDraft.Totals;
import io.duebook.portal.staff.InvoiceDraft.TypedLine;
import io.duebook.portal.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** The lines of an invoice while they are typed, and what they come to. There is always one. */
class InvoiceLines extends Div {

    private final List<LineEditor> editors = new ArrayList<>();
    private final Div lines = new Div();
    private final DescriptionList totals = new DescriptionList();
    private final Runnable changed;
    private String currency;

    InvoiceLines(String currency, Runnable changed) {
        this.currency = currency;
        this.changed = changed;
        lines.addClassName("lines");
        totals.addClassName("totals");
        add(
                lines,
                new Button(getTranslation("invoice.line.add"), VaadinIcon.PLUS.create(), click -> addLine()),
                totals);
    }

    /** Counts in another currency from now on. */
    void in(String other) {
        currency = other;
        recount();
    }

    void addLine() {
        add(new LineEditor(editors.isEmpty() ? "" : editors.getLast().taxRate(), this::recount, this::remove));
    }

    void addLine(TypedLine given) {
        add(LineEditor.of(given, this::recount, this::remove));
    }

    private void add(LineEditor editor) {
        editors.add(editor);
        lines.add(editor);
        recount();
    }

    private void remove(LineEditor editor) {
        editors.remove(editor);
        lines.remove(editor);
        if (editors.isEmpty()) {
            addLine();
        }
        recount();
    }

    InvoiceDraft draft() {
        return new InvoiceDraft(
                currency, editors.stream().map(LineEditor::typed).toList());
    }

    private void recount() {
        InvoiceDraft draft = draft();
        editors.forEach(editor -> editor.showNet(draft));
        Totals counted = draft.totals();
        totals.removeAll();
        total(getTranslation("field.net"), counted.net());
        for (Tax tax : counted.taxes()) {
            if (tax.tax() != 0) {
                total(getTranslation("invoice.tax", tax.rate().toPlainString(), text(tax.net())), tax.tax());
            }
        }
        total(getTranslation("field.total"), counted.total());
        changed.run();
    }

    private void total(String name, long amount) {
        totals.add(new Div(new DescriptionList.Term(name), new DescriptionList.Description(new Span(text(amount)))));
    }

    private String text(long amount) {
        return Amounts.in(getLocale()).text(amount, currency);
    }

    /** Marks what is missing or wrong, and tells whether nothing is. */
    boolean check() {
        InvoiceDraft draft = draft();
        boolean isRight = true;
        for (LineEditor editor : editors) {
            isRight &= editor.check(draft);
        }
        if (draft.lines().stream().allMatch(TypedLine::isBlank)) {
            Notice.say(getTranslation("invoice.line.required"));
            return false;
        }
        return isRight;
    }
}
