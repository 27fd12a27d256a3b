package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.ReportsApi.CustomerBalance;
import io.duebook.portal.api.ReportsApi.CustomerWithBalances;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** All customers, found by a part of their name, number or mail address. The search is in the address. */
@Route("customers")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"customers:read", "reports:read"})
class CustomersScreen extends Screen implements AfterNavigationObserver {

    private static final int TYPING_PAUSE_MS = 350;

    private final Visitor visitor;
    private final transient CustomersApi customers;
    private final transient ReportsApi reports;
    private final transient Exports exports;

    CustomersScreen(Visitor visitor, CustomersApi customers, ReportsApi reports, Exports exports) {
        this.visitor = visitor;
        this.customers = customers;
        this.reports = reports;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("customers.title"), getTranslation("customers.below"), actions());
        Grid<CustomerWithBalances> grid = list();
        var search = new TextField(getTranslation("customers.search"));
        search.setMaxLength(100);
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_PAUSE_MS);
        new Filters(event).words("q", search).read(() -> read(grid, search.getValue()));
        var export = new ExportMenu(
                exports, () -> new Asked("/v1/reports/customers", Map.of("q", search.getValue()), "customers"));
        var asking = new Div(search, export);
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private void read(Grid<CustomerWithBalances> grid, String asked) {
        grid.setEmptyStateText(getTranslation(asked.isBlank() ? "customers.nothing" : "customers.none_found"));
        CursorSource.show(
                grid, (cursor, limit) -> reports.customers(asked.isBlank() ? null : asked.strip(), cursor, limit));
    }

    private Component[] actions() {
        if (!visitor.may("customers:write")) {
            return new Component[0];
        }
        var add = new Button(getTranslation("customer.new"), click -> new NewCustomerDialog(
                        customers, made -> UI.getCurrent().navigate("customers/" + made.id()))
                .open());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        return new Component[] {add};
    }

    private Grid<CustomerWithBalances> list() {
        Grid<CustomerWithBalances> grid = new Columns<CustomerWithBalances>(
                        getTranslation("customers.title"),
                        CustomersScreen::address,
                        customer -> new Card(
                                customer.name(),
                                each(customer, CustomerBalance::balance),
                                null,
                                Objects.requireNonNullElse(customer.externalId(), "")))
                .name(getTranslation("field.customer"), CustomerWithBalances::name, CustomersScreen::address)
                .words(
                        getTranslation("field.external_id"),
                        customer -> Objects.requireNonNullElse(customer.externalId(), ""))
                .words(getTranslation("field.kind"), customer -> getTranslation("customer_kind." + customer.kind()))
                .figures(getTranslation("overview.overdue"), customer -> each(customer, CustomerBalance::overdue))
                .figures(getTranslation("customers.balance"), customer -> each(customer, CustomerBalance::balance))
                .grid();
        grid.addClassName("tall");
        return grid;
    }

    /** The amount in each currency in which there is any; amounts of different ones are never added. */
    private String each(CustomerWithBalances customer, ToLongFunction<CustomerBalance> amount) {
        List<String> texts = customer.currencies().stream()
                .filter(in -> amount.applyAsLong(in) != 0)
                .map(in -> amounts().text(amount.applyAsLong(in), in.currency()))
                .toList();
        return switch (texts.size()) {
            case 0 -> "–";
            case 1, 2 -> String.join(" · ", texts);
            default -> getTranslation("customers.more_currencies", texts.getFirst(), texts.size() - 1);
        };
    }

    private static String address(CustomerWithBalances customer) {
        return "customers/" + customer.id();
    }
}
