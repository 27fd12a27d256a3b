package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.api.InvoicesApi.NewInvoice;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.staff.InvoiceDraft.Tax;
import io.duebook.portal.staff.InvoiceDraft.Totals;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes an invoice: for whom, for what, due when; with what it comes to as it is typed. */
@Route("invoices/new")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "invoices:write")
class InvoiceForm extends Screen implements AfterNavigationObserver {

    private static final String BY_DATE = "date";
    private static final List<String> TERMS =
            List.of("net_0", "net_7", "net_14", "net_30", "net_45", "net_60", "net_90", "eom_0", "eom_15", BY_DATE);

    private final Visitor visitor;
    private final transient InvoicesApi invoices;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final Currencies currency;
    private final TextField number = new TextField(getTranslation("invoice.number.optional"));
    private final TextField reference = new TextField(getTranslation("field.reference"));
    private final Select<String> terms = new Select<>();
    private final TextField discountPercent = new TextField(getTranslation("invoice.discount.percent"));
    private final TextField discountDays = new TextField(getTranslation("invoice.discount.days"));
    private final DatePicker issueDate;
    private final DatePicker dueDate;
    private final List<LineEditor> editors = new ArrayList<>();
    private final Div lines = new Div();
    private final DescriptionList totals = new DescriptionList();
    private transient @Nullable Intent intent;

    /** The same invoice sent twice is one invoice; a corrected one is another. */
    private record Intent(NewInvoice invoice, String key) {}

