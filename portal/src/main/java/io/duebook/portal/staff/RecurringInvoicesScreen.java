package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.RecurringInvoicesApi;
import io.duebook.portal.api.RecurringInvoicesApi.RecurringInvoice;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All invoices that come again, the newest first: when the next one comes, and which have stopped. */
@Route("recurring_invoices")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "recurring_invoices:read")
class RecurringInvoicesScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";

    private final Visitor visitor;
    private final transient RecurringInvoicesApi recurring;
    private final transient Exports exports;

    RecurringInvoicesScreen(Visitor visitor, RecurringInvoicesApi recurring, Exports exports) {
        this.visitor = visitor;
        this.recurring = recurring;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("recurring.title"), getTranslation("recurring.below"), actions());
        Grid<RecurringInvoice> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("recurring.nothing"));
        Select<String> state = states();
        Runnable read = () -> CursorSource.show(
                grid,
                (cursor, limit) -> recurring.list(
                        null,
                        state.getValue().equals(ANY) ? null : state.getValue().toUpperCase(Locale.ROOT),
                        cursor,
                        limit));
        new Filters(event).choice("state", state).read(read);
        var asking = new Div(
                state,
                new ExportMenu(
                        exports,
                        () -> new Asked(
                                "/v1/recurring_invoices",
                                Map.of("state", state.getValue().toUpperCase(Locale.ROOT)),
                                "recurring_invoices")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Component[] actions() {
        if (!visitor.may("recurring_invoices:write")) {
            return new Component[0];
        }
        var make = new Anchor("recurring_invoices/new", getTranslation("recurring.new"));
        make.addClassNames("btn-link", "first");
        return new Component[] {make};
    }

    private Select<String> states() {
        var states = new Select<String>();
        states.setLabel(getTranslation("field.state"));
        states.setItems(List.of(ANY, "active", "paused", "ended"));
        states.setItemLabelGenerator(
                state -> getTranslation(state.isEmpty() ? "state.any" : "recurring_state." + state));
        states.setValue(ANY);
        return states;
    }

    private Grid<RecurringInvoice> list() {
        return new Columns<RecurringInvoice>(
                        getTranslation("recurring.title"),
                        RecurringInvoicesScreen::address,
                        one -> new Card(
                                one.customer().name(),
                                amounts().text(one.amount(), one.currency()),
                                RecurringWords.mark(this, one),
                                RecurringWords.rhythm(this, one.every(), one.step()) + " · " + next(one)))
                .link(
                        getTranslation("recurring.rhythm"),
                        one -> RecurringWords.rhythm(this, one.every(), one.step()),
                        RecurringInvoicesScreen::address)
                .name(
                        getTranslation("field.customer"),
                        one -> one.customer().name(),
                        one -> "customers/" + one.customer().id())
                .words(getTranslation("recurring.next"), this::next)
                .mark(getTranslation("field.state"), one -> RecurringWords.mark(this, one))
                .figures(getTranslation("recurring.made"), one -> amounts().count(one.made()))
                .figures(getTranslation("recurring.amount"), one -> amounts().text(one.amount(), one.currency()))
                .grid();
    }

    private String next(RecurringInvoice one) {
        LocalDate next = one.nextOn();
        return next == null ? "–" : days().text(next);
    }

    private static String address(RecurringInvoice one) {
        return "recurring_invoices/" + one.id();
    }
}
