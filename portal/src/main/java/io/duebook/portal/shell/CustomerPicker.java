package io.duebook.portal.shell;

import com.vaadin.flow.component.combobox.ComboBox;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import java.util.stream.Stream;

/** Finds a customer by typing a part of the name, number or mail address. */
public final class CustomerPicker extends ComboBox<Customer> {

    private static final int SHOWN = 50;

    public CustomerPicker(CustomersApi customers) {
        setLabel(getTranslation("field.customer"));
        setRequiredIndicatorVisible(true);
        setItemLabelGenerator(customer ->
                customer.externalId() == null ? customer.name() : customer.name() + " · " + customer.externalId());
        setItems(query -> {
            // Whoever is not among the first is found by typing more, not by scrolling.
            int offset = query.getOffset();
            int limit = query.getLimit();
            String typed = query.getFilter().orElse("").strip();
            return offset >= SHOWN
                    ? Stream.empty()
                    : customers.list(typed.isEmpty() ? null : typed, null, SHOWN).data().stream()
                            .skip(offset)
                            .limit(limit);
        });
    }
}
