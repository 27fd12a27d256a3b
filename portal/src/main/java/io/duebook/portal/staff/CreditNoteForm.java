package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
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
import io.duebook.portal.api.InvoicesApi.Summary;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.staff.CreditDraft.CreditedLine;
import io.duebook.portal.staff.InvoiceDraft.Tax;
import io.duebook.portal.staff.InvoiceDraft.Totals;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes a credit note on one invoice or several, from what is not credited of them yet; counted as it is typed. */
@Route("credit_notes/on")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "credit_notes:write")
class CreditNoteForm extends FormScreen implements HasUrlParameter<String> {

    private static final String SETTLE = "named";
    private static final String KEEP = "none";
    private static final int SHOWN = 50;

    private final transient InvoicesApi invoices;
    private final transient CreditNotesApi notes;
    private final TextField number = new TextField(getTranslation("credit_note.number.optional"));
    private final TextField reason = new TextField(getTranslation("credit_note.reason"));
    private final RadioButtonGroup<String> allocate = new RadioButtonGroup<>();
    private final DatePicker issueDate;
    private final List<Part> parts = new ArrayList<>();
    private final Div lines = new Div();
    private final ComboBox<Summary> another = new ComboBox<>(getTranslation("credit_note.another"));
    private final DescriptionList totals = new DescriptionList();
    private final Div warnings = new Div();
    private final DescriptionList outcome = new DescriptionList();
    private final transient CommandKeys<NewCreditNote> keys = new CommandKeys<>();

    /** What it takes back of one invoice: each line's fields, with the number of the invoice's line it is about. */
    private record Part(Invoice invoice, Map<LineEditor, Integer> editors, Div area) {

        CreditDraft draft() {
            return new CreditDraft(
                    invoice,
                    editors.entrySet().stream()
                            .map(line -> new CreditedLine(
                                    line.getValue(), line.getKey().typed()))
                            .toList());
        }
    }

