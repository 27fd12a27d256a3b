package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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
import io.duebook.portal.shell.CustomerPicker;
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
        var save = new Button(getTranslation("action.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                if (isComplete()) {
                    Customer now = customers.change(customer.id(), customer.tag(), typed());
                    close();
                    changed.accept(now);
                }
            } finally {
                save.setEnabled(true);
            }
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
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), save);
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
        name.setErrorMessage(getTranslation("form.required"));
        name.setInvalid(name.getValue().isBlank());
        Customer above = parent.getValue();
        boolean isItself = above != null && above.id().equals(customer.id());
        parent.setErrorMessage(getTranslation("problem.parent_circular"));
        parent.setInvalid(isItself);
        return !name.isInvalid() && !email.isInvalid() && !isItself & terms.check();
    }

    private Details typed() {
        Customer above = parent.getValue();
        return new Details(
                name.getValue().strip(),
                given(externalId.getValue()),
                kind.getValue(),
                above == null ? null : above.id(),
                given(language.getValue()),
                given(email.getValue()),
                given(taxId.getValue()),
                address(),
                terms.askedIfAny());
    }

    /** None where nothing of it is known. */
    private @Nullable Address address() {
        var typed = new Address(
                given(line1.getValue()),
                given(line2.getValue()),
                given(postalCode.getValue()),
                given(city.getValue()),
                given(region.getValue()),
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

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
