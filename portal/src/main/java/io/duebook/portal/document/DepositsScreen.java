package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;

/** All deposits: a contact's own, or every customer's for staff; the newest first. */
@Route("deposits")
@PermitAll
@For(scopes = "deposits:read")
class DepositsScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient DepositsApi deposits;
    private final transient CustomersApi customers;
    private final transient Exports exports;

    DepositsScreen(Visitor visitor, DepositsApi deposits, CustomersApi customers, Exports exports) {
        this.visitor = visitor;
        this.deposits = deposits;
        this.customers = customers;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String audience = visitor.isContact() ? "contact" : "staff";
        head(
                getTranslation("deposits." + audience + ".title"),
                getTranslation("deposits." + audience + ".below"),
                actions());
        Grid<Deposit> grid = list(visitor.today(), audience);
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("deposits." + audience + ".nothing"));
        var asking = new ByCustomer(visitor, customers, exports, event, "/v1/deposits", "deposits");
        asking.read(who -> CursorSource.show(grid, (cursor, limit) -> deposits.list(who, cursor, limit)));
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Component[] actions() {
        if (visitor.isContact() || !visitor.may("deposits:write")) {
            return new Component[0];
        }
        var make = new Anchor("deposits/new", getTranslation("deposit.new"));
        make.addClassNames("btn-link", "first");
        return new Component[] {make};
    }

    private Grid<Deposit> list(LocalDate today, String audience) {
        var columns = new Columns<Deposit>(
                        getTranslation("deposits." + audience + ".title"),
                        DepositsScreen::address,
                        deposit -> new Card(
                                visitor.isContact()
                                        ? deposit.number()
                                        : deposit.customer().name(),
                                amounts().text(deposit.total(), deposit.currency()),
                                DepositWords.mark(this, deposit, today),
                                (visitor.isContact() ? "" : deposit.number() + " · ") + days().text(deposit.dueDate())))
                .name(getTranslation("deposit.number"), Deposit::number, DepositsScreen::address);
        if (!visitor.isContact()) {
            columns.name(
                    getTranslation("field.customer"),
                    deposit -> deposit.customer().name(),
                    deposit -> "customers/" + deposit.customer().id());
        }
        return columns.words(getTranslation("field.issue_date"), deposit -> days().text(deposit.issueDate()))
                .words(getTranslation("field.due_date"), deposit -> days().text(deposit.dueDate()))
                .mark(getTranslation("field.state"), deposit -> DepositWords.mark(this, deposit, today))
                .figures(getTranslation("field.total"), deposit -> amounts().text(deposit.total(), deposit.currency()))
                .figures(getTranslation("deposit." + audience + ".received"), deposit -> amounts()
                        .text(deposit.received(), deposit.currency()))
                .figures(getTranslation("deposit." + audience + ".held"), deposit -> amounts()
                        .text(deposit.held(), deposit.currency()))
                .grid();
    }

    private static String address(Deposit deposit) {
        return "deposits/" + deposit.id();
    }
}