    InvoiceForm(Visitor visitor, InvoicesApi invoices, CustomersApi customers) {
        this.visitor = visitor;
        this.invoices = invoices;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        LocalDate today = visitor.today();
        this.issueDate = Dates.field(getTranslation("field.issue_date"), today, getLocale());
        this.dueDate = Dates.field(getTranslation("field.due_date"), null, getLocale());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("invoice.new"), getTranslation("invoice.new.below"));
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
        add(heading(), panel(getTranslation("invoice.lines"), lineArea()), actions());
        addLine();
    }

    private Div heading() {
        terms.setLabel(getTranslation("field.terms"));
        terms.setItems(TERMS);
        terms.setItemLabelGenerator(this::words);
        terms.setValue("net_30");
        dueDate.setEnabled(false);
        terms.addValueChangeListener(change -> {
            boolean byDate = BY_DATE.equals(change.getValue());
            dueDate.setEnabled(byDate);
            discountPercent.setEnabled(!byDate);
            discountDays.setEnabled(!byDate);
        });
        discountPercent.setHelperText(getTranslation("invoice.discount.help"));
        for (TextField field : List.of(discountPercent, discountDays)) {
            field.getElement().setAttribute("inputmode", "decimal");
        }
        number.setMaxLength(64);
        reference.setMaxLength(200);
        currency.addValueChangeListener(change -> recount());
        for (HasStyle field :
                List.of(issueDate, terms, dueDate, discountPercent, discountDays, number, reference, currency)) {
            field.addClassName("third");
        }
        customer.addClassName("wide");
        var form = new Div(
                customer, issueDate, terms, dueDate, discountPercent, discountDays, currency, number, reference);
        form.addClassName("form");
        var panel = new Div(form);
        panel.addClassName("panel");
        return panel;
    }

    private String words(String code) {
        if (code.equals(BY_DATE)) {
            return getTranslation("terms.date");
        }
        String[] parts = code.split("_", 2);
        return parts[1].equals("0")
                ? getTranslation("terms." + parts[0] + "_0")
                : getTranslation("terms." + parts[0], parts[1]);
    }

    private Div lineArea() {
        lines.addClassName("lines");
        totals.addClassName("totals");
        var another = new Button(getTranslation("invoice.line.add"), VaadinIcon.PLUS.create(), click -> addLine());
        return new Div(lines, another, totals);
    }

    private void addLine() {
        var editor = new LineEditor(editors.isEmpty() ? "" : editors.getLast().taxRate(), this::recount, this::remove);
        editors.add(editor);
        lines.add(editor);
        recount();
    }

    private void remove(LineEditor editor) {
        editors.remove(editor);
        lines.remove(editor);
        if (editors.isEmpty()) {
            addLine();
        }
        recount();
    }

    private InvoiceDraft draft() {
        return new InvoiceDraft(
                Objects.requireNonNullElse(currency.getValue(), visitor.tenant().baseCurrency()),
                editors.stream().map(LineEditor::typed).toList());
    }

    private void recount() {
        InvoiceDraft draft = draft();
        editors.forEach(editor -> editor.showNet(draft));
        Totals counted = draft.totals();
        totals.removeAll();
        total(getTranslation("field.net"), counted.net(), draft);
        for (Tax tax : counted.taxes()) {
            if (tax.tax() != 0) {
                total(
                        getTranslation(
                                "invoice.tax",
                                tax.rate().toPlainString(),
                                amounts().text(tax.net(), draft.currency())),
                        tax.tax(),
                        draft);
            }
        }
        total(getTranslation("field.total"), counted.total(), draft);
    }

    private void total(String name, long amount, InvoiceDraft draft) {
        totals.add(new Div(
                new DescriptionList.Term(name),
                new DescriptionList.Description(new Span(amounts().text(amount, draft.currency())))));
    }

    private Div actions() {
        var save = new Button(getTranslation("invoice.save_draft"));
        var issue = new Button(getTranslation("invoice.save_and_issue"));
        issue.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        issue.setDisableOnClick(true);
        save.addClickListener(click -> send(save, false));
        issue.addClickListener(click -> send(issue, true));
        var actions = new Div(save, issue);
        actions.addClassName("form-actions");
        return actions;
    }

    private void send(Button pressed, boolean issue) {
        try {
            if (isComplete()) {
                NewInvoice wanted = wanted(issue);
                Invoice made = invoices.create(keyOf(wanted), wanted);
                UI.getCurrent().navigate("invoices/" + made.id());
            }
        } finally {
            pressed.setEnabled(true);
        }
    }

    private boolean isComplete() {
        InvoiceDraft draft = draft();
        boolean right = require(customer, customer.getValue() != null);
        right &= require(currency, currency.getValue() != null);
        boolean dated = !BY_DATE.equals(terms.getValue()) || dueDate.getValue() != null;
        dueDate.setErrorMessage(getTranslation("form.required"));
        dueDate.setInvalid(!dated);
        DiscountDraft discount = discount();
        discountPercent.setErrorMessage(getTranslation("invoice.discount.percent.wrong"));
        discountPercent.setInvalid(!discount.isPercentRight());
        discountDays.setErrorMessage(getTranslation("invoice.discount.days.wrong"));
        discountDays.setInvalid(!discount.areDaysRight());
        dated &= discount.isPercentRight() && discount.areDaysRight();
        boolean linesRight = true;
        for (LineEditor editor : editors) {
            linesRight &= editor.check(draft);
        }
        if (draft.lines().stream().allMatch(InvoiceDraft.TypedLine::isBlank)) {
            PeoplePanel.say(getTranslation("invoice.line.required"));
            return false;
        }
        return right && dated && linesRight;
    }

    private boolean require(com.vaadin.flow.component.combobox.ComboBox<?> field, boolean isGiven) {
        field.setErrorMessage(getTranslation("form.required"));
        field.setInvalid(!isGiven);
        return isGiven;
    }

    /** Where the due date is given, no discount is: it would have no terms to stand in. */
    private DiscountDraft discount() {
        return BY_DATE.equals(terms.getValue())
                ? new DiscountDraft(BY_DATE, "", "")
                : new DiscountDraft(terms.getValue(), discountPercent.getValue(), discountDays.getValue());
    }

    /** A word, or an object with the discount. */
    private Object terms() {
        return discount().asked().map(Object.class::cast).orElse(terms.getValue());
    }

    private NewInvoice wanted(boolean issue) {
        boolean byDate = BY_DATE.equals(terms.getValue());
        return new NewInvoice(
                Objects.requireNonNull(customer.getValue()).id(),
                given(number.getValue()),
                issueDate.getValue(),
                byDate ? dueDate.getValue() : null,
                currency.getValue(),
                byDate ? null : terms(),
                draft().asked(),
                given(reference.getValue()),
                issue);
    }

    private String keyOf(NewInvoice wanted) {
        Intent known = intent;
        if (known == null || !known.invoice().equals(wanted)) {
            known = new Intent(wanted, UUID.randomUUID().toString());
            intent = known;
        }
        return known.key();
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
