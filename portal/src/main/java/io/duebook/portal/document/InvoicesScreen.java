package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Summary;
import io.duebook.portal.api.Page;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Outcomes;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All invoices: a contact's own, or every customer's for staff. */
@Route("invoices")
@PermitAll
@For(scopes = "invoices:read")
class InvoicesScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";
    private static final String NUMBER = "q";
    private static final int TYPING_PAUSE_MS = 350;

    private final Visitor visitor;
    private final transient InvoicesApi invoices;
    private final transient Exports exports;
    private final transient Outcomes outcomes;

    InvoicesScreen(Visitor visitor, InvoicesApi invoices, Exports exports, Outcomes outcomes) {
        this.visitor = visitor;
        this.invoices = invoices;
        this.exports = exports;
        this.outcomes = outcomes;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String audience = visitor.isContact() ? "contact" : "staff";
        head(
                getTranslation("invoices." + audience + ".title"),
                getTranslation("invoices." + audience + ".below"),
                actions());
        Grid<Summary> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("invoices." + audience + ".nothing"));
        Select<String> state = states();
        Select<String> by = by();
        Select<String> taxState = taxStates();
        TextField search = search();
        Supplier<Asking> typed =
                () -> new Asking(state.getValue(), by.getValue(), search.getValue(), taxState.getValue());
        Runnable read = () -> {
            Asking asked = typed.get();
            CursorSource.show(grid, (cursor, limit) -> asked.page(invoices, cursor, limit));
        };
        by.addValueChangeListener(change -> search.setLabel(name(change.getValue())));
        new Filters(event)
                .choice("by", by)
                .words("q", search)
                .choice("state", state)
                .choice("tax_state", taxState)
                .read(read);
        var asking = new Div(by, search, state, taxState);
        asking.add(new ExportMenu(exports, () -> typed.get().file()));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        if (!visitor.isContact()) {
            panel.add(new InvoicesBar(visitor, invoices, exports, outcomes, grid, read));
        }
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    /** What is asked for: empty choices are none. */
    private record Asking(String state, String by, String words, String taxState) {

        Page<Summary> page(InvoicesApi invoices, @Nullable String cursor, int limit) {
            return invoices.find(
                    Fields.given(state),
                    wordsBy(NUMBER),
                    wordsBy("purchase_order"),
                    wordsBy("delivery_note"),
                    wordsBy("contract"),
                    wordsBy("salesperson"),
                    wordsBy("tax_document"),
                    Fields.given(taxState),
                    cursor,
                    limit);
        }

        private @Nullable String wordsBy(String way) {
            return by.equals(way) ? Fields.given(words) : null;
        }

        Asked file() {
            return new Asked(
                    "/v1/invoices", Map.of(by, words.strip(), "state", state, "tax_state", taxState), "invoices");
        }
    }

    private Component[] actions() {
        if (visitor.isContact() || !visitor.may("invoices:write")) {
            return new Component[0];
        }
        var make = new Anchor("invoices/new", getTranslation("invoice.new"));
        make.addClassNames("btn-link", "first");
        return new Component[] {make};
    }

    private Grid<Summary> list() {
        String title = getTranslation(visitor.isContact() ? "invoices.contact.title" : "invoices.staff.title");
        var columns = new Columns<Summary>(
                        title,
                        InvoiceWords::address,
                        invoice -> new Card(
                                visitor.isContact()
                                        ? number(invoice)
                                        : invoice.customer().name(),
                                amounts().text(invoice.total(), invoice.currency()),
                                InvoiceWords.mark(
                                        this,
                                        invoice.state(),
                                        invoice.flags(),
                                        invoice.closedBy(),
                                        invoice.daysPastDue()),
                                (visitor.isContact() ? "" : number(invoice) + " · ") + days().text(invoice.dueDate())))
                .link(getTranslation("field.number"), this::number, InvoiceWords::address);
        if (!visitor.isContact()) {
            columns.choosing(getTranslation("bulk.choose"));
        }
        if (!visitor.isContact()) {
            columns.name(
                    getTranslation("field.customer"),
                    invoice -> invoice.customer().name(),
                    invoice -> "customers/" + invoice.customer().id());
        }
        return columns.words(getTranslation("field.issue_date"), invoice -> days().text(invoice.issueDate()))
                .words(getTranslation("field.due_date"), invoice -> days().text(invoice.dueDate()))
                .mark(
                        getTranslation("field.state"),
                        invoice -> InvoiceWords.mark(
                                this, invoice.state(), invoice.flags(), invoice.closedBy(), invoice.daysPastDue()))
                .figures(getTranslation("field.total"), invoice -> amounts().text(invoice.total(), invoice.currency()))
                .figures(getTranslation("field.open"), invoice -> amounts().text(invoice.open(), invoice.currency()))
                .grid();
    }

    private String number(Summary invoice) {
        return Objects.requireNonNullElse(invoice.number(), getTranslation("invoice.unnumbered"));
    }

    private Select<String> states() {
        var states = new Select<String>();
        states.setLabel(getTranslation("field.state"));
        states.setItems(
                visitor.isContact()
                        ? List.of(ANY, "open", "paid", "void")
                        : List.of(ANY, "draft", "open", "paid", "written_off", "void"));
        states.setItemLabelGenerator(state -> getTranslation(state.isEmpty() ? "state.any" : "state." + state));
        states.setValue(ANY);
        return states;
    }

    /** A number is found by its beginning, all else by the whole word. */
    private Select<String> by() {
        var by = new Select<String>();
        by.setLabel(getTranslation("invoices.by"));
        by.setItems(NUMBER, "purchase_order", "delivery_note", "contract", "tax_document");
        if (!visitor.isContact()) {
            by.setItems(NUMBER, "purchase_order", "delivery_note", "contract", "salesperson", "tax_document");
        }
        by.setItemLabelGenerator(this::name);
        by.setValue(NUMBER);
        by.setWidth("13rem");
        return by;
    }

    private String name(String way) {
        return getTranslation(way.equals(NUMBER) ? "invoices.by.number" : "field." + way);
    }

    private Select<String> taxStates() {
        var states = new Select<String>();
        states.setLabel(getTranslation("tax_state"));
        states.setItems(ANY, "NONE", "REQUESTED", "ISSUED", "REVERSED");
        states.setItemLabelGenerator(
                state -> getTranslation(state.isEmpty() ? "state.any" : "tax_state." + state.toLowerCase(Locale.ROOT)));
        states.setValue(ANY);
        states.setVisible(!visitor.isContact());
        return states;
    }

    private TextField search() {
        var search = new TextField(getTranslation("invoices.search"));
        search.setClearButtonVisible(true);
        search.setMaxLength(100);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_PAUSE_MS);
        return search;
    }
}
