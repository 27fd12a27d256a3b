package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.InvoicesApi.NewInvoice;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.RecurringInvoicesApi;
import io.duebook.portal.api.RecurringInvoicesApi.Change;
import io.duebook.portal.api.RecurringInvoicesApi.NewRecurringInvoice;
import io.duebook.portal.api.RecurringInvoicesApi.NextOnes;
import io.duebook.portal.api.RecurringInvoicesApi.RecurringInvoice;
import io.duebook.portal.api.RecurringInvoicesApi.Template;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.staff.InvoiceDraft.TypedLine;
import io.duebook.portal.staff.RecurrenceDraft.Coming;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plans an invoice that comes again, or changes what the next ones are like; shows the days to come as it is typed. Whom
 * it is for, its currency and its days stay as they were planned.
 */
@Route("recurring_invoices/new")
@RouteAlias("recurring_invoices/change")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "recurring_invoices:write")
class RecurringInvoiceForm extends FormScreen implements HasUrlParameter<String> {

    private static final int LONGEST_BACK_DAYS = 366;
    private static final int MOST_STEPS = 100;
    private static final int MOST_TIMES = 10_000;
    private static final String PLACES = "{month} {year} {date} {from} {to} {count}";
    private static final String NEVER = "never";
    private static final String ON_A_DAY = "on_a_day";
    private static final String AFTER_SOME = "after_some";

    private final Visitor visitor;
    private final transient RecurringInvoicesApi recurring;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final Currencies currency;
    private final IntegerField step = new IntegerField(getTranslation("recurring.step"));
    private final Select<String> every = new Select<>();
    private final DatePicker first;
    private final Select<String> ends = new Select<>();
    private final DatePicker until;
    private final IntegerField times = new IntegerField(getTranslation("recurring.times"));
    private final transient TermsFields terms;
    private final TextField reference = new TextField(getTranslation("field.reference"));
    private final TextField purchaseOrder = new TextField(getTranslation("field.purchase_order"));
    private final TextField contract = new TextField(getTranslation("field.contract"));
    private final TextField salesperson = new TextField(getTranslation("field.salesperson"));
    private final RadioButtonGroup<Boolean> issue = new RadioButtonGroup<>();
    private final InvoiceLines lines;
    private final Div coming = new Div();
    private final String weekendShift;
    private final LocalDate today;
    private final transient CommandKeys<Record> keys = new CommandKeys<>();
    private transient @Nullable RecurringInvoice changed;

    RecurringInvoiceForm(
            Visitor visitor, RecurringInvoicesApi recurring, CustomersApi customers, PoliciesApi policies) {
        this.visitor = visitor;
        this.recurring = recurring;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        this.today = visitor.today();
        this.first = Dates.field(getTranslation("recurring.first"), today, getLocale());
        this.until = Dates.field(getTranslation("recurring.until"), null, getLocale());
        errors.of("invoice/customer", customer)
                .of("invoice/currency", currency)
                .of("every", every)
                .of("step", step)
                .of("first_on", first)
                .of("until", until)
                .of("times", times)
                .of("invoice/reference", reference)
                .of("invoice/purchase_order", purchaseOrder)
                .of("invoice/contract", contract)
                .of("invoice/salesperson", salesperson);
        this.terms = new TermsFields(this, List.of(TermsFields.AS_AGREED), this::preview);
        this.lines = new InvoiceLines(visitor.tenant().baseCurrency(), this::preview);
        this.weekendShift = visitor.may("policies:read")
                ? Objects.requireNonNull(policies.get().getBody()).weekendShift()
                : DueDay.NO_SHIFT;
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String id) {
        RecurringInvoice known = id == null ? null : recurring.get(id);
        changed = known;
        head(
                getTranslation(known == null ? "recurring.new" : "recurring.change.title"),
                known == null
                        ? getTranslation("recurring.new.below")
                        : known.customer().name(),
                back(known));
        fields();
        add(
                panel(getTranslation("recurring.schedule"), schedule(), coming),
                panel(getTranslation("recurring.each"), each()),
                panel(getTranslation("invoice.lines"), places(), lines),
                actions(known));
        if (known == null) {
            event.getLocation()
                    .getQueryParameters()
                    .getSingleParameter("customer")
                    .ifPresent(one -> customer.setValue(customers.get(one)));
            lines.addLine();
        } else {
            fill(known);
        }
    }

