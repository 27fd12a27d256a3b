package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
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
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Asks a customer for money before anything is delivered. Nothing is booked until it comes. */
@Route("deposits/new")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"deposits:read", "deposits:write", "customers:read"})
class DepositForm extends FormScreen implements AfterNavigationObserver {

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
        errors.of("customer", customer)
                .of("number", number)
                .about(number, "number_taken")
                .of("currency", currency)
                .of("issue_date", issueDate)
                .of("due_date", dueDate)
                .of("reference", reference);
        this.lines = new InvoiceLines(visitor.tenant().baseCurrency(), () -> {});
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("deposit.new"), getTranslation("deposit.new.below"), action("deposits", "action.back"));
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
        return box(fields(customer, issueDate, dueDate, currency, number, reference));
    }

    private Div actions() {
        return saving("deposit.save", this::isComplete, () -> {
            NewDeposit wanted = wanted();
            UI.getCurrent()
                    .navigate("deposits/"
                            + keys.send(wanted, key -> deposits.ask(key, wanted))
                                    .id());
        });
    }

    private boolean isComplete() {
        LocalDate issued = issueDate.getValue();
        LocalDate due = dueDate.getValue();
        boolean isRight = Fields.require(customer) & Fields.require(currency) & Fields.require(issueDate);
        isRight &= Fields.mark(dueDate, due != null && (issued == null || !due.isBefore(issued)), "deposit.due.wrong");
        return isRight & lines.check();
    }

    private NewDeposit wanted() {
        return new NewDeposit(
                Objects.requireNonNull(customer.getValue()).id(),
                Fields.given(number),
                issueDate.getValue(),
                dueDate.getValue(),
                currency.getValue(),
                lines.draft().asked(),
                Fields.given(reference));
    }
}
