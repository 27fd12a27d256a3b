package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.api.InvoicesApi.NewInvoice;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.PoliciesApi.Policies;
import io.duebook.portal.document.TaxDocumentsEditor;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.TermsWords;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an invoice: for whom, for what, due when; with what it comes to and what its terms mean as it is typed. */
@Route("invoices/new")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "invoices:write")
class InvoiceForm extends FormScreen implements AfterNavigationObserver {

    private static final String BY_DATE = "date";
    private static final String IN_PARTS = "parts";
    private static final int MOST_DEPOSITS = 200;

    private final Visitor visitor;
    private final transient InvoicesApi invoices;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final Currencies currency;
    private final TextField number = new TextField(getTranslation("invoice.number.optional"));
    private final TextField reference = new TextField(getTranslation("field.reference"));
    private final TextField purchaseOrder = new TextField(getTranslation("field.purchase_order"));
    private final TextField deliveryNote = new TextField(getTranslation("field.delivery_note"));
    private final TextField contract = new TextField(getTranslation("field.contract"));
    private final TextField salesperson = new TextField(getTranslation("field.salesperson"));
    private final TaxDocumentsEditor taxDocuments;
    private final transient TermsFields terms;
    private final DatePicker issueDate;
    private final DatePicker dueDate;
    private final InstalmentsEditor instalments;
    private final transient DepositsApi deposits;
    private final CheckboxGroup<Deposit> takes = new CheckboxGroup<>();
    private final Paragraph meaning = new Paragraph();
    private final InvoiceLines lines;
    private final LocalDate today;
    private final String weekendShift;
    private final transient @Nullable Object usual;
    private final transient CommandKeys<NewInvoice> keys = new CommandKeys<>();

