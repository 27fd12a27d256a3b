package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.NewDeposit;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a customer for money before anything is delivered. Nothing is booked until it comes. */
@Route("deposits/new")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"deposits:read", "deposits:write", "customers:read"})
class DepositForm extends Screen implements AfterNavigationObserver {

    private final transient DepositsApi deposits;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final Currencies currency;
    private final DatePicker issueDate;
    private final DatePicker dueDate;
    private final TextField number = new TextField(getTranslation("deposit.number.optional"));
    private final TextField reference = new TextField(getTranslation("field.reference"));
    private final InvoiceLines lines;
    private final transient CommandKeys<NewDeposit> keys = new CommandKeys<>();

    DepositForm(Visitor visitor, DepositsApi deposits, CustomersApi customers) {
        this.deposits = deposits;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        LocalDate today = visitor.today();
        this.issueDate = Dates.field(getTranslation("field.issue_date"), today, getLocale());
        this.dueDate = Dates.field(getTranslation("field.due_date"), today, getLocale());
        this.lines = new InvoiceLines(visitor.tenant().baseCurrency(), () -> {});
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var back = new Anchor("deposits", getTranslation("action.back"));
        back.addClassName("btn-link");
        head(getTranslation("deposit.new"), getTranslation("deposit.new.below"), back);
        var tax = new Paragraph(getTranslation("deposit.lines.text"));
        tax.addClassName("note");
        add(heading(), panel(getTranslation("deposit.lines"), tax, lines), actions());
        lines.addLine();
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
    }

    private Div heading() {
        number.setMaxLength(64);
        reference.setMaxLength(200);
        issueDate.setRequiredIndicatorVisible(true);
        dueDate.setRequiredIndicatorVisible(true);
        currency.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                lines.in(change.getValue());
            }
        });
        for (HasStyle field : List.of(issueDate, dueDate, currency)) {
            field.addClassName("third");
        }
        customer.addClassName("wide");
        var form = new Div(customer, issueDate, dueDate, currency, number, reference);
        form.addClassName("form");
        var panel = new Div(form);
        panel.addClassName("panel");
        return panel;
    }

    private Div actions() {
        var save = new Button(getTranslation("deposit.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                if (isComplete()) {
                    NewDeposit wanted = wanted();
                    UI.getCurrent()
                            .navigate("deposits/"
                                    + keys.send(wanted, key -> deposits.ask(key, wanted))
                                            .id());
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
        LocalDate issued = issueDate.getValue();
        LocalDate due = dueDate.getValue();
        boolean isRight = mark(customer, customer.getValue() != null, "form.required");
        isRight &= mark(currency, currency.getValue() != null, "form.required");
        isRight &= mark(issueDate, issued != null, "form.required");
        isRight &= mark(dueDate, due != null && (issued == null || !due.isBefore(issued)), "deposit.due.wrong");
        return isRight & lines.check();
    }

    private boolean mark(HasValidation field, boolean isRight, String otherwise) {
        field.setErrorMessage(getTranslation(otherwise));
        field.setInvalid(!isRight);
        return isRight;
    }

    private NewDeposit wanted() {
        return new NewDeposit(
                Objects.requireNonNull(customer.getValue()).id(),
                given(number),
                issueDate.getValue(),
                dueDate.getValue(),
                currency.getValue(),
                lines.draft().asked(),
                given(reference));
    }

    private static @Nullable String given(TextField field) {
        return field.getValue().isBlank() ? null : field.getValue().strip();
    }
}
