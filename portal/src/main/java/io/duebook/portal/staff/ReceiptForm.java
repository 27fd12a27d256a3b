package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.Money;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.NewPayment;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.UnidentifiedReceiptsApi;
import io.duebook.portal.api.UnidentifiedReceiptsApi.NewUnidentifiedReceipt;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.staff.Subjects.OffTheBooks;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records money that came in, and what it settles: the oldest claims, chosen ones, or nothing yet. */
@Route("receipts/new")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "payments:write")
class ReceiptForm extends FormScreen implements AfterNavigationObserver {

    private static final List<String> METHODS =
            List.of("bank_transfer", "cash", "cheque", "card", "direct_debit", "bill", "wallet", "other");

    private final Visitor visitor;
    private final transient PaymentsApi payments;
    private final transient UnidentifiedReceiptsApi unidentified;
    private final transient CustomersApi customers;
    private final transient BillsApi bills;
    private final transient DepositsApi deposits;
    private final Checkbox isUnknown = new Checkbox(getTranslation("receipt.unknown"));
    private final TextField payer = new TextField(getTranslation("receipt.payer"));
    private final CustomerPicker customer;
    private final TextField amount = Fields.figure(getTranslation("field.amount"));
    private final Currencies currency;
    private final DatePicker receivedOn;
    private final Select<String> method = new Select<>();
    private final TextField reference = new TextField(getTranslation("field.reference"));
    private final BillFields paper = new BillFields();
    private final ReceiptSettlement settles;
    private final transient Subjects subjects;
    private final transient Translations translations;
    private transient @Nullable DepositReceipt kept;
    private final transient CommandKeys<Record> keys = new CommandKeys<>();

