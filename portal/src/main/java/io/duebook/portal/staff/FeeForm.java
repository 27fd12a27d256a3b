package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.ChargesApi.NewFee;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.Line;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues a fee or cost to a customer, about one of their open items or none. */
@Route("fees/new")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "fees:write")
class FeeForm extends FormScreen implements AfterNavigationObserver {

    private static final List<String> KINDS = List.of("collection_cost", "late_fee", "return_fee");

    private final transient ChargesApi charges;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final Select<String> kind = new Select<>();
    private final ComboBox<Line> about = new ComboBox<>(getTranslation("charge.about.optional"));
    private final TextField amount = Fields.figure(getTranslation("field.amount"));
    private final Currencies currency;
    private final DatePicker issueDate;
    private final DatePicker dueDate;
    private final transient CommandKeys<NewFee> keys = new CommandKeys<>();

    FeeForm(Visitor visitor, ChargesApi charges, CustomersApi customers) {
        this.charges = charges;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        LocalDate today = visitor.today();
        this.issueDate = Dates.field(getTranslation("field.issue_date"), today, getLocale());
        this.dueDate = Dates.field(getTranslation("field.due_date"), today, getLocale());
        errors.of("customer", customer)
                .of("invoice", about)
                .of("kind", kind)
                .of("amount", amount)
                .of("currency", currency)
                .of("issue_date", issueDate)
                .of("due_date", dueDate);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("fee.new"), getTranslation("fee.new.below"));
        add(form(), actions());
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
    }

    private Div form() {
        kind.setLabel(getTranslation("field.kind"));
        kind.setItems(KINDS);
        kind.setItemLabelGenerator(word -> getTranslation("charge.kind." + word));
        kind.setValue("collection_cost");
        about.setItemLabelGenerator(Line::number);
        about.setClearButtonVisible(true);
        about.setItems(List.of());
        amount.setRequiredIndicatorVisible(true);
        issueDate.setRequiredIndicatorVisible(true);
        dueDate.setRequiredIndicatorVisible(true);
        customer.addValueChangeListener(change -> about.setItems(owed(customer.getValue())));
        for (HasStyle field : List.of(amount, currency, issueDate, dueDate, kind, about)) {
            field.addClassName("third");
        }
        customer.addClassName("wide");
        return box(fields(customer, kind, about, amount, currency, issueDate, dueDate));
    }

    private List<Line> owed(@Nullable Customer who) {
        return who == null
                ? List.of()
                : customers.openItems(who.id()).currencies().stream()
                        .flatMap(in -> in.lines().stream())
                        .toList();
    }

    private Optional<Long> amount() {
        return Fields.minor(amount, currency.getValue());
    }

    private Div actions() {
        return saving("fee.issue", this::isComplete, () -> {
            NewFee wanted = wanted();
            UI.getCurrent()
                    .navigate("charges/"
                            + keys.send(wanted, key -> charges.issue(key, wanted))
                                    .id());
        });
    }

    private boolean isComplete() {
        LocalDate issued = issueDate.getValue();
        LocalDate due = dueDate.getValue();
        boolean isRight = Fields.require(customer) & Fields.require(currency);
        isRight &= Fields.mark(amount, amount().isPresent(), "form.not_an_amount");
        isRight &= Fields.require(issueDate);
        return isRight
                & Fields.mark(
                        dueDate,
                        due != null && (issued == null || !due.isBefore(issued)),
                        "field_error.due_before_issue");
    }

    private NewFee wanted() {
        Line named = about.getValue();
        return new NewFee(
                Objects.requireNonNull(customer.getValue()).id(),
                named == null ? null : named.id(),
                kind.getValue(),
                amount().orElseThrow(),
                currency.getValue(),
                issueDate.getValue(),
                dueDate.getValue());
    }
}
