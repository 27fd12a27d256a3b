package io.duebook.portal.staff;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.NewCustomer;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Fields;
import java.util.Map;
import java.util.function.Consumer;

/** Takes a new customer on. */
class NewCustomerDialog extends CommandDialog<NewCustomer> {

    private final transient CustomersApi customers;
    private final transient Consumer<Customer> made;
    private final TextField name = new TextField(getTranslation("field.customer"));
    private final TextField externalId = new TextField(getTranslation("field.external_id"));
    private final EmailField email = new EmailField(getTranslation("field.email"));
    private final Select<String> kind = new Select<>();

    NewCustomerDialog(CustomersApi customers, Consumer<Customer> made) {
        this.customers = customers;
        this.made = made;
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        externalId.setMaxLength(200);
        kind.setLabel(getTranslation("field.kind"));
        kind.setItems("business", "consumer", "public");
        kind.setItemLabelGenerator(word -> getTranslation("customer_kind." + word));
        kind.setValue("business");
        errors.of("name", name)
                .of("external_id", externalId)
                .about(externalId, "external_id_taken")
                .of("email", email);
        ask(getTranslation("customer.new"), null, getTranslation("action.save"), name, externalId, email, kind);
    }

    @Override
    protected boolean isComplete() {
        return Fields.require(name) & !email.isInvalid();
    }

    @Override
    protected NewCustomer wanted() {
        return new NewCustomer(
                name.getValue().strip(),
                Fields.given(externalId),
                kind.getValue(),
                null,
                email.getValue().isBlank() ? null : email.getValue().strip(),
                Map.of());
    }

    @Override
    protected void send(String key, NewCustomer wanted) {
        made.accept(customers.create(key, wanted));
    }
}
