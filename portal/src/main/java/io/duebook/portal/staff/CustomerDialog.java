package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Address;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.Details;
import io.duebook.portal.shell.CommandButton;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.shell.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes what is known of a customer: names, how to reach them, and to whose group they belong. */
class CustomerDialog extends Dialog {

    private static final String OF_THE_TENANT = "";

    private final Customer customer;
    private final TextField name = new TextField(getTranslation("field.customer"));
    private final TextField externalId = new TextField(getTranslation("field.external_id"));
    private final Select<String> kind = new Select<>();
    private final CustomerPicker parent;
    private final Select<String> language = new Select<>();
    private final EmailField email = new EmailField(getTranslation("field.email"));
    private final TextField taxId = new TextField(getTranslation("customer.tax_id"));
    private final TextField line1 = new TextField(getTranslation("customer.line1"));
    private final TextField line2 = new TextField(getTranslation("customer.line2"));
    private final TextField postalCode = new TextField(getTranslation("customer.postal_code"));
    private final TextField city = new TextField(getTranslation("customer.city"));
    private final TextField region = new TextField(getTranslation("customer.region"));
    private final transient TermsFields terms = new TermsFields(this, List.of(TermsFields.OF_THE_TENANT), () -> {});
    private final ComboBox<String> country = new ComboBox<>(getTranslation("customer.country"));

    CustomerDialog(CustomersApi customers, Customer customer, Consumer<Customer> changed) {
        this.customer = customer;
        this.parent = new CustomerPicker(customers);
        setHeaderTitle(getTranslation("customer.change"));
        setWidth("44rem");
        fields(customers);
        var errors = new FieldErrors()
                .of("name", name)
                .of("external_id", externalId)
                .about(externalId, "external_id_taken")
                .of("email", email)
                .of("tax_id", taxId)
                .of("parent", parent)
                .of("terms", terms.terms())
                .of("address/line1", line1)
                .of("address/line2", line2)
                .of("address/postal_code", postalCode)
                .of("address/city", city)
                .of("address/region", region)
                .of("address/country", country);
        var save = new CommandButton(getTranslation("action.save"), errors, this::isComplete, () -> {
            Customer now = customers.change(customer.id(), customer.tag(), typed());
            close();
            changed.accept(now);
        });
        var form = new Div(name, externalId, kind, email, language, taxId, parent);
        var usual = new Div(terms.terms(), terms.percent(), terms.days());
        usual.addClassName("form");
        for (HasStyle field : List.of(terms.terms(), terms.percent(), terms.days())) {
            field.addClassName("third");
        }
        var address = new Div(line1, line2, postalCode, city, region, country);
        for (HasStyle part : List.of(form, address)) {
            part.addClassName("form");
        }
        for (HasStyle field : List.of(postalCode, city, region)) {
            field.addClassName("third");
        }
        add(form, new H3(getTranslation("customer.terms")), usual, new H3(getTranslation("customer.address")), address);
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), save.first());
    }

    private void fields(CustomersApi customers) {
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        externalId.setMaxLength(200);
        taxId.setMaxLength(50);
        for (TextField line : List.of(line1, line2)) {
            line.setMaxLength(200);
        }
        for (TextField line : List.of(city, region)) {
            line.setMaxLength(100);
        }
        postalCode.setMaxLength(20);
        kind.setLabel(getTranslation("field.kind"));
        kind.setItems("business", "consumer", "public");
        kind.setItemLabelGenerator(word -> getTranslation("customer_kind." + word));
        language.setLabel(getTranslation("customer.language"));
        language.setItems(OF_THE_TENANT, "en", "zh-CN");
        language.setItemLabelGenerator(tag -> getTranslation(
                tag.isEmpty() ? "customer.language.tenant" : tag.equals("en") ? "language.en" : "language.zh"));
        parent.setLabel(getTranslation("group.parent"));
        parent.setRequiredIndicatorVisible(false);
        parent.setClearButtonVisible(true);
        parent.setHelperText(getTranslation("group.parent.help"));
        country.setItems(Arrays.stream(Locale.getISOCountries())
                .sorted((one, other) -> country(one).compareTo(country(other)))
                .toList());
        country.setItemLabelGenerator(this::country);
        country.setClearButtonVisible(true);
        terms.show(DiscountDraft.of(Objects.requireNonNullElse(customer.terms(), TermsFields.OF_THE_TENANT)));
        name.setValue(customer.name());
        externalId.setValue(text(customer.externalId()));
        kind.setValue(customer.kind());
        email.setValue(text(customer.email()));
        language.setValue(text(customer.language()));
        taxId.setValue(text(customer.taxId()));
        if (customer.parent() != null) {
            parent.setValue(customers.get(customer.parent().id()));
        }
        Address known = customer.address();
        if (known != null) {
            line1.setValue(text(known.line1()));
            line2.setValue(text(known.line2()));
            postalCode.setValue(text(known.postalCode()));
            city.setValue(text(known.city()));
            region.setValue(text(known.region()));
            country.setValue(known.country());
        }
    }

    private String country(String code) {
        return Locale.of("", code).getDisplayCountry(getLocale());
    }

    private boolean isComplete() {
        Customer above = parent.getValue();
        boolean isNamed = Fields.mark(name, !name.getValue().isBlank(), "form.required");
        boolean isOther =
                Fields.mark(parent, above == null || !above.id().equals(customer.id()), "problem.parent_circular");
        return terms.check() & isNamed & isOther & !email.isInvalid();
    }

    private Details typed() {
        Customer above = parent.getValue();
        return new Details(
                name.getValue().strip(),
                Fields.given(externalId),
                kind.getValue(),
                above == null ? null : above.id(),
                Fields.given(language),
                Fields.given(email),
                Fields.given(taxId),
                address(),
                terms.askedIfAny());
    }

    /** None where nothing of it is known. */
    private @Nullable Address address() {
        var typed = new Address(
                Fields.given(line1),
                Fields.given(line2),
                Fields.given(postalCode),
                Fields.given(city),
                Fields.given(region),
                country.getValue());
        return Stream.of(
                                typed.line1(),
                                typed.line2(),
                                typed.postalCode(),
                                typed.city(),
                                typed.region(),
                                typed.country())
                        .allMatch(Objects::isNull)
                ? null
                : typed;
    }

    private static String text(@Nullable String known) {
        return Objects.requireNonNullElse(known, "");
    }
}
