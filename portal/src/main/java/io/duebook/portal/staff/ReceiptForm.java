package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.Money;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.NewPayment;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Amounts;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records money that came in, and what it settles: the oldest claims, chosen ones, or nothing yet. */
@Route("receipts/new")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "payments:write")
class ReceiptForm extends Screen implements AfterNavigationObserver {

    private static final String CHOSEN = "chosen";
    private static final List<String> METHODS =
            List.of("bank_transfer", "cash", "cheque", "card", "direct_debit", "bill", "wallet", "other");

    private final transient PaymentsApi payments;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final TextField amount = new TextField(getTranslation("field.amount"));
    private final Currencies currency;
    private final DatePicker receivedOn;
    private final Select<String> method = new Select<>();
    private final TextField reference = new TextField(getTranslation("field.reference"));
    private final RadioButtonGroup<String> allocate = new RadioButtonGroup<>();
    private final ChosenParts parts = new ChosenParts();
    private transient @Nullable Intent intent;

    /** The same receipt sent twice is one receipt; a corrected one is another. */
    private record Intent(NewPayment payment, String key) {}

    ReceiptForm(Visitor visitor, PaymentsApi payments, CustomersApi customers) {
        this.payments = payments;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        LocalDate today = visitor.today();
        this.receivedOn = Dates.field(getTranslation("field.staff.received_on"), today, getLocale());
        receivedOn.setRequiredIndicatorVisible(true);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("receipt.new"), getTranslation("receipt.new.below"));
        add(money(), panel(getTranslation("receipt.allocate"), allocation()), actions());
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
    }

    private Div money() {
        amount.setRequiredIndicatorVisible(true);
        amount.getElement().setAttribute("inputmode", "decimal");
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        amount.addValueChangeListener(change -> parts.of(amount().orElse(0L)));
        method.setLabel(getTranslation("field.staff.method"));
        method.setItems(METHODS);
        method.setItemLabelGenerator(word -> getTranslation("method." + word));
        method.setValue("bank_transfer");
        reference.setMaxLength(500);
        customer.addValueChangeListener(change -> offerParts());
        currency.addValueChangeListener(change -> offerParts());
        for (HasStyle field : List.of(amount, currency, receivedOn)) {
            field.addClassName("third");
        }
        customer.addClassName("wide");
        var form = new Div(customer, amount, currency, receivedOn, method, reference);
        form.addClassName("form");
        var panel = new Div(form);
        panel.addClassName("panel");
        return panel;
    }

    private Div allocation() {
        allocate.setAriaLabel(getTranslation("receipt.allocate"));
        allocate.setItems("oldest_first", CHOSEN, "none");
        allocate.setItemLabelGenerator(way -> getTranslation("receipt.allocate." + way));
        allocate.setValue("oldest_first");
        allocate.addValueChangeListener(change -> offerParts());
        parts.setVisible(false);
        return new Div(allocate, parts);
    }

    private void offerParts() {
        boolean chosen = CHOSEN.equals(allocate.getValue());
        parts.setVisible(chosen);
        Customer who = customer.getValue();
        if (chosen && who != null && currency.getValue() != null) {
            parts.of(amount().orElse(0L));
            parts.offer(owed(who), currency.getValue());
        }
    }

    private @Nullable InCurrency owed(Customer who) {
        return customers.openItems(who.id()).currencies().stream()
                .filter(in -> in.currency().equals(currency.getValue()))
                .findFirst()
                .orElse(null);
    }

    private Optional<Long> amount() {
        return currency.getValue() == null
                ? Optional.empty()
                : Amounts.read(amount.getValue(), currency.getValue()).filter(minor -> minor > 0);
    }

    private Div actions() {
        var save = new Button(getTranslation("receipt.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                if (isComplete()) {
                    NewPayment wanted = wanted();
                    Payment made = payments.record(keyOf(wanted), wanted);
                    UI.getCurrent().navigate("payments/" + made.id());
                }
            } finally {
                save.setEnabled(true);
            }
        });
        var actions = new Div(save);
        actions.addClassName("form-actions");
        return actions;
    }

    private boolean isComplete() {
        customer.setErrorMessage(getTranslation("form.required"));
        customer.setInvalid(customer.getValue() == null);
        currency.setErrorMessage(getTranslation("form.required"));
        currency.setInvalid(currency.getValue() == null);
        amount.setErrorMessage(getTranslation("form.not_an_amount"));
        amount.setInvalid(amount().isEmpty());
        receivedOn.setErrorMessage(getTranslation("form.required"));
        receivedOn.setInvalid(receivedOn.getValue() == null);
        boolean split = !CHOSEN.equals(allocate.getValue()) || parts.check();
        return !customer.isInvalid()
                && !currency.isInvalid()
                && !amount.isInvalid()
                && !receivedOn.isInvalid()
                && split;
    }

    private NewPayment wanted() {
        return new NewPayment(
                Objects.requireNonNull(customer.getValue()).id(),
                new Money(amount().orElseThrow(), currency.getValue()),
                receivedOn.getValue(),
                method.getValue(),
                reference.getValue().isBlank() ? null : reference.getValue().strip(),
                CHOSEN.equals(allocate.getValue())
                        ? (parts.parts().isEmpty() ? "none" : parts.parts())
                        : allocate.getValue());
    }

    private String keyOf(NewPayment wanted) {
        Intent known = intent;
        if (known == null || !known.payment().equals(wanted)) {
            known = new Intent(wanted, UUID.randomUUID().toString());
            intent = known;
        }
        return known.key();
    }
}