    ReceiptForm(
            Visitor visitor,
            PaymentsApi payments,
            UnidentifiedReceiptsApi unidentified,
            CustomersApi customers,
            BillsApi bills,
            DepositsApi deposits,
            ExchangeRatesApi rates,
            ReportsApi reports,
            Subjects subjects,
            Translations translations) {
        this.visitor = visitor;
        this.settles = new ReceiptSettlement(
                customers, new Settlement(visitor, ChosenParts.withDeductions(translations), rates, reports));
        this.unidentified = unidentified;
        this.payments = payments;
        this.customers = customers;
        this.bills = bills;
        this.deposits = deposits;
        this.subjects = subjects;
        this.translations = translations;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        LocalDate today = visitor.today();
        this.receivedOn = Dates.field(getTranslation("field.staff.received_on"), today, getLocale());
        receivedOn.setRequiredIndicatorVisible(true);
        settles.movedTo(today);
        errors.of("customer", customer)
                .of("payer", payer)
                .of("amount", amount)
                .of("amount/currency", currency)
                .of("currency", currency)
                .of("received_on", receivedOn)
                .of("method", method)
                .of("reference", reference);
        paper.tell(errors);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("receipt.new"), getTranslation("receipt.new.below"));
        Section billed = panel(getTranslation("bill.received"), paper);
        Section settling = panel(getTranslation("receipt.allocate"), settles);
        isUnknown.setVisible(visitor.may("unidentified_receipts:write"));
        isUnknown.addValueChangeListener(change -> {
            settling.setVisible(!change.getValue());
            customer.setVisible(!change.getValue());
            askForPaper(billed);
        });
        method.addValueChangeListener(change -> askForPaper(billed));
        receivedOn.addValueChangeListener(change -> askForPaper(billed));
        add(money(), billed, settling, actions());
        askForPaper(billed);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("method")
                .filter(METHODS::contains)
                .ifPresent(method::setValue);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("claim")
                .map(subjects::offTheBooks)
                .ifPresent(this::recover);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("replaces")
                .map(bills::get)
                .ifPresent(other -> billed.addComponentAtIndex(1, replacing(other)));
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("deposit")
                .map(deposits::get)
                .ifPresent(deposit -> {
                    settling.setVisible(false);
                    addComponentAtIndex(1, keeping(deposit));
                });
    }

    /** Money for a deposit settles nothing: it is kept until an invoice takes it. */
    private Paragraph keeping(Deposit deposit) {
        kept = new DepositReceipt(payments, deposits, deposit.id());
        isUnknown.setVisible(false);
        customer.setValue(customers.get(deposit.customer().id()));
        customer.setReadOnly(true);
        currency.setValue(deposit.currency());
        currency.setReadOnly(true);
        amount.setValue(Amounts.plain(deposit.missing(), deposit.currency()));
        settles.nothing();
        var words = new Paragraph(getTranslation("deposit.receipt", deposit.number()));
        words.addClassName("note");
        return words;
    }

    /** Money of nobody known is not followed as a paper. */
    private void askForPaper(Section billed) {
        billed.setVisible(!isUnknown.getValue() && BillFields.fits(method.getValue()));
        paper.of(isUnknown.getValue() ? "" : method.getValue(), receivedOn.getValue());
    }

    /** What the customer gives instead of a bill or cheque that was not paid. */
    private Paragraph replacing(Bill other) {
        customer.setValue(customers.get(other.customer().id()));
        currency.setValue(other.currency());
        amount.setValue(Amounts.plain(other.amount(), other.currency()));
        method.setValue(other.kind().equals(BillFields.CHEQUE) ? BillFields.CHEQUE : BillFields.BILL);
        paper.inPlaceOf(other);
        var words = new Paragraph(getTranslation("bill.in_place_of", other.number()));
        words.addClassName("note");
        return words;
    }

    /** Money for a claim that was written off: it is among no open items, so it is offered beside them. */
    private void recover(OffTheBooks claim) {
        settles.recover(claim);
        currency.setValue(claim.currency());
        customer.setValue(customers.get(claim.customer()));
    }

    private Div money() {
        amount.setRequiredIndicatorVisible(true);
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        amount.addValueChangeListener(change -> weigh());
        method.setLabel(getTranslation("field.staff.method"));
        method.setItems(METHODS);
        method.setItemLabelGenerator(word -> getTranslation("method." + word));
        method.setValue("bank_transfer");
        reference.setMaxLength(500);
        reference.setValueChangeMode(ValueChangeMode.LAZY);
        reference.addValueChangeListener(change -> weigh());
        customer.addValueChangeListener(change -> settles.offer(customer.getValue(), currency.getValue()));
        currency.addValueChangeListener(change -> {
            weigh();
            settles.offer(customer.getValue(), currency.getValue());
        });
        receivedOn.addValueChangeListener(change -> settles.movedTo(receivedOn.getValue()));
        for (HasStyle field : List.of(amount, currency, receivedOn, method, payer, reference)) {
            field.addClassName("third");
        }
        customer.addClassName("wide");
        isUnknown.addClassName("wide");
        payer.setMaxLength(200);
        return box(fields(isUnknown, customer, amount, currency, receivedOn, method, payer, reference));
    }

    private void weigh() {
        settles.of(amount().orElse(0L), reference.getValue());
    }

    private Optional<Long> amount() {
        return Fields.minor(amount, currency.getValue());
    }

    private Div actions() {
        return saving("receipt.save", this::isComplete, () -> UI.getCurrent()
                .navigate(isUnknown.getValue() ? recordUnknown() : recordPayment()));
    }

    /** Tells where it is shown. */
    private String recordPayment() {
        NewPayment wanted = wanted();
        DepositReceipt forDeposit = kept;
        if (forDeposit != null) {
            DepositReceipt.Outcome outcome = forDeposit.record(wanted);
            warnOf(outcome);
            return outcome.address();
        }
        return "payments/"
                + keys.send(wanted, key -> payments.record(key, wanted)).id();
    }

    /** The money is in the books, though not for what, or not as, it was meant at last. */
    private void warnOf(DepositReceipt.Outcome outcome) {
        ApiProblem refused = outcome.refused();
        if (refused != null) {
            Notice.warn(getTranslation(
                    "deposit.receipt.not_kept", new ProblemWords(translations, getLocale()).sentence(refused)));
        } else if (!outcome.isAsWanted()) {
            Notice.warn(getTranslation("deposit.receipt.as_first"));
        }
    }

    private String recordUnknown() {
        var wanted = new NewUnidentifiedReceipt(
                amount().orElseThrow(),
                currency.getValue(),
                receivedOn.getValue(),
                method.getValue(),
                Fields.given(payer),
                Fields.given(reference));
        return "unidentified_receipts/"
                + keys.send(wanted, key -> unidentified.record(key, wanted)).id();
    }

    private boolean isComplete() {
        boolean isRight = Fields.mark(customer, isUnknown.getValue() || customer.getValue() != null, "form.required");
        isRight &= Fields.require(currency);
        isRight &= Fields.mark(amount, amount().isPresent(), "form.not_an_amount");
        isRight &= Fields.require(receivedOn);
        return isRight & (isUnknown.getValue() || settles.check() & paper.check());
    }

    private NewPayment wanted() {
        return new NewPayment(
                Objects.requireNonNull(customer.getValue()).id(),
                Fields.given(payer),
                new Money(amount().orElseThrow(), currency.getValue()),
                receivedOn.getValue(),
                method.getValue(),
                Fields.given(reference),
                paper.asked(),
                settles.asked());
    }
}
