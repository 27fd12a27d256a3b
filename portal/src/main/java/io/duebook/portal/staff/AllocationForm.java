package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.api.CustomersApi.OpenItems;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.NewAllocation;
import io.duebook.portal.api.PaymentsApi.Share;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Outcomes;
import io.duebook.portal.shell.Outcomes.Outcome;
import io.duebook.portal.staff.Credits.Credit;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Applies what a customer has to their credit to open claims, by hand, with what speaks for which. */
@Route("allocations/of")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "allocations:write")
class AllocationForm extends FormScreen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient PaymentsApi payments;
    private final transient CustomersApi customers;
    private final transient Credits credits;
    private final transient Outcomes outcomes;
    private final Settlement settlement;
    private final DatePicker day;
    private transient Map<String, String> numbers = Map.of();
    private final transient CommandKeys<NewAllocation> keys = new CommandKeys<>();

    AllocationForm(
            Visitor visitor,
            PaymentsApi payments,
            CustomersApi customers,
            ExchangeRatesApi rates,
            ReportsApi reports,
            Credits credits,
            Outcomes outcomes) {
        this.visitor = visitor;
        this.payments = payments;
        this.customers = customers;
        this.credits = credits;
        this.outcomes = outcomes;
        this.settlement = new Settlement(visitor, new ChosenParts(ChosenParts.About.RECEIPT), rates, reports);
        this.day = Dates.field(getTranslation("field.allocated_on"), visitor.today(), getLocale());
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(credits.of(id), List.of());
    }

    private void show(Credit credit, List<Outcome> done) {
        String unapplied = amounts().text(credit.unapplied(), credit.currency());
        head(
                getTranslation("allocation.form.title", unapplied),
                credit.customer().name(),
                back(credit));
        if (!done.isEmpty()) {
            add(panel(getTranslation("outcome.title"), outcomes.table(this, done)));
        }
        if (credit.isGone() || credit.unapplied() == 0) {
            add(box(nothing(
                    getTranslation("allocation.nothing_left.title"), getTranslation("allocation.nothing_left.text"))));
            return;
        }
        OpenItems open = customers.openItems(credit.customer().id());
        numbers = open.currencies().stream()
                .flatMap(in -> in.lines().stream())
                .collect(Collectors.toMap(Line::id, Line::number, (first, part) -> first));
        add(facts(credit, unapplied), panel(getTranslation("allocation.form.parts"), settlement));
        settlement.of(credit.unapplied(), credit.text());
        settlement.offer(
                credit.customer().id(),
                open,
                Choice.in(open, credit.currency()),
                credit.currency(),
                credit.id(),
                credit.on());
        settlement.suggest();
        if (settlement.isAny()) {
            add(actions(credit));
        }
    }

    private Anchor back(Credit credit) {
        return action(Documents.address(credit.id()), "action.back");
    }

    private Div facts(Credit credit, String unapplied) {
        var strong = new Span(unapplied);
        strong.addClassName("strong");
        var panel = new Div(new Facts()
                .fact(getTranslation("field.staff.unapplied"), strong)
                .fact(getTranslation("field.amount"), amounts().text(credit.amount(), credit.currency()))
                .fact(getTranslation("field.reference"), credit.text())
                .fact(getTranslation("field.allocated_on"), day));
        day.setLabel(null);
        day.setAriaLabel(getTranslation("field.allocated_on"));
        panel.addClassName("panel");
        return panel;
    }

    private Div actions(Credit credit) {
        return saving("allocation.save", this::isComplete, () -> apply(credit));
    }

    private boolean isComplete() {
        boolean isDay = Fields.require(day);
        boolean isSplit = settlement.check();
        if (isSplit && settlement.shares().isEmpty()) {
            Notice.say(getTranslation("allocation.nothing_chosen"));
            return false;
        }
        return isSplit && isDay;
    }

    /** One after the other: whoever was quicker at a claim makes one part fail, and the others stand. */
    private void apply(Credit credit) {
        var done = new ArrayList<Outcome>();
        for (Share part : settlement.shares()) {
            String number = numbers.getOrDefault(part.invoice(), part.invoice());
            try {
                var wanted = new NewAllocation(
                        credit.payment(),
                        credit.creditNote(),
                        credit.charge(),
                        credit.transfer(),
                        part.invoice(),
                        part.amount(),
                        part.rate(),
                        part.base(),
                        day.getValue());
                keys.tell(wanted, key -> payments.allocate(key, wanted));
                done.add(Outcome.done(part.invoice(), number));
            } catch (ApiProblem refused) {
                done.add(Outcome.refused(part.invoice(), number, refused));
            }
        }
        if (done.stream().allMatch(Outcome::isDone)) {
            UI.getCurrent().navigate(Documents.address(credit.id()));
        } else {
            show(credits.of(credit.id()), done);
        }
    }
}
