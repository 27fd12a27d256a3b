package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.Summary;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What customers object to or ask, the newest first; a contact sees their own. */
@Route("cases")
@PermitAll
@For(scopes = "cases:read")
class CasesScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";

    private final Visitor visitor;
    private final transient CasesApi cases;
    private final transient CustomersApi customers;
    private final transient Exports exports;

    CasesScreen(Visitor visitor, CasesApi cases, CustomersApi customers, Exports exports) {
        this.visitor = visitor;
        this.cases = cases;
        this.customers = customers;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("cases." + audience() + ".title"),
                visitor.isContact()
                        ? getTranslation("cases.contact.below", visitor.tenant().name())
                        : getTranslation("cases.staff.below"),
                actions());
        Grid<Summary> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("cases." + audience() + ".nothing"));
        var panel = new Div();
        panel.addClassNames("panel", "list-panel");
        if (visitor.isContact()) {
            CursorSource.show(grid, (cursor, limit) -> cases.list(null, null, null, cursor, limit));
        } else {
            panel.add(asking(event, grid));
        }
        panel.add(grid);
        add(panel);
    }

    private Component[] actions() {
        if (!visitor.isContact() || !visitor.may("cases:write")) {
            return new Component[0];
        }
        return new Component[] {
            new Button(getTranslation("case.ask"), click -> new QuestionDialog(
                            cases, visitor.customer().id(), asked -> UI.getCurrent()
                                    .navigate(Documents.address(asked.id())))
                    .open())
        };
    }

    private Div asking(AfterNavigationEvent event, Grid<Summary> grid) {
        Select<String> status = statuses();
        var customer = new CustomerPicker(customers);
        var unresolved = new Checkbox(getTranslation("cases.unresolved"));
        Filters filters = new Filters(event)
                .choice("status", status)
                .customer(customer, customers)
                .tick("unresolved", unresolved);
        filters.read(() -> CursorSource.show(
                grid,
                (cursor, limit) -> cases.list(
                        customer.getValue() == null ? null : customer.getValue().id(),
                        status.getValue().equals(ANY) ? null : status.getValue(),
                        unresolved.getValue() ? Boolean.TRUE : null,
                        cursor,
                        limit)));
        var asking = new Div(
                status,
                customer,
                unresolved,
                new ExportMenu(exports, () -> new Asked("/v1/cases", filters.asked(), "cases")));
        asking.addClassName("asking");
        return asking;
    }

    private Select<String> statuses() {
        var statuses = new Select<String>();
        statuses.setLabel(getTranslation("field.state"));
        statuses.setItems(List.of(ANY, "open", "waiting_for_customer", "resolved"));
        statuses.setItemLabelGenerator(
                status -> getTranslation(status.isEmpty() ? "state.any" : "case.status.staff." + status));
        statuses.setValue(ANY);
        return statuses;
    }

    private Grid<Summary> list() {
        Columns<Summary> columns = new Columns<Summary>(
                        getTranslation("cases." + audience() + ".title"),
                        one -> Documents.address(one.id()),
                        one -> new Card(
                                visitor.isContact()
                                        ? one.number()
                                        : one.customer().name(),
                                disputed(one),
                                about(one),
                                mark(one),
                                opened(one)))
                .link(getTranslation("case.number"), Summary::number, one -> Documents.address(one.id()));
        if (!visitor.isContact()) {
            columns.name(
                    getTranslation("field.customer"),
                    one -> one.customer().name(),
                    one -> "customers/" + one.customer().id());
        }
        columns.words(getTranslation("case.about"), this::about)
                .mark(getTranslation("field.state"), this::mark)
                .figures(getTranslation("case.disputed"), this::disputed);
        if (!visitor.isContact()) {
            columns.words(getTranslation("case.owner"), one -> Objects.requireNonNullElse(one.ownerName(), "–"))
                    .words(getTranslation("case.due_on"), one -> days().text(one.dueOn()));
        }
        return columns.words(getTranslation("case.opened_at"), this::opened).grid();
    }

    private String about(Summary one) {
        String reason = CaseWords.reason(this, one.reason());
        return one.invoiceNumber() == null ? reason : getTranslation("case.of", reason, one.invoiceNumber());
    }

    private Mark mark(Summary one) {
        return CaseWords.mark(this, audience(), one.status(), one.outcome(), one.overdue());
    }

    private String disputed(Summary one) {
        return one.outcome() == null ? text(one.disputed(), one.currency()) : "";
    }

    private String text(@Nullable Long amount, @Nullable String currency) {
        return amount == null || currency == null ? "" : amounts().text(amount, currency);
    }

    private String opened(Summary one) {
        return days().text(LocalDate.ofInstant(
                one.openedAt(), ZoneId.of(visitor.tenant().timeZone())));
    }

    private String audience() {
        return visitor.isContact() ? "contact" : "staff";
    }
}
