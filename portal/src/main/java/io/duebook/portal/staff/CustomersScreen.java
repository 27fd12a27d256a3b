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
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.Objects;

/** All customers, found by a part of their name, number or mail address. The search is in the address. */
@Route("customers")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "customers:read")
class CustomersScreen extends Screen implements AfterNavigationObserver {

    private static final int TYPING_PAUSE_MS = 350;

    private final Visitor visitor;
    private final transient CustomersApi customers;

    CustomersScreen(Visitor visitor, CustomersApi customers) {
        this.visitor = visitor;
        this.customers = customers;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("customers.title"), getTranslation("customers.below"), actions());
        String asked =
                event.getLocation().getQueryParameters().getSingleParameter("q").orElse("");
        Grid<Customer> grid = list();
        var search = new TextField(getTranslation("customers.search"));
        search.setValue(asked);
        search.setMaxLength(100);
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_PAUSE_MS);
        search.addValueChangeListener(change -> {
            UI.getCurrent()
                    .getPage()
                    .getHistory()
                    .replaceState(
                            null,
                            new com.vaadin.flow.router.Location(
                                    "customers", QueryParameters.of("q", change.getValue())));
            read(grid, change.getValue());
        });
        read(grid, asked);
        var asking = new Div(search);
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private void read(Grid<Customer> grid, String asked) {
        grid.setEmptyStateText(getTranslation(asked.isBlank() ? "customers.nothing" : "customers.none_found"));
        CursorSource.show(
                grid, (cursor, limit) -> customers.list(asked.isBlank() ? null : asked.strip(), cursor, limit));
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

    private Grid<Customer> list() {
        Grid<Customer> grid = new Columns<Customer>(
                        getTranslation("customers.title"),
                        CustomersScreen::address,
                        customer -> new Card(
                                customer.name(), "", null, Objects.requireNonNullElse(customer.externalId(), "")))
                .name(getTranslation("field.customer"), Customer::name, CustomersScreen::address)
                .words(
                        getTranslation("field.external_id"),
                        customer -> Objects.requireNonNullElse(customer.externalId(), ""))
                .words(getTranslation("field.email"), customer -> Objects.requireNonNullElse(customer.email(), ""))
                .words(getTranslation("field.kind"), customer -> getTranslation("customer_kind." + customer.kind()))
                .grid();
        grid.addClassName("tall");
        return grid;
    }

    private static String address(Customer customer) {
        return "customers/" + customer.id();
    }
}
