package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.CreditNotesApi.CreditNote;
import io.duebook.portal.api.CreditNotesApi.NewCreditNote;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.staff.CreditDraft.CreditedLine;
import io.duebook.portal.staff.InvoiceDraft.Tax;
import io.duebook.portal.staff.InvoiceDraft.Totals;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a credit note on an invoice, from what is not credited of it yet; with what stays open as it is typed. */
@Route("credit_notes/on")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "credit_notes:write")
class CreditNoteForm extends Screen implements HasUrlParameter<String> {

    private static final String SETTLE = "named";
    private static final String KEEP = "none";

    private final transient InvoicesApi invoices;
    private final transient CreditNotesApi notes;
    private final TextField number = new TextField(getTranslation("credit_note.number.optional"));
    private final TextField reason = new TextField(getTranslation("credit_note.reason"));
    private final RadioButtonGroup<String> allocate = new RadioButtonGroup<>();
    private final DatePicker issueDate;
    /** Each line's fields, with the number of the invoice's line it takes back from. */
    private final Map<LineEditor, Integer> editors = new LinkedHashMap<>();

    private final Div lines = new Div();
    private final DescriptionList totals = new DescriptionList();
    private final Div warnings = new Div();
    private final DescriptionList outcome = new DescriptionList();
    private transient @Nullable Intent intent;

    /** The same credit note sent twice is one; a corrected one is another. */
    private record Intent(NewCreditNote note, String key) {}

    CreditNoteForm(Visitor visitor, InvoicesApi invoices, CreditNotesApi notes) {
        this.invoices = invoices;
        this.notes = notes;
        LocalDate today = visitor.today();
        this.issueDate = Dates.field(getTranslation("field.issue_date"), today, getLocale());
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Invoice invoice = invoices.get(id);
        head(
                invoice.number() == null
                        ? getTranslation("credit_note.new")
                        : getTranslation("credit_note.new.title", invoice.number()),
                invoice.customer().name(),
                back(invoice));
        List<CreditedLine> suggested = CreditDraft.suggested(invoice);
        if (suggested.isEmpty() || !invoice.state().matches("open|paid")) {
            var box = new Div(nothing(
                    getTranslation("credit_note.nothing_left.title"), getTranslation("credit_note.nothing_left.text")));
            box.addClassName("panel");
            add(box);
            return;
        }
        suggested.forEach(line -> addLine(invoice, line));
        add(heading(), panel(getTranslation("invoice.lines"), lineArea()), actions(invoice));
        allocate.addValueChangeListener(change -> recount(invoice));
        recount(invoice);
    }

    private Anchor back(Invoice invoice) {
        var back = new Anchor("invoices/" + invoice.id(), getTranslation("credit_note.back"));
        back.addClassName("btn-link");
        return back;
    }

    private Div heading() {
        issueDate.setRequiredIndicatorVisible(true);
        number.setMaxLength(64);
        reason.setMaxLength(500);
        allocate.setLabel(getTranslation("credit_note.allocate"));
        allocate.setItems(SETTLE, KEEP);
        allocate.setItemLabelGenerator(way -> getTranslation("credit_note.allocate." + way));
        allocate.setValue(SETTLE);
        for (HasStyle field : List.of(issueDate, number)) {
            field.addClassName("third");
        }
        reason.addClassName("wide");
        allocate.addClassName("wide");
        var form = new Div(issueDate, number, reason, allocate);
        form.addClassName("form");
        var panel = new Div(form);
        panel.addClassName("panel");
        return panel;
    }

    private Div lineArea() {
        lines.addClassName("lines");
        totals.addClassName("totals");
        outcome.addClassNames("totals", "outcome");
        warnings.getElement().setAttribute("role", "status");
        return new Div(lines, totals, warnings, outcome);
    }

    private void addLine(Invoice invoice, CreditedLine line) {
        var editor = LineEditor.ofInvoiced(line.typed(), () -> recount(invoice), gone -> remove(gone, invoice));
        editors.put(editor, line.number());
        lines.add(editor);
    }

