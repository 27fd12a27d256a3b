package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.NettingsApi;
import io.duebook.portal.api.NettingsApi.Netting;
import io.duebook.portal.api.NettingsApi.NewNetting;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Sets what a customer owes against what is owed to them: their claim, and which of ours it settles. */
@Route("nettings/new")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"nettings:write", "customers:read"})
class NettingForm extends FormScreen implements AfterNavigationObserver {

    private static final int LONGEST_REASON = 500;

    private final transient NettingsApi nettings;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final TextField amount = Fields.figure(getTranslation("netting.owed_to_them"));
    private final Currencies currency;
    private final DatePicker nettedOn;
    private final TextField reason = new TextField(getTranslation("netting.reason"));
    private final ChosenParts parts = new ChosenParts(ChosenParts.About.NETTING);
    private final transient CommandKeys<NewNetting> keys = new CommandKeys<>();

    NettingForm(Visitor visitor, NettingsApi nettings, CustomersApi customers) {
        this.nettings = nettings;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        this.nettedOn = Dates.field(getTranslation("netting.on"), visitor.today(), getLocale());
        errors.of("customer", customer)
                .of("currency", currency)
                .of("netted_on", nettedOn)
                .about(nettedOn, "netted_too_early", "netted_in_future")
                .of("reason", reason);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("netting.new"), getTranslation("netting.new.below"), action("nettings", "action.back"));
        add(theirs(), panel(getTranslation("netting.settles"), parts), actions());
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
        offer();
    }

    private Div theirs() {
        amount.setRequiredIndicatorVisible(true);
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        amount.addValueChangeListener(change -> weigh());
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(LONGEST_REASON);
        reason.setValueChangeMode(ValueChangeMode.LAZY);
        reason.addValueChangeListener(change -> weigh());
        nettedOn.setRequiredIndicatorVisible(true);
        customer.addValueChangeListener(change -> offer());
        currency.addValueChangeListener(change -> offer());
        for (HasStyle field : List.of(amount, currency, nettedOn)) {
            field.addClassName("third");
        }
        customer.addClassName("wide");
        reason.addClassName("wide");
        return box(fields(customer, amount, currency, nettedOn, reason));
    }

    private void offer() {
        Customer who = customer.getValue();
        parts.setVisible(who != null && currency.getValue() != null);
        if (who != null && currency.getValue() != null) {
            weigh();
            parts.offer(Choice.in(customers.openItems(who.id()), currency.getValue()), currency.getValue());
        }
    }

    private void weigh() {
        parts.of(owed().orElse(0L), reason.getValue());
    }

    private Optional<Long> owed() {
        return Fields.minor(amount, currency.getValue());
    }

    private Div actions() {
        return saving("netting.save", this::isComplete, () -> {
            NewNetting wanted = wanted();
            Netting made = keys.send(wanted, key -> nettings.net(key, wanted));
            UI.getCurrent().navigate("nettings/" + made.id());
        });
    }

    private boolean isComplete() {
        boolean isRight = Fields.require(customer);
        isRight &= Fields.require(currency);
        isRight &= Fields.mark(amount, owed().isPresent(), "form.not_an_amount");
        isRight &= Fields.require(nettedOn);
        isRight &= Fields.mark(reason, !reason.getValue().isBlank(), "problem.reason_required");
        isRight &= parts.check();
        if (isRight && parts.parts().isEmpty()) {
            Notice.say(getTranslation("netting.nothing_chosen"));
            return false;
        }
        return isRight;
    }

    private NewNetting wanted() {
        return new NewNetting(
                Objects.requireNonNull(customer.getValue()).id(),
                currency.getValue(),
                nettedOn.getValue(),
                parts.parts(),
                reason.getValue().strip());
    }
}
