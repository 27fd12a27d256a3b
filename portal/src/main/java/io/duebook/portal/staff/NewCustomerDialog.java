package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.NewCustomer;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a new customer on. */
class NewCustomerDialog extends Dialog {

    private final TextField name = new TextField(getTranslation("field.customer"));
    private final TextField externalId = new TextField(getTranslation("field.external_id"));
    private final EmailField email = new EmailField(getTranslation("field.email"));
    private final Select<String> kind = new Select<>();

    NewCustomerDialog(CustomersApi customers, Consumer<Customer> made) {
        String key = UUID.randomUUID().toString();
        setHeaderTitle(getTranslation("customer.new"));
        setWidth("32rem");
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        externalId.setMaxLength(200);
        kind.setLabel(getTranslation("field.kind"));
        kind.setItems("business", "consumer", "public");
        kind.setItemLabelGenerator(word -> getTranslation("customer_kind." + word));
        kind.setValue("business");
        var save = new Button(getTranslation("action.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                if (name.getValue().isBlank()) {
                    name.setErrorMessage(getTranslation("form.required"));
                    name.setInvalid(true);
                    name.focus();
                } else if (!email.isInvalid()) {
                    Customer customer = customers.create(key, asked());
                    close();
                    made.accept(customer);
                }
            } finally {
                save.setEnabled(true);
            }
        });
        var form = new Div(name, externalId, email, kind);
        form.addClassName("form");
        add(form);
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), save);
    }

    private NewCustomer asked() {
        return new NewCustomer(
                name.getValue().strip(),
                given(externalId.getValue()),
                kind.getValue(),
                null,
                given(email.getValue()),
                Map.of());
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