    private void remove(LineEditor editor, Invoice invoice) {
        editors.remove(editor);
        lines.remove(editor);
        recount(invoice);
    }

    private CreditDraft draft(Invoice invoice) {
        return new CreditDraft(
                invoice,
                editors.entrySet().stream()
                        .map(line ->
                                new CreditedLine(line.getValue(), line.getKey().typed()))
                        .toList());
    }

    private void recount(Invoice invoice) {
        CreditDraft draft = draft(invoice);
        String currency = invoice.currency();
        editors.keySet().forEach(editor -> editor.showNet(draft.document()));
        Totals counted = draft.totals();
        totals.removeAll();
        figure(totals, getTranslation("field.net"), counted.net(), currency);
        for (Tax tax : counted.taxes()) {
            if (tax.tax() != 0) {
                figure(
                        totals,
                        getTranslation(
                                "invoice.tax",
                                tax.rate().toPlainString(),
                                amounts().text(tax.net(), currency)),
                        tax.tax(),
                        currency);
            }
        }
        figure(totals, getTranslation("credit_note.total"), counted.total(), currency);
        warn(draft, currency);
        boolean settles = SETTLE.equals(allocate.getValue());
        outcome.removeAll();
        figure(outcome, getTranslation("credit_note.open_now"), invoice.open(), currency);
        figure(
                outcome,
                getTranslation("credit_note.becomes_credit"),
                settles ? draft.becomesCredit() : counted.total(),
                currency);
        figure(
                outcome,
                getTranslation("credit_note.stays_open"),
                settles ? draft.staysOpen() : invoice.open(),
                currency);
    }

    private void warn(CreditDraft draft, String currency) {
        warnings.removeAll();
        draft.exceeded().forEach((rate, left) -> {
            var warning = new Paragraph(
                    getTranslation("credit_note.exceeds", rate, amounts().text(left, currency)));
            warning.addClassName("warning");
            warnings.add(warning);
        });
    }

    private void figure(DescriptionList list, String name, long amount, String currency) {
        list.add(new Div(
                new DescriptionList.Term(name),
                new DescriptionList.Description(new Span(amounts().text(amount, currency)))));
    }

    private Div actions(Invoice invoice) {
        var issue = new Button(getTranslation("credit_note.issue"));
        issue.addThemeVariants(ButtonVariant.PRIMARY);
        issue.setDisableOnClick(true);
        issue.addClickListener(click -> {
            try {
                if (isComplete(invoice)) {
                    NewCreditNote wanted = wanted(invoice);
                    CreditNote made = notes.issue(keyOf(wanted), wanted);
                    UI.getCurrent().navigate("credit_notes/" + made.id());
                }
            } finally {
                issue.setEnabled(true);
            }
        });
        var actions = new Div(issue);
        actions.addClassName("form-actions");
        return actions;
    }

    private boolean isComplete(Invoice invoice) {
        CreditDraft draft = draft(invoice);
        issueDate.setErrorMessage(getTranslation("form.required"));
        issueDate.setInvalid(issueDate.getValue() == null);
        boolean linesRight = true;
        for (LineEditor editor : editors.keySet()) {
            linesRight &= editor.check(draft.document());
        }
        if (draft.asksNothing()) {
            PeoplePanel.say(getTranslation("invoice.line.required"));
            return false;
        }
        return linesRight && !issueDate.isInvalid() && draft.exceeded().isEmpty();
    }

    private NewCreditNote wanted(Invoice invoice) {
        return new NewCreditNote(
                invoice.customer().id(),
                given(number.getValue()),
                issueDate.getValue(),
                invoice.currency(),
                draft(invoice).asked(),
                allocate.getValue(),
                given(reason.getValue()));
    }

    private String keyOf(NewCreditNote wanted) {
        Intent known = intent;
        if (known == null || !known.note().equals(wanted)) {
            known = new Intent(wanted, UUID.randomUUID().toString());
            intent = known;
        }
        return known.key();
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
