package io.duebook.portal.payer;

import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.document.FrozenStatementsPanel;
import io.duebook.portal.document.LedgerPanel;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;

/** What moved the customer's balance, day by day. */
@Route("activity")
@PermitAll
@For(value = For.Audience.CONTACT, scopes = "customers:read")
class ActivityScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient CustomersApi customers;
    private final transient StatementsApi statements;
    private final transient Exports exports;

    ActivityScreen(Visitor visitor, CustomersApi customers, StatementsApi statements, Exports exports) {
        this.statements = statements;
        this.exports = exports;
        this.visitor = visitor;
        this.customers = customers;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("activity.title"),
                getTranslation("activity.below", visitor.tenant().name()));
        add(new LedgerPanel(customers, exports, visitor, visitor.customer().id()));
        FrozenStatementsPanel.of(
                        visitor,
                        statements,
                        visitor.customer().id(),
                        visitor.customer().name())
                .ifPresent(this::add);
    }
}
