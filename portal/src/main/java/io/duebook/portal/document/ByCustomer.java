package io.duebook.portal.document;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Above a list: staff may narrow it to one customer, a contact has nothing to choose; whoever sees it may export it. */
final class ByCustomer extends Div {

    private final CustomerPicker customer;
    private final Filters filters;

    /**
     * @param path of the list in the API
     * @param name of the file, without its suffix
     */
    ByCustomer(
            Visitor visitor,
            CustomersApi customers,
            Exports exports,
            AfterNavigationEvent event,
            String path,
            String name) {
        addClassName("asking");
        this.customer = new CustomerPicker(customers);
        this.filters = new Filters(event);
        if (!visitor.isContact()) {
            filters.customer(customer, customers);
            add(customer);
        }
        add(new ExportMenu(exports, () -> new Asked(path, filters.asked(), name)));
    }

    /** Reads the list now, and whenever another customer is chosen; by the customer's id, null: of all. */
    void read(Consumer<@Nullable String> reading) {
        filters.read(() -> reading.accept(
                customer.getValue() == null ? null : customer.getValue().id()));
    }
}
