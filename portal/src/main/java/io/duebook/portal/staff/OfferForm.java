package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.SettlementOffersApi;
import io.duebook.portal.api.SettlementOffersApi.Made;
import io.duebook.portal.api.SettlementOffersApi.NewOffer;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.words.Due;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Offers a customer to take less than the debt, if it is paid by a day; says all along how much is given up. */
@Route("settlement_offers/new")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"settlement_offers:write", "customers:read"})
class OfferForm extends FormScreen implements AfterNavigationObserver {

    private static final int LONGEST_REASON = 500;
    private static final int USUAL_DAYS = 14;
    private static final int MOST_CLAIMS = 500;

    private final transient SettlementOffersApi offers;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final Currencies currency;
    private final CheckboxGroup<Choice> claims = new CheckboxGroup<>();
    private final Paragraph none = new Paragraph();
    private final TextField amount = Fields.figure(getTranslation("offer.amount"));
    private final DatePicker expiresOn;
    private final TextField reason = new TextField(getTranslation("field.reason"));
    private final Paragraph meaning = new Paragraph();
    private final LocalDate today;
    private final transient CommandKeys<NewOffer> keys = new CommandKeys<>();

    OfferForm(Visitor visitor, SettlementOffersApi offers, CustomersApi customers) {
        this.offers = offers;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        this.currency = new Currencies(visitor.tenant().baseCurrency());
        this.today = visitor.today();
        this.expiresOn = Dates.field(getTranslation("offer.expires_on"), today.plusDays(USUAL_DAYS), getLocale());
        errors.of("customer", customer)
                .of("currency", currency)
                .of("amount", amount)
                .of("expires_on", expiresOn)
                .of("reason", reason);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("offer.new"),
                getTranslation("offer.new.below"),
                action("settlement_offers", "action.back"));
        add(whom(), panel(getTranslation("offer.items"), none, claims), terms(), actions());
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("customer")
                .ifPresent(id -> customer.setValue(customers.get(id)));
        offer();
    }

    private Div whom() {
        customer.addValueChangeListener(change -> offer());
        currency.addValueChangeListener(change -> offer());
        return panelOf(customer, currency);
    }

    private Div terms() {
        amount.setRequiredIndicatorVisible(true);
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        amount.addValueChangeListener(change -> explain());
        claims.addValueChangeListener(change -> explain());
        claims.setAriaLabel(getTranslation("offer.items"));
        claims.addClassName("claims");
        expiresOn.setRequiredIndicatorVisible(true);
        expiresOn.addValueChangeListener(change -> explain());
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(LONGEST_REASON);
        reason.setHelperText(getTranslation("offer.reason.help"));
        meaning.addClassNames("note", "wide");
        meaning.getElement().setAttribute("aria-live", "polite");
        reason.addClassName("wide");
        return panelOf(amount, expiresOn, reason, meaning);
    }

    private static Div panelOf(Component... fields) {
        return box(fields(fields));
    }

    /** What is overdue, all of it chosen. */
    private void offer() {
        Customer who = customer.getValue();
        List<Choice> overdue = who == null || currency.getValue() == null
                ? List.of()
                : customers.openItems(who.id()).currencies().stream()
                        .filter(in -> in.currency().equals(currency.getValue()))
                        .flatMap(OfferForm::overdue)
                        .limit(MOST_CLAIMS)
                        .toList();
        claims.setItems(overdue);
        claims.setItemLabelGenerator(claim -> getTranslation(
                "offer.claim",
                claim.number(),
                amounts().text(claim.most(), currency.getValue()),
                Objects.requireNonNullElse(claim.daysPastDue(), 0L)));
        claims.select(overdue);
        none.setText(getTranslation(who == null ? "offer.choose_customer" : "problem.nothing_overdue"));
        none.setVisible(overdue.isEmpty());
        explain();
    }

    /** A claim of which a part is not due yet is left out: an offer is made for what is overdue. */
    private static Stream<Choice> overdue(InCurrency in) {
        var notYet = in.lines().stream()
                .filter(line -> !Due.of(line.daysPastDue()).isOverdue())
                .map(CustomersApi.Line::id)
                .collect(Collectors.toSet());
        return Choice.all(in.lines()).stream().filter(claim -> !notYet.contains(claim.id()));
    }

    private long debt() {
        return claims.getValue().stream().mapToLong(Choice::most).reduce(0, Math::addExact);
    }

    private Optional<Long> offered() {
        return Fields.minor(amount, currency.getValue()).filter(minor -> minor < debt());
    }

    private void explain() {
        String said = offered()
                .filter(less -> expiresOn.getValue() != null)
                .map(less -> getTranslation(
                        "offer.means",
                        amounts().text(less, currency.getValue()),
                        days().text(expiresOn.getValue()),
                        amounts().text(debt() - less, currency.getValue()),
                        amounts().text(debt(), currency.getValue())))
                .orElse("");
        meaning.setText(said);
        meaning.setVisible(!said.isEmpty());
    }

    private Div actions() {
        return saving("offer.save", this::isComplete, () -> {
            NewOffer wanted = wanted();
            Made made = keys.send(wanted, key -> offers.make(key, wanted));
            UI.getCurrent()
                    .navigate(
                            made.approval() == null || made.id() != null
                                    ? "settlement_offers/" + made.id()
                                    : "approvals/" + made.approval());
        });
    }

    private boolean isComplete() {
        boolean isRight = Fields.require(customer);
        isRight &= Fields.require(currency);
        isRight &= Fields.mark(amount, offered().isPresent(), "offer.amount.wrong");
        isRight &= Fields.mark(
                expiresOn,
                expiresOn.getValue() != null && !expiresOn.getValue().isBefore(today),
                "offer.expires_on.wrong");
        isRight &= Fields.mark(reason, !reason.getValue().isBlank(), "problem.reason_required");
        if (isRight && claims.getValue().isEmpty()) {
            Notice.say(getTranslation("offer.nothing_chosen"));
            return false;
        }
        return isRight;
    }

    private NewOffer wanted() {
        return new NewOffer(
                Objects.requireNonNull(customer.getValue()).id(),
                currency.getValue(),
                claims.getValue().stream().map(Choice::id).sorted().toList(),
                offered().orElseThrow(),
                expiresOn.getValue(),
                reason.getValue().strip());
    }
}