    InvoiceForm(
            Visitor visitor, InvoicesApi invoices, CustomersApi customers, DepositsApi deposits, PoliciesApi policies) {
        this.visitor = visitor;
        this.invoices = invoices;
        this.customers = customers;
        this.deposits = deposits;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        this.today = visitor.today();
        this.issueDate = Dates.field(getTranslation("field.issue_date"), today, getLocale());
        this.dueDate = Dates.field(getTranslation("field.due_date"), null, getLocale());
        this.taxDocuments = new TaxDocumentsEditor(visitor.tenant().country(), List.of());
        this.instalments = new InstalmentsEditor(visitor.tenant().baseCurrency());
        this.terms = new TermsFields(this, List.of(TermsFields.AS_AGREED, BY_DATE, IN_PARTS), this::explain);
        this.lines = new InvoiceLines(visitor.tenant().baseCurrency(), this::explain);
        errors.of("customer", customer)
                .of("number", number)
                .about(number, "number_taken")
                .of("currency", currency)
                .of("issue_date", issueDate)
                .of("due_date", dueDate)
                .of("terms", terms.terms())
                .of("terms/discount/percent", terms.percent())
                .of("terms/discount/days", terms.days())
                .of("reference", reference)
                .of("purchase_order", purchaseOrder)
                .of("delivery_note", deliveryNote)
                .of("contract", contract)
                .of("salesperson", salesperson)
                .of("deposits", takes);
        Policies inForce = visitor.may("policies:read") ? policies.get().getBody() : null;
        this.weekendShift = inForce == null ? DueDay.NO_SHIFT : inForce.weekendShift();
        this.usual = inForce == null ? null : inForce.terms();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("invoice.new"), getTranslation("invoice.new.below"));
        add(
                heading(),
                panel(getTranslation("invoice.lines"), lines),
                panel(getTranslation("references.title"), references(), taxDocuments),
                actions());
        lines.addLine();
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("deposit")
                .map(deposits::get)
                .ifPresent(this::take);
    }

    private void take(Deposit deposit) {
        currency.setValue(deposit.currency());
        customer.setValue(customers.get(deposit.customer().id()));
        takes.getListDataView()
                .getItems()
                .filter(offered -> offered.id().equals(deposit.id()))
                .forEach(takes::select);
    }

    /** Deposits of the customer of which something is held; a draft takes what is held when it is issued. */
    private void offerDeposits() {
        Customer who = customer.getValue();
        List<Deposit> held = who == null || !visitor.may("deposits:read")
                ? List.of()
                : deposits.list(who.id(), null, MOST_DEPOSITS).data().stream()
                        .filter(deposit ->
                                deposit.held() > 0 && deposit.currency().equals(currency.getValue()))
                        .toList();
        takes.setItems(held);
        takes.setVisible(!held.isEmpty());
    }

    private Div heading() {
        customer.addValueChangeListener(change -> {
            if (agreed().isPresent() && terms.chosen().equals("net_30")) {
                terms.terms().setValue(TermsFields.AS_AGREED);
            }
            offerDeposits();
            explain();
        });
        issueDate.addValueChangeListener(change -> explain());
        dueDate.addValueChangeListener(change -> explain());
        number.setMaxLength(64);
        reference.setMaxLength(200);
        currency.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                lines.in(change.getValue());
            }
            offerDeposits();
        });
        takes.setLabel(getTranslation("invoice.takes"));
        takes.setHelperText(getTranslation("invoice.takes.help"));
        takes.setItemLabelGenerator(deposit -> getTranslation(
                "invoice.takes.one", deposit.number(), amounts().text(deposit.held(), deposit.currency())));
        takes.setVisible(false);
        takes.addValueChangeListener(change -> explain());
        for (HasStyle field : List.of(
                issueDate, terms.terms(), dueDate, terms.percent(), terms.days(), number, reference, currency)) {
            field.addClassName("third");
        }
        for (HasStyle field : List.of(customer, instalments, takes, meaning)) {
            field.addClassName("wide");
        }
        meaning.addClassName("note");
        meaning.getElement().setAttribute("aria-live", "polite");
        return box(fields(
                customer,
                issueDate,
                terms.terms(),
                dueDate,
                currency,
                terms.percent(),
                terms.days(),
                instalments,
                takes,
                meaning,
                number,
                reference));
    }

    private Div references() {
        for (TextField field : List.of(purchaseOrder, deliveryNote, contract, salesperson)) {
            field.setMaxLength(100);
        }
        return fields(purchaseOrder, deliveryNote, contract, salesperson);
    }

    /** What the terms come to: on which day it is due, and what whoever pays early need not pay. */
    private void explain() {
        boolean inTerms = DueDay.isTerms(terms.chosen());
        boolean inParts = IN_PARTS.equals(terms.chosen());
        dueDate.setVisible(BY_DATE.equals(terms.chosen()));
        terms.percent().setVisible(inTerms);
        terms.days().setVisible(inTerms);
        instalments.setVisible(inParts);
        instalments.of(total(), in(), issueDate.getValue());
        if (inParts) {
            instalments.begin(issued());
        }
        String said = Stream.of(inTerms ? meaning(terms.typed()) : inWords(), leftBesideDeposits())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
        meaning.setText(said);
        meaning.setVisible(!said.isEmpty());
    }

    /** What the deposits that it takes settle of it at once, and what is left to be paid. */
    private String leftBesideDeposits() {
        long held = takes.getValue().stream().mapToLong(Deposit::held).sum();
        long settled = Math.min(held, Math.max(0, total()));
        return settled == 0
                ? ""
                : getTranslation(
                        "invoice.means.deposits",
                        amounts().text(settled, in()),
                        amounts().text(total() - settled, in()));
    }

    /** What is agreed with the customer, else what is usual; nothing where none is known. */
    private Optional<DiscountDraft> agreed() {
        Customer who = customer.getValue();
        Object theirs = who == null ? null : who.terms();
        return Optional.ofNullable(theirs == null ? usual : theirs).map(DiscountDraft::of);
    }

    private String inWords() {
        return terms.chosen().equals(TermsFields.AS_AGREED)
                ? agreed().map(known -> TermsWords.of(this, known.terms()) + ". " + meaning(known))
                        .orElseGet(() -> getTranslation("invoice.means.nothing_agreed"))
                : "";
    }

    private String meaning(DiscountDraft discount) {
        var day = new DueDay(discount.terms(), weekendShift);
        LocalDate due = day.of(issued());
        var said = new ArrayList<String>();
        said.add(getTranslation(
                day.isShifted(issued()) ? "invoice.means.due_shifted" : "invoice.means.due", days().text(due)));
        if (!discount.isNone() && discount.isPercentRight() && discount.areDaysRight()) {
            said.add(getTranslation(
                    "invoice.means.discount",
                    amounts().text(discount.amount(total()), in()),
                    days().text(discount.until(issued(), due)),
                    amounts().text(total() - discount.amount(total()), in())));
        }
        return String.join(" ", said);
    }

    private LocalDate issued() {
        return issueDate.getValue() == null ? today : issueDate.getValue();
    }

    private long total() {
        return lines.draft().totals().total();
    }

    private String in() {
        return lines.draft().currency();
    }

    private Div actions() {
        return buttons(
                command("invoice.save_draft", this::isComplete, () -> send(false)),
                command("invoice.save_and_issue", this::isComplete, () -> send(true))
                        .first());
    }

    private void send(boolean issue) {
        NewInvoice wanted = wanted(issue);
        Invoice made = keys.send(wanted, key -> invoices.create(key, wanted));
        UI.getCurrent().navigate("invoices/" + made.id());
    }

    private boolean isComplete() {
        boolean isRight = Fields.require(customer) & Fields.require(currency);
        isRight &= Fields.mark(dueDate, !BY_DATE.equals(terms.chosen()) || dueDate.getValue() != null, "form.required");
        isRight &= Fields.mark(
                terms.terms(), !TermsFields.AS_AGREED.equals(terms.chosen()) || agreed().isPresent(), "form.required");
        isRight &= !IN_PARTS.equals(terms.chosen()) || instalments.check();
        return isRight & terms.check() & lines.check() & taxDocuments.check();
    }

    private NewInvoice wanted(boolean issue) {
        String chosen = terms.chosen();
        return new NewInvoice(
                Objects.requireNonNull(customer.getValue()).id(),
                Fields.given(number),
                issueDate.getValue(),
                BY_DATE.equals(chosen) ? dueDate.getValue() : null,
                currency.getValue(),
                terms.askedIfAny(),
                IN_PARTS.equals(chosen) ? instalments.asked() : null,
                lines.draft().asked(),
                Fields.given(reference),
                Fields.given(purchaseOrder),
                Fields.given(deliveryNote),
                Fields.given(contract),
                Fields.given(salesperson),
                taxDocuments.typed(),
                takes.getValue().isEmpty() ? null : named(),
                issue);
    }

    /** In the order shown, which is that in which they are taken. */
    private List<String> named() {
        return takes.getListDataView()
                .getItems()
                .filter(takes.getValue()::contains)
                .map(Deposit::id)
                .toList();
    }
}
