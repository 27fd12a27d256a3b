package io.duebook.portal.document;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.DeductionsApi;
import io.duebook.portal.api.DeductionsApi.Deduction;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.api.InvoicesApi.CustomerName;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Allocation;
import io.duebook.portal.api.PaymentsApi.Exchange;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.api.PaymentsApi.PaymentBill;
import io.duebook.portal.api.PaymentsApi.Reversal;
import io.duebook.portal.api.PaymentsApi.Waiting;
import io.duebook.portal.api.RefundsApi;
import io.duebook.portal.document.KeepingDialog.Pair;
import io.duebook.portal.document.RefundsPanel.Given;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pages;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One payment, and what it settled. */
@Route("payments")
@PermitAll
@For(scopes = "payments:read")
class PaymentScreen extends Screen implements HasUrlParameter<String> {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentScreen.class);
    private static final int MOST_READ = 200;
    private static final int LATER_MS = 3_000;

    private final Visitor visitor;
    private final transient PaymentsApi payments;
    private final transient RefundsApi refunds;
    private final transient DeductionsApi deductions;
    private final transient DepositsApi deposits;
    private final transient Translations translations;
    private final transient AttachedFiles files;
    private final transient InBase inBase;
    private transient @Nullable Payment shown;
    private @Nullable Registration polling;

    PaymentScreen(
            Visitor visitor,
            PaymentsApi payments,
            RefundsApi refunds,
            DeductionsApi deductions,
            DepositsApi deposits,
            Translations translations,
            AttachedFiles files,
            InBase inBase) {
        this.visitor = visitor;
        this.payments = payments;
        this.refunds = refunds;
        this.deductions = deductions;
        this.deposits = deposits;
        this.translations = translations;
        this.files = files;
        this.inBase = inBase;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(payments.get(id));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        polling = event.getUI().addPollListener(poll -> look());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
        }
        event.getUI().setPollInterval(-1);
    }

    /** While money is on its way back, its processor may answer at any time. */
    private void look() {
        Payment known = shown;
        if (known == null) {
            return;
        }
        try {
            Payment now = payments.get(known.id());
            if (!now.equals(known)) {
                show(now);
            }
        } catch (ApiProblem passing) {
            LOG.debug("the receipt was not read again", passing);
        }
    }

    private void show(Payment payment) {
        shown = payment;
        List<Given> given = given(payment);
        UI.getCurrent().setPollInterval(given.stream().anyMatch(Given::isUnderWay) ? LATER_MS : -1);
        String audience = visitor.isContact() ? "contact" : "staff";
        List<Deposit> theirs = deposits(payment);
        Optional<Deposit> keeping = theirs.stream()
                .filter(deposit -> deposit.payments().stream()
                        .anyMatch(kept -> kept.payment().equals(payment.id())))
                .findFirst();
        head(
                getTranslation("payment." + audience + ".title", amounts().text(payment.amount())),
                visitor.isContact()
                        ? visitor.tenant().name()
                        : payment.customer().name(),
                actions(payment, keeping.isPresent() ? List.of() : theirs));
        if (!visitor.isContact()) {
            payment.waiting().forEach(one -> add(waits(one)));
        }
        add(facts(payment, audience, keeping), settles(payment, audience));
        if (!given.isEmpty()) {
            add(new RefundsPanel(visitor, translations, given, payment.amount().currency()));
        }
        if (!payment.reversals().isEmpty()) {
            add(history(payment, audience));
        }
        files.of(payment.id()).ifPresent(this::add);
    }

    /** What was withheld is owed until a second person agrees. */
    private Paragraph waits(Waiting one) {
        var words = new Paragraph(new Text(
                getTranslation("deduction.waits", amounts().text(one.amount(), one.currency()), one.number()) + " "));
        if (visitor.may("approvals:read")) {
            words.add(new Anchor("approvals/" + one.approval(), getTranslation("approval.see")));
        }
        words.addClassName("note");
        return words;
    }

    /** Staff reads how each goes; a contact reads that it was given. */
    private List<Given> given(Payment payment) {
        if (payment.refunds().isEmpty() || visitor.isContact() || !visitor.may("refunds:read")) {
            return payment.refunds().stream()
                    .map(refund -> new Given(refund.refundedOn(), refund.amount(), refund.state(), null, null, null))
                    .toList();
        }
        return refunds.list(null, payment.id(), null, null, MOST_READ).data().stream()
                .map(Given::of)
                .toList();
    }

    /** Of the customer, in the currency of the payment; most have none. */
    private List<Deposit> deposits(Payment payment) {
        return !visitor.may("deposits:read")
                ? List.of()
                : Pages.all((cursor, limit) -> deposits.list(payment.customer().id(), cursor, limit))
                        .filter(deposit ->
                                deposit.currency().equals(payment.amount().currency()))
                        .toList();
    }

    /** @param deposits of the customer that it may be kept for */
    private Component[] actions(Payment payment, List<Deposit> deposits) {
        var actions = new ArrayList<Component>();
        if (!visitor.isContact()) {
            Map<Pair, String> choices = deposits.stream()
                    .filter(Deposit::isAskedFor)
                    .collect(Collectors.toMap(
                            deposit -> new Pair(deposit.id(), payment.id()),
                            deposit -> deposit.number() + " · " + amounts().text(deposit.missing(), deposit.currency()),
                            (one, other) -> one,
                            LinkedHashMap::new));
            if (visitor.may("deposits:write")
                    && !choices.isEmpty()
                    && payment.unapplied() > 0
                    && !payment.isReversed()) {
                actions.add(keeping(payment, choices));
            }
            if (visitor.may("payments:write")) {
                actions.add(
                        payment.isReversed()
                                ? action("reinstatements/of/" + payment.id(), "reinstatement.new")
                                : action("reversals/of/" + payment.id(), "reversal.new"));
            }
            if (visitor.may("refunds:write") && !payment.isReversed() && payment.standing() > 0) {
                actions.add(action("refunds/of/" + payment.id(), "refund.new"));
            }
        }
        actions.add(receipt(payment));
        if (!visitor.isContact()
                && visitor.may("transfers:write")
                && !payment.isReversed()
                && payment.unapplied() > 0) {
            actions.add(action("transfers/new?of=" + payment.id(), "transfer.new.credit"));
        }
        if (!visitor.isContact()
                && visitor.may("allocations:write")
                && !payment.isReversed()
                && payment.unapplied() > 0) {
            var apply = action("allocations/of/" + payment.id(), "allocation.new");
            apply.addClassName("first");
            actions.add(apply);
        }
        return actions.toArray(Component[]::new);
    }

    private Button keeping(Payment payment, Map<Pair, String> choices) {
        return new Button(getTranslation("deposit.keep.for"), click -> new KeepingDialog(
                        deposits,
                        getTranslation("deposit.keep.which_deposit"),
                        choices,
                        deposit -> show(payments.get(payment.id())))
                .open());
    }

    /** How often it was taken back and given again, and what that cost. */
    private Component history(Payment payment, String audience) {
        String heading = getTranslation("reversal." + audience + ".history");
        var table = new Table(
                heading,
                Column.words(getTranslation("reversal." + audience + ".on")).at(Place.NOTE),
                Column.words(getTranslation("field.kind")).at(Place.TITLE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE),
                Column.words(getTranslation("reversal.fee")),
                Column.words(getTranslation("reversal.reclaimed")),
                Column.words(getTranslation("reversal.again")));
        for (Reversal reversal : payment.reversals()) {
            table.row(
                    days().text(reversal.reversedOn()),
                    PaymentWords.reversal(translations, audience, reversal.kind(), getLocale()),
                    amounts().text(reversal.amount(), payment.amount().currency()),
                    charge(reversal.customerFee(), "reversal.fee.see"),
                    charge(reversal.reclaimed(), "reversal.reclaimed.see"),
                    days().text(reversal.reinstatedOn()));
        }
        return panel(heading, table);
    }

    private Component charge(@Nullable String id, String key) {
        return id == null ? new Span("–") : new Anchor(Documents.address(id), getTranslation(key));
    }

    private static Anchor receipt(Payment payment) {
        var receipt = new Anchor("receipts/" + payment.id(), "");
        receipt.setText(receipt.getTranslation("payment.receipt"));
        receipt.addClassName("btn-link");
        return receipt;
    }

    private Component facts(Payment payment, String audience, Optional<Deposit> keeping) {
        String currency = payment.amount().currency();
        var facts = new Facts()
                .fact(
                        getTranslation("field.state"),
                        new Pill(
                                getTranslation("payment_state." + audience + "." + payment.state()),
                                payment.isReversed() ? "bad" : "ok"));
        if (!visitor.isContact()) {
            facts.fact(
                    getTranslation("field.customer"),
                    new Anchor(
                            "customers/" + payment.customer().id(),
                            payment.customer().name()));
        }
        if (payment.payer() != null) {
            facts.fact(getTranslation("payment.payer"), payer(payment));
        }
        facts.fact(getTranslation("field." + audience + ".received_on"), days().text(payment.receivedOn()))
                .fact(
                        getTranslation("field." + audience + ".method"),
                        PaymentWords.method(translations, payment.method(), getLocale()))
                .fact(getTranslation("field.reference"), payment.reference());
        if (payment.bill() != null) {
            facts.fact(BillWords.kind(translations, payment.bill().kind(), getLocale()), paper(payment.bill()));
        }
        facts.fact(getTranslation("field.amount"), amounts().text(payment.amount()))
                .fact(
                        getTranslation("field." + audience + ".unapplied"),
                        amounts().text(payment.unapplied(), currency));
        if (payment.passedOn() > 0) {
            facts.fact(getTranslation("receipt.others"), amounts().text(payment.passedOn(), currency));
        }
        inBase.add(facts, payment.id(), payment.amount().currency());
        var panel = new Div(facts);
        panel.addClassName("panel");
        if (payment.isReversed() && visitor.isContact()) {
            var note = new Paragraph(getTranslation("payment.contact.reversed"));
            note.addClassName("note");
            panel.add(note);
        }
        if (keeping.isPresent()) {
            panel.add(kept(keeping.get(), audience));
        } else if (payment.unapplied() > 0) {
            var note = new Paragraph(getTranslation("payment." + audience + ".unapplied"));
            note.addClassName("note");
            panel.add(note);
        }
        return panel;
    }

    private Paragraph kept(Deposit deposit, String audience) {
        var note = new Paragraph(
                new Text(getTranslation("payment." + audience + ".kept") + " "),
                new Anchor(Documents.address(deposit.id()), deposit.number()));
        note.addClassName("note");
        return note;
    }

    /** Staff is led to where it is and what can be done with it. */
    private Component paper(PaymentBill bill) {
        String words = getTranslation("bill.matures", bill.number(), days().text(bill.maturesOn()));
        return !visitor.isContact() && visitor.may("bills:read")
                ? new Anchor(Documents.address(bill.id()), words)
                : new Span(words);
    }

    private Component payer(Payment payment) {
        CustomerName group = payment.paidBy();
        return group == null || visitor.isContact()
                ? new Span(String.valueOf(payment.payer()))
                : new Anchor("customers/" + group.id(), group.name());
    }

    /** In the claim's currency, and what it took of money of another. */
    private String amount(Allocation allocation) {
        String amount = amounts().text(allocation.amount(), allocation.currency());
        Exchange exchange = allocation.exchange();
        return exchange == null
                ? amount
                : getTranslation("allocation.exchanged", amount, amounts().text(exchange.amount(), exchange.quote()));
    }

    private Component settles(Payment payment, String audience) {
        String heading = getTranslation("payment." + audience + ".settles");
        if (payment.allocations().isEmpty()) {
            return panel(
                    heading,
                    nothing(
                            getTranslation("payment." + audience + ".settles_nothing.title"),
                            getTranslation("payment." + audience + ".settles_nothing.text")));
        }
        var undoing = new Undoing(this, visitor, payments);
        Map<String, String> withheld = reasons(payment);
        var table = new Table(
                heading,
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.allocated_on")).at(Place.NOTE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE),
                Column.words(getTranslation("field.state")).at(Place.END));
        for (Allocation allocation : payment.allocations()) {
            table.row(
                    claim(allocation),
                    days().text(allocation.allocatedOn()),
                    settled(allocation, withheld.get(allocation.id()), audience),
                    undoing.state(allocation.id(), allocation.reversed(), () -> show(payments.get(payment.id()))));
        }
        return panel(heading, table);
    }

    /** Its number, and whose it is where that is another customer of the group. */
    private Component claim(Allocation allocation) {
        Component number = Documents.link(visitor, allocation.invoice(), allocation.number());
        CustomerName other = allocation.customer();
        return other == null ? number : new Div(number, below(other.name()));
    }

    /** Its amount, and what goes with it: a discount, a small difference, what was withheld. */
    private Component settled(Allocation allocation, @Nullable String reason, String audience) {
        String currency = allocation.currency();
        var amount = new Div(amount(allocation));
        if (allocation.discount() > 0) {
            amount.add(beside("invoice.discount.with", allocation.discount(), currency));
        }
        if (allocation.rounding() != 0) {
            amount.add(beside(
                    "difference." + audience + (allocation.rounding() > 0 ? ".too_little" : ".too_much"),
                    Math.abs(allocation.rounding()),
                    currency));
        }
        if (allocation.deduction() > 0) {
            amount.add(
                    reason == null
                            ? beside("deduction." + audience + ".with", allocation.deduction(), currency)
                            : below(getTranslation(
                                    "deduction.with_reason",
                                    amounts().text(allocation.deduction(), currency),
                                    DeductionWords.of(translations, reason, getLocale()))));
        }
        return amount;
    }

    private Div beside(String key, long minor, String currency) {
        return below(getTranslation(key, amounts().text(minor, currency)));
    }

    private static Div below(String words) {
        var below = new Div(words);
        below.addClassName("muted");
        return below;
    }

    /** Why something was withheld, by allocation; a contact is not told the code it was booked under. */
    private Map<String, String> reasons(Payment payment) {
        boolean isAny = payment.allocations().stream().anyMatch(allocation -> allocation.deduction() > 0);
        if (!isAny || visitor.isContact() || !visitor.may("deductions:read")) {
            return Map.of();
        }
        return deductions.list(payment.customer().id(), null, null, MOST_READ).data().stream()
                .filter(deduction -> deduction.payment().equals(payment.id()))
                .collect(Collectors.toMap(Deduction::allocation, Deduction::reason, (newest, older) -> newest));
    }
}
