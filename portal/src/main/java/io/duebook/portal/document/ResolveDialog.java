package io.duebook.portal.document;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.Case;
import io.duebook.portal.api.CasesApi.Resolution;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.CreditNotesApi.Summary;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import java.util.List;
import java.util.function.Consumer;

/** Ends a case with staff's answer. */
class ResolveDialog extends CommandDialog<Resolution> {

    private static final String CREDITED = "credited";
    private static final int MOST = 100;

    private final transient CasesApi cases;
    private final transient Consumer<Case> afterwards;
    private final String id;
    private final Select<String> outcome = new Select<>();
    private final ComboBox<Summary> creditNote = new ComboBox<>(getTranslation("case.credit_note"));
    private final TextArea words = CaseFields.words("case.answer");

    ResolveDialog(CasesApi cases, CreditNotesApi creditNotes, Case about, Consumer<Case> afterwards) {
        this.cases = cases;
        this.id = about.id();
        this.afterwards = afterwards;
        boolean isDispute = about.kind().equals("dispute");
        outcome.setLabel(getTranslation("case.outcome"));
        outcome.setItems(isDispute ? List.of(CREDITED, "accepted", "rejected") : List.of("answered"));
        outcome.setItemLabelGenerator(one -> getTranslation("case.outcome." + one + ".choice"));
        outcome.addClassName("wide");
        creditNote.setItems(
                isDispute
                        ? creditNotes.list(about.customer().id(), null, null, MOST).data().stream()
                                .filter(note -> !note.state().equals("void"))
                                .toList()
                        : List.of());
        creditNote.setItemLabelGenerator(this::words);
        creditNote.setRequiredIndicatorVisible(true);
        creditNote.setHelperText(getTranslation("case.credit_note.help"));
        creditNote.addClassName("wide");
        outcome.addValueChangeListener(change -> fit());
        outcome.setValue(isDispute ? CREDITED : "answered");
        fit();
        errors.of("outcome", outcome)
                .of("credit_note", creditNote)
                .of("message", words)
                .about(words, "answer_required");
        ask(
                getTranslation("case.resolve.title", about.number()),
                getTranslation(isDispute ? "case.resolve.dispute" : "case.resolve.question"),
                getTranslation("case.resolve"),
                outcome,
                creditNote,
                words);
    }

    private String words(Summary note) {
        return note.number() + " · "
                + Amounts.in(getLocale()).text(note.total(), note.currency()) + " · "
                + Days.in(getLocale()).text(note.issueDate());
    }

    /** Whoever is given right by a document, or agreed with, need not be told more. */
    private void fit() {
        creditNote.setVisible(CREDITED.equals(outcome.getValue()));
        words.setRequiredIndicatorVisible(mustBeTold());
    }

    private boolean mustBeTold() {
        return List.of("rejected", "answered").contains(outcome.getValue());
    }

    @Override
    protected boolean isComplete() {
        boolean isNamed = !creditNote.isVisible() || Fields.require(creditNote);
        return isNamed & Fields.mark(words, !mustBeTold() || !words.getValue().isBlank(), "problem.answer_required");
    }

    @Override
    protected Resolution wanted() {
        return new Resolution(
                outcome.getValue(),
                creditNote.isVisible() ? creditNote.getValue().id() : null,
                Fields.given(words));
    }

    @Override
    protected void send(String key, Resolution wanted) {
        afterwards.accept(cases.resolve(id, key, wanted));
    }
}
