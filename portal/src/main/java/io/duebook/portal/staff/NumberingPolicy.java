package io.duebook.portal.staff;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.duebook.portal.api.PoliciesApi.Numbering;
import java.util.HashSet;
import java.util.List;

/** How documents are numbered that nobody gave a number, each kind by itself. */
class NumberingPolicy extends Div {

    private final SeriesFields invoice;
    private final SeriesFields creditNote;
    private final SeriesFields fee;
    private final SeriesFields interest;
    private final SeriesFields deposit;
    private final SeriesFields statement;

    /** @param year of which an example is shown */
    NumberingPolicy(int year, boolean isEditable) {
        this.invoice = new SeriesFields(getTranslation("policies.series.invoice"), year, isEditable);
        this.creditNote = new SeriesFields(getTranslation("policies.series.credit_note"), year, isEditable);
        this.fee = new SeriesFields(getTranslation("policies.series.fee"), year, isEditable);
        this.interest = new SeriesFields(getTranslation("policies.series.interest"), year, isEditable);
        this.deposit = new SeriesFields(getTranslation("policies.series.deposit"), year, isEditable);
        this.statement = new SeriesFields(getTranslation("policies.series.statement"), year, isEditable);
        var explained = new Paragraph(getTranslation("policies.numbering.text"));
        explained.addClassName("muted");
        add(explained, invoice, creditNote, fee, interest, deposit, statement);
    }

    void show(Numbering inForce) {
        invoice.show(inForce.invoice());
        creditNote.show(inForce.creditNote());
        fee.show(inForce.fee());
        interest.show(inForce.interest());
        deposit.show(inForce.deposit());
        statement.show(inForce.statement());
    }

    /** Marks what is wrong, and tells whether nothing is: documents of two kinds never look alike. */
    boolean check() {
        var prefixes = new HashSet<String>();
        boolean isRight = true;
        for (SeriesFields series : List.of(invoice, creditNote, fee, interest, deposit, statement)) {
            isRight &= series.check(prefixes);
        }
        return isRight;
    }

    /** What was typed; only after {@link #check}. */
    Numbering wanted() {
        return new Numbering(
                invoice.wanted(),
                creditNote.wanted(),
                fee.wanted(),
                interest.wanted(),
                deposit.wanted(),
                statement.wanted());
    }
}
