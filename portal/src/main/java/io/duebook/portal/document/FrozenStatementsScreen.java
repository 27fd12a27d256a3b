package io.duebook.portal.document;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.api.StatementsApi.Listed;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;

/** Statements as they were handed out: a contact's own, or every customer's for staff; the newest first. */
@Route("statements")
@PermitAll
@For(scopes = {"statements:read", "customers:read"})
class FrozenStatementsScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient StatementsApi statements;
    private final transient CustomersApi customers;
    private final transient Exports exports;

    FrozenStatementsScreen(Visitor visitor, StatementsApi statements, CustomersApi customers, Exports exports) {
        this.visitor = visitor;
        this.statements = statements;
        this.customers = customers;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String audience = visitor.isContact() ? "contact" : "staff";
        head(getTranslation("frozen." + audience + ".title"), getTranslation("frozen." + audience + ".below"));
        Grid<Listed> grid = list(audience);
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("frozen." + audience + ".nothing"));
        var asking = new ByCustomer(visitor, customers, exports, event, "/v1/statements", "statements");
        asking.read(who -> CursorSource.show(grid, (cursor, limit) -> statements.list(who, null, cursor, limit)));
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Grid<Listed> list(String audience) {
        var columns = new Columns<Listed>(
                        getTranslation("frozen." + audience + ".title"),
                        FrozenStatementsScreen::address,
                        statement -> new Card(
                                visitor.isContact()
                                        ? statement.number()
                                        : statement.customer().name(),
                                getTranslation("frozen.version.short", statement.version()),
                                StatementWords.mark(this, statement),
                                StatementWords.days(this, days(), statement.from(), statement.asOf())))
                .name(getTranslation("frozen.number"), Listed::number, FrozenStatementsScreen::address);
        if (!visitor.isContact()) {
            columns.name(
                    getTranslation("field.customer"),
                    statement -> statement.customer().name(),
                    statement -> "customers/" + statement.customer().id());
        }
        return columns.mark(getTranslation("field.state"), statement -> StatementWords.mark(this, statement))
                .words(getTranslation("frozen.kind"), statement -> StatementWords.kind(this, statement.kind()))
                .words(
                        getTranslation("frozen.days"),
                        statement -> StatementWords.days(this, days(), statement.from(), statement.asOf()))
                .words(getTranslation("frozen.version"), statement -> String.valueOf(statement.version()))
                .words(getTranslation("frozen.frozen_at"), statement -> days().text(
                                statement.frozenAt(), visitor.tenant().timeZone()))
                .words(getTranslation("frozen.hash.short"), statement -> StatementWords.shortHash(statement.hash()))
                .grid();
    }

    private static String address(Listed statement) {
        return Documents.address(statement.id());
    }
}