    private Anchor back(@Nullable RecurringInvoice known) {
        var back = new Anchor(
                known == null ? "recurring_invoices" : "recurring_invoices/" + known.id(),
                getTranslation("action.back"));
        back.addClassName("btn-link");
        return back;
    }

    private void fields() {
        every.setLabel(getTranslation("recurring.unit"));
        every.setItems(RecurrenceDraft.RHYTHMS);
        every.setItemLabelGenerator(unit -> getTranslation("recurring.unit." + unit));
        every.setValue("month");
        step.setMin(1);
        step.setMax(MOST_STEPS);
        step.setStepButtonsVisible(true);
        step.setValue(1);
        ends.setLabel(getTranslation("recurring.ends"));
        ends.setItems(NEVER, ON_A_DAY, AFTER_SOME);
        ends.setItemLabelGenerator(way -> getTranslation("recurring.ends." + way));
        ends.setValue(NEVER);
        times.setMin(1);
        times.setMax(MOST_TIMES);
        times.setStepButtonsVisible(true);
        for (TextField field : List.of(purchaseOrder, contract, salesperson)) {
            field.setMaxLength(100);
        }
        reference.setMaxLength(200);
        issue.setLabel(getTranslation("recurring.as"));
        issue.setItems(true, false);
        issue.setItemLabelGenerator(issued -> getTranslation(issued ? "recurring.as.issued" : "recurring.as.draft"));
        issue.setValue(true);
        ends.addValueChangeListener(change -> preview());
        every.addValueChangeListener(change -> preview());
        step.setValueChangeMode(ValueChangeMode.LAZY);
        times.setValueChangeMode(ValueChangeMode.LAZY);
        step.addValueChangeListener(change -> preview());
        times.addValueChangeListener(change -> preview());
        first.addValueChangeListener(change -> preview());
        until.addValueChangeListener(change -> preview());
        currency.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                lines.in(change.getValue());
            }
        });
    }

    private Div schedule() {
        for (HasStyle field : List.of(step, every, first, ends, until, times)) {
            field.addClassName("third");
        }
        customer.addClassName("wide");
        coming.addClassName("coming");
        coming.getElement().setAttribute("aria-live", "polite");
        return fields(customer, step, every, first, ends, until, times);
    }

    private Div each() {
        issue.addClassName("wide");
        for (HasStyle field : List.of(
                currency,
                terms.terms(),
                terms.percent(),
                terms.days(),
                reference,
                purchaseOrder,
                contract,
                salesperson)) {
            field.addClassName("third");
        }
        return fields(
                issue,
                terms.terms(),
                terms.percent(),
                terms.days(),
                currency,
                reference,
                purchaseOrder,
                contract,
                salesperson);
    }

    private Paragraph places() {
        var places = new Paragraph(getTranslation("recurring.places", PLACES, "{month}"));
        places.addClassNames("muted", "places");
        return places;
    }

    private void fill(RecurringInvoice known) {
        customer.setValue(customers.get(known.customer().id()));
        currency.setValue(known.currency());
        every.setValue(known.every());
        step.setValue(known.step());
        first.setValue(known.firstOn());
        until.setValue(known.until());
        times.setValue(known.times());
        ends.setValue(known.until() != null ? ON_A_DAY : known.times() != null ? AFTER_SOME : NEVER);
        customer.setReadOnly(true);
        currency.setReadOnly(true);
        every.setReadOnly(true);
        step.setReadOnly(true);
        first.setReadOnly(true);
        Template template = known.invoice();
        terms.show(DiscountDraft.of(Objects.requireNonNullElse(template.terms(), TermsFields.AS_AGREED)));
        reference.setValue(text(template.reference()));
        purchaseOrder.setValue(text(template.purchaseOrder()));
        contract.setValue(text(template.contract()));
        salesperson.setValue(text(template.salesperson()));
        issue.setValue(template.issue());
        template.lines().forEach(line -> lines.addLine(InvoiceDraft.typed(line, known.currency())));
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    /** What the books would make of it, as far as it is typed. */
    private void preview() {
        until.setVisible(ON_A_DAY.equals(ends.getValue()));
        times.setVisible(AFTER_SOME.equals(ends.getValue()));
        coming.removeAll();
        if (first.getValue() == null
                || step.getValue() == null
                || step.getValue() < 1
                || step.getValue() > MOST_STEPS) {
            return;
        }
        var typed = new RecurrenceDraft(every.getValue(), step.getValue(), first.getValue(), lastDay(), most());
        String text = lines.draft().lines().stream()
                .map(TypedLine::description)
                .findFirst()
                .orElse("");
        coming.add(new ComingInvoices(typed, days(typed), DueDay.in(terms.chosen(), weekendShift), text, today));
    }

    private List<Coming> days(RecurrenceDraft typed) {
        RecurringInvoice known = changed;
        LocalDate next = known == null ? null : known.nextOn();
        return known == null || next == null
                ? typed.fromTheStart(ComingInvoices.SHOWN)
                : typed.from(next, known.made(), ComingInvoices.SHOWN);
    }

    private @Nullable LocalDate lastDay() {
        return ON_A_DAY.equals(ends.getValue()) ? until.getValue() : null;
    }

    private @Nullable Integer most() {
        return AFTER_SOME.equals(ends.getValue()) ? times.getValue() : null;
    }

    private Div actions(@Nullable RecurringInvoice known) {
        return saving(known == null ? "recurring.plan" : "action.save", this::isComplete, () -> {
            RecurringInvoice made = known == null ? plan() : change(known);
            UI.getCurrent().navigate("recurring_invoices/" + made.id());
        });
    }

    private boolean isComplete() {
        boolean isRight = Fields.require(customer);
        isRight &= Fields.require(currency);
        isRight &= Fields.mark(
                step,
                step.getValue() != null && step.getValue() >= 1 && step.getValue() <= MOST_STEPS,
                "recurring.step.wrong",
                MOST_STEPS);
        LocalDate from = first.getValue();
        isRight &= Fields.mark(
                first,
                from != null && (changed != null || !from.isBefore(today.minusDays(LONGEST_BACK_DAYS))),
                "recurring.first.wrong",
                LONGEST_BACK_DAYS);
        LocalDate last = until.getValue();
        isRight &= Fields.mark(
                until,
                !ON_A_DAY.equals(ends.getValue()) || last != null && (from == null || !last.isBefore(from)),
                "recurring.until.wrong");
        Integer most = times.getValue();
        isRight &= Fields.mark(
                times,
                !AFTER_SOME.equals(ends.getValue()) || most != null && most >= 1 && most <= MOST_TIMES,
                "recurring.times.wrong",
                MOST_TIMES);
        return isRight & terms.check() & lines.check();
    }

    private RecurringInvoice plan() {
        var wanted = new NewRecurringInvoice(
                new NewInvoice(
                        Objects.requireNonNull(customer.getValue()).id(),
                        null,
                        null,
                        null,
                        currency.getValue(),
                        terms.askedIfAny(),
                        null,
                        lines.draft().asked(),
                        Fields.given(reference),
                        Fields.given(purchaseOrder),
                        null,
                        Fields.given(contract),
                        Fields.given(salesperson),
                        null,
                        null,
                        issue.getValue()),
                every.getValue(),
                step.getValue(),
                first.getValue(),
                lastDay(),
                most());
        return keys.send(wanted, key -> recurring.plan(key, wanted));
    }

    private RecurringInvoice change(RecurringInvoice known) {
        var wanted = new Change(
                new NextOnes(
                        terms.askedIfAny(),
                        lines.draft().asked(),
                        Fields.given(reference),
                        Fields.given(purchaseOrder),
                        Fields.given(contract),
                        Fields.given(salesperson),
                        issue.getValue()),
                lastDay(),
                most());
        return keys.send(wanted, key -> recurring.change(known.id(), key, known.tag(), wanted));
    }
}
