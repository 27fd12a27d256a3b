package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.CreditNotesApi.Allocation;
import io.duebook.portal.api.CreditNotesApi.CreditNote;
import io.duebook.portal.api.CreditNotesApi.Line;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.RefundsApi;
import io.duebook.portal.document.RefundsPanel.Given;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.PdfLink;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One credit note: what it takes back, its tax, and what was settled with it. */
@Route("credit_notes")
@PermitAll
@For(scopes = "credit_notes:read")
class CreditNoteScreen extends Screen implements HasUrlParameter<String> {

    private static final int MOST_REFUNDS = 200;

    private final Visitor visitor;
    private final transient CreditNotesApi notes;
    private final transient PaymentsApi payments;
    private final transient RefundsApi refunds;
    private final transient Translations translations;
    private final transient AttachedFiles files;
    private final transient InBase inBase;
    private final transient Exports exports;

    CreditNoteScreen(
            Visitor visitor,
            CreditNotesApi notes,
            PaymentsApi payments,
            RefundsApi refunds,
            Translations translations,
            AttachedFiles files,
            InBase inBase,
            Exports exports) {
        this.visitor = visitor;
        this.notes = notes;
        this.payments = payments;
        this.refunds = refunds;
        this.translations = translations;
        this.files = files;
        this.inBase = inBase;
        this.exports = exports;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(notes.get(id));
    }

    private void show(CreditNote note) {
        head(
                getTranslation("credit_note." + audience() + ".title", note.number()),
                visitor.isContact() ? visitor.tenant().name() : note.customer().name(),
                actions(note));
        add(facts(note), lines(note), settled(note));
        if (!visitor.isContact() && visitor.may("refunds:read")) {
            refunded(note);
        }
        files.of(note.id()).ifPresent(this::add);
    }

    private void refunded(CreditNote note) {
        List<Given> given = refunds.list(null, null, note.id(), null, MOST_REFUNDS).data().stream()
                .map(Given::of)
                .toList();
        if (!given.isEmpty()) {
            add(new RefundsPanel(visitor, translations, given, note.currency()));
        }
    }

    /** What is used is not voided: each button shows once it would work. */
    private Component[] actions(CreditNote note) {
        var actions = new ArrayList<Component>();
        actions.add(PdfLink.of(
                exports, visitor, getLocale(), "/v1/credit_notes/" + note.id(), "credit-note-" + note.number()));
        if (visitor.isContact() || !note.state().equals("issued")) {
            return actions.toArray(Component[]::new);
        }
        if (visitor.may("credit_notes:write") && note.unapplied() == note.total()) {
            actions.add(voiding(note));
        }
        boolean isSettling = note.allocations().stream().anyMatch(allocation -> !allocation.reversed());
        if (visitor.may("refunds:write") && (note.unapplied() > 0 || isSettling)) {
            actions.add(action("refunds/of/" + note.id(), "refund.new"));
        }
        if (visitor.may("transfers:write") && note.unapplied() > 0) {
            actions.add(action("transfers/new?of=" + note.id(), "transfer.new.credit"));
        }
        if (visitor.may("allocations:write") && note.unapplied() > 0) {
            var apply = action("allocations/of/" + note.id(), "allocation.new");
            apply.addClassName("first");
            actions.add(apply);
        }
        return actions.toArray(Component[]::new);
    }

    private Button voiding(CreditNote note) {
        return new Button(getTranslation("invoice.void"), click -> new ReasonDialog(
                        getTranslation("credit_note.void.title", note.number()),
                        getTranslation("credit_note.void.text"),
                        getTranslation("invoice.void"),
                        (key, reason) ->
                                show(notes.voidCreditNote(note.id(), key, note.tag(), new InvoicesApi.Reason(reason))))
                .open());
    }

    private Component facts(CreditNote note) {
        boolean isVoid = note.state().equals("void");
        var facts = new Facts()
                .fact(
                        getTranslation("field.state"),
                        isVoid
                                ? new Pill(getTranslation("state.void"), "neutral")
                                : note.unapplied() > 0
                                        ? new Pill(getTranslation("credit_note." + audience() + ".left"), "warn")
                                        : new Pill(getTranslation("credit_note.used"), "ok"));
        if (!visitor.isContact()) {
            facts.fact(
                    getTranslation("field.customer"),
                    new Anchor(
                            "customers/" + note.customer().id(), note.customer().name()));
        }
        facts.fact(getTranslation("field.issue_date"), days().text(note.issueDate()))
                .fact(getTranslation("field.reference"), note.reference())
                .fact(getTranslation("field.reason"), note.reason())
                .fact(getTranslation("credit_note.total"), strong(amounts().text(note.total(), note.currency())))
                .fact(
                        getTranslation("field." + audience() + ".unapplied"),
                        amounts().text(note.unapplied(), note.currency()));
        inBase.add(facts, note.id(), note.currency());
        var panel = new Div(facts);
        panel.addClassName("panel");
        if (note.unapplied() > 0) {
            var left = new Paragraph(getTranslation("credit_note." + audience() + ".unapplied"));
            left.addClassName("note");
            panel.add(left);
        }
        return panel;
    }

    private String audience() {
        return visitor.isContact() ? "contact" : "staff";
    }

    private static Span strong(String text) {
        var span = new Span(text);
        span.addClassName("strong");
        return span;
    }

    private Component lines(CreditNote note) {
        var table = LinesTable.aboutClaims(note.currency());
        for (Line line : note.lines()) {
            table.line(
                    line.description(),
                    line.quantity(),
                    line.unitAmount(),
                    line.taxRate(),
                    line.net(),
                    claim(line.invoice(), line.number()));
        }
        table.net(note.net());
        note.taxes().forEach(tax -> table.tax(tax.rate(), tax.net(), tax.tax()));
        table.total("credit_note.total", note.total());
        return panel(getTranslation("invoice.lines"), table);
    }

    private static Component claim(@Nullable String id, @Nullable String number) {
        String text = number == null ? "" : number;
        return id == null ? new Span(text) : new Anchor(Documents.address(id), text);
    }

    private Component settled(CreditNote note) {
        String heading = getTranslation("credit_note." + audience() + ".settles");
        if (note.allocations().isEmpty()) {
            return panel(
                    heading,
                    nothing(
                            getTranslation("credit_note." + audience() + ".settles_nothing.title"),
                            getTranslation("credit_note." + audience() + ".settles_nothing.text")));
        }
        var undoing = new Undoing(this, visitor, payments);
        var table = new Table(
                heading,
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.allocated_on")).at(Place.NOTE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE),
                Column.words(getTranslation("field.state")).at(Place.END));
        for (Allocation allocation : note.allocations()) {
            table.row(
                    claim(allocation.invoice(), allocation.number()),
                    days().text(allocation.allocatedOn()),
                    amounts().text(allocation.amount(), allocation.currency()),
                    undoing.state(allocation.id(), allocation.reversed(), () -> show(notes.get(note.id()))));
        }
        return panel(heading, table);
    }
}