    CreditNoteForm(Visitor visitor, InvoicesApi invoices, CreditNotesApi notes) {
        this.invoices = invoices;
        this.notes = notes;
        LocalDate today = visitor.today();
        this.issueDate = Dates.field(getTranslation("field.issue_date"), today, getLocale());
        errors.of("issue_date", issueDate)
                .of("number", number)
                .about(number, "number_taken")
                .of("reason", reason);
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
            add(box(nothing(
                    getTranslation("credit_note.nothing_left.title"),
                    getTranslation("credit_note.nothing_left.text"))));
            return;
        }
        add(heading(), panel(getTranslation("invoice.lines"), lineArea()), actions());
        addPart(invoice);
        offerOthers(invoice);
        allocate.addValueChangeListener(change -> recount());
    }

    private Anchor back(Invoice invoice) {
        return action("invoices/" + invoice.id(), "credit_note.back");
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
        return box(fields(issueDate, number, reason, allocate));
    }

    private Div lineArea() {
        lines.addClassName("lines");
        totals.addClassName("totals");
        outcome.addClassNames("totals", "outcome");
        warnings.getElement().setAttribute("role", "status");
        return new Div(lines, another, totals, warnings, outcome);
    }

    /** Of the same customer in the same currency; found by typing a part of the number. */
    private void offerOthers(Invoice first) {
        another.setClearButtonVisible(true);
        another.setHelperText(getTranslation("credit_note.another.help"));
        another.setItemLabelGenerator(found -> Objects.requireNonNullElse(found.number(), "") + " · "
                + amounts().text(found.total(), found.currency()));
        another.setItems(query -> {
            int offset = query.getOffset();
            int limit = query.getLimit();
            String typed = query.getFilter().orElse("").strip();
            return offset >= SHOWN
                    ? Stream.empty()
                    : invoices
                            .list(first.customer().id(), null, typed.isEmpty() ? null : typed, null, SHOWN)
                            .data()
                            .stream()
                            .filter(found -> found.currency().equals(first.currency())
                                    && found.state().matches("open|paid")
                                    && parts.stream()
                                            .noneMatch(
                                                    part -> part.invoice().id().equals(found.id())))
                            .skip(offset)
                            .limit(limit);
        });
        another.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                addPart(invoices.get(change.getValue().id()));
                another.clear();
                another.getLazyDataView().refreshAll();
            }
        });
    }

    private void addPart(Invoice invoice) {
        List<CreditedLine> suggested = CreditDraft.suggested(invoice);
        if (suggested.isEmpty()) {
            Notice.say(getTranslation("credit_note.nothing_left.title"));
            return;
        }
        var area = new Div(new H3(getTranslation("invoice.staff.title", String.valueOf(invoice.number()))));
        area.addClassName("lines");
        var part = new Part(invoice, new LinkedHashMap<>(), area);
        parts.add(part);
        lines.add(area);
        suggested.forEach(line -> addLine(part, line));
        recount();
    }

    private void addLine(Part part, CreditedLine line) {
        var editor = LineEditor.ofInvoiced(line.typed(), this::recount, gone -> remove(gone, part));
        part.editors().put(editor, line.number());
        part.area().add(editor);
    }

    /** The first invoice stays, even without a line: the credit note is about it. */
    private void remove(LineEditor editor, Part part) {
        part.editors().remove(editor);
        part.area().remove(editor);
        if (part.editors().isEmpty() && part != parts.getFirst()) {
            parts.remove(part);
            lines.remove(part.area());
        }
        recount();
    }

    /** All lines together: tax is counted once for each rate. */
    private InvoiceDraft document() {
        return new InvoiceDraft(
                currency(),
                parts.stream()
                        .flatMap(part -> part.draft().lines().stream())
                        .map(CreditedLine::typed)
                        .toList());
    }

    private String currency() {
        return parts.getFirst().invoice().currency();
    }

    private void recount() {
        InvoiceDraft document = document();
        parts.forEach(part -> part.editors().keySet().forEach(editor -> editor.showNet(document)));
        Totals counted = document.totals();
        totals.removeAll();
        figure(totals, getTranslation("field.net"), counted.net(), currency());
        for (Tax tax : counted.taxes()) {
            if (tax.tax() != 0) {
                figure(
                        totals,
                        getTranslation(
                                "invoice.tax",
                                tax.rate().toPlainString(),
                                amounts().text(tax.net(), currency())),
                        tax.tax(),
                        currency());
            }
        }
        figure(totals, getTranslation("credit_note.total"), counted.total(), currency());
        warnings.removeAll();
        parts.forEach(part -> warn(part.draft()));
        outcome.removeAll();
        if (parts.size() == 1) {
            foresee(parts.getFirst().draft(), counted.total());
        }
    }

    /** Of one invoice only: how the tax is shared among several, the books decide. */
    private void foresee(CreditDraft draft, long total) {
        long open = draft.invoice().open();
        boolean settles = SETTLE.equals(allocate.getValue());
        figure(outcome, getTranslation("credit_note.open_now"), open, currency());
        figure(
                outcome,
                getTranslation("credit_note.becomes_credit"),
                settles ? draft.becomesCredit() : total,
                currency());
        figure(outcome, getTranslation("credit_note.stays_open"), settles ? draft.staysOpen() : open, currency());
    }

    private void warn(CreditDraft draft) {
        draft.exceeded().forEach((rate, left) -> {
            var warning = new Paragraph(
                    getTranslation("credit_note.exceeds", rate, amounts().text(left, currency())));
            warning.addClassName("warning");
            warnings.add(warning);
        });
    }

    private void figure(DescriptionList list, String name, long amount, String currency) {
        list.add(new Div(
                new DescriptionList.Term(name),
                new DescriptionList.Description(new Span(amounts().text(amount, currency)))));
    }

    private Div actions() {
        return saving("credit_note.issue", this::isComplete, () -> {
            NewCreditNote wanted = wanted();
            CreditNote made = keys.send(wanted, key -> notes.issue(key, wanted));
            UI.getCurrent().navigate("credit_notes/" + made.id());
        });
    }

    private boolean isComplete() {
        InvoiceDraft document = document();
        boolean isDay = Fields.require(issueDate);
        boolean linesRight = true;
        for (Part part : parts) {
            for (LineEditor editor : part.editors().keySet()) {
                linesRight &= editor.check(document);
            }
            linesRight &= part.draft().exceeded().isEmpty();
        }
        if (parts.stream().allMatch(part -> part.draft().asksNothing())) {
            Notice.say(getTranslation("invoice.line.required"));
            return false;
        }
        return linesRight && isDay;
    }

    private NewCreditNote wanted() {
        return new NewCreditNote(
                parts.getFirst().invoice().customer().id(),
                Fields.given(number),
                issueDate.getValue(),
                currency(),
                parts.stream().flatMap(part -> part.draft().asked().stream()).toList(),
                allocate.getValue(),
                Fields.given(reason));
    }
}
