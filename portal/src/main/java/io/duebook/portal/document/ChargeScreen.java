package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.ChargesApi.Charge;
import io.duebook.portal.api.ChargesApi.Counted;
import io.duebook.portal.api.ChargesApi.Period;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.document.DisputeDialog.Claim;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One fee, cost or interest claim: what it is for, what is open of it, and how interest was counted. */
@Route("charges")
@PermitAll
@For(scopes = "charges:read")
class ChargeScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient ChargesApi charges;
    private final transient ApprovalsApi approvals;
    private final transient AttachedFiles files;
    private final transient InBase inBase;
    private final transient Disputing disputing;

    ChargeScreen(
            Visitor visitor,
            ChargesApi charges,
            ApprovalsApi approvals,
            AttachedFiles files,
            InBase inBase,
            Disputing disputing) {
        this.visitor = visitor;
        this.charges = charges;
        this.approvals = approvals;
        this.files = files;
        this.inBase = inBase;
        this.disputing = disputing;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(charges.get(id));
    }

    private void show(Charge charge) {
        head(
                getTranslation("charge.title." + charge.kind(), charge.number()),
                visitor.isContact()
                        ? visitor.tenant().name()
                        : charge.customer().name(),
                actions(charge));
        add(facts(charge));
        if (charge.state().matches("open|written_off")) {
            Waiting.notes(this, visitor, approvals, charge.id()).forEach(this::add);
        }
        if (visitor.isContact()) {
            var ended = new EndedWords.Ended(
                    given(charge.writtenOff(), charge.currency()), given(charge.waived(), charge.currency()));
            EndedWords.forContact(this, visitor.tenant().name(), ended).forEach(this::add);
        }
        Counted counted = charge.interest();
        if (counted != null) {
            add(counting(charge, counted));
        }
        files.of(charge.id()).ifPresent(this::add);
    }

    /** What is settled in part is not voided: the button shows once it would work. */
    private Component[] actions(Charge charge) {
        var actions = new ArrayList<Component>();
        if (charge.state().equals("open")) {
            disputing
                    .button(new Claim(
                            charge.customer().id(), charge.id(), charge.number(), charge.open(), charge.currency()))
                    .ifPresent(actions::add);
        }
        if (visitor.may("charges:write") && charge.state().equals("open") && charge.open() == charge.amount()) {
            actions.add(voiding(charge));
        }
        if (visitor.may("charges:write") && charge.state().matches("open|written_off")) {
            var ending = new Anchor(
                    "write_offs/of/" + charge.id(),
                    getTranslation(charge.state().equals("open") ? "write_off.new" : "write_off.waive"));
            ending.addClassName("btn-link");
            actions.add(ending);
        }
        if (visitor.may("payments:write") && charge.state().equals("written_off")) {
            var recover = action("receipts/new?claim=" + charge.id(), "receipt.recovery");
            recover.addClassName("first");
            actions.add(recover);
        }
        if (visitor.may("transfers:write") && charge.state().equals("open")) {
            actions.add(action("transfers/new?of=" + charge.id(), "transfer.new.debt"));
        }
        if (!visitor.isContact() && charge.unapplied() != null && charge.unapplied() > 0) {
            if (visitor.may("transfers:write")) {
                actions.add(action("transfers/new?of=" + charge.id(), "transfer.new.credit"));
            }
            if (visitor.may("refunds:write")) {
                actions.add(action("refunds/of/" + charge.id(), "refund.new"));
            }
            if (visitor.may("allocations:write")) {
                var apply = action("allocations/of/" + charge.id(), "allocation.new");
                apply.addClassName("first");
                actions.add(apply);
            }
        }
        return actions.toArray(Component[]::new);
    }

    private Button voiding(Charge charge) {
        return new Button(getTranslation("invoice.void"), click -> new ReasonDialog(
                        getTranslation("charge.void.title", charge.number()),
                        getTranslation(charge.kind().equals("interest") ? "charge.void.interest" : "charge.void.fee"),
                        getTranslation("invoice.void"),
                        (key, reason) -> show(
                                charges.voidCharge(charge.id(), key, charge.tag(), new InvoicesApi.Reason(reason))))
                .open());
    }

    private Component facts(Charge charge) {
        String currency = charge.currency();
        var facts = new Facts().fact(getTranslation("field.state"), state(charge));
        if (!visitor.isContact()) {
            facts.fact(
                    getTranslation("field.customer"),
                    new Anchor(
                            "customers/" + charge.customer().id(),
                            charge.customer().name()));
        }
        String about = charge.invoice();
        if (about != null) {
            facts.fact(
                    getTranslation("charge.about"),
                    new Anchor(Documents.address(about), String.valueOf(charge.invoiceNumber())));
        }
        facts.fact(getTranslation("field.issue_date"), days().text(charge.issueDate()));
        Long unapplied = charge.unapplied();
        if (unapplied == null) {
            facts.fact(getTranslation("field.due_date"), days().text(charge.dueDate()))
                    .fact(getTranslation("field.amount"), amounts().text(charge.amount(), currency))
                    .fact(getTranslation("field.open"), strong(amounts().text(charge.open(), currency)));
            if (!visitor.isContact()) {
                facts.fact(getTranslation("ended.written_off"), given(charge.writtenOff(), currency))
                        .fact(getTranslation("ended.waived"), given(charge.waived(), currency));
            }
        } else {
            facts.fact(getTranslation("charge.given_back"), strong(amounts().text(charge.amount(), currency)))
                    .fact(
                            getTranslation("field." + audience() + ".unapplied"),
                            amounts().text(unapplied, currency));
        }
        inBase.add(facts, charge.id(), currency);
        return box(facts, why(charge));
    }

    private @Nullable String given(long amount, String currency) {
        return amount == 0 ? null : amounts().text(amount, currency);
    }

    /** In words that whoever pays it understands. */
    private Paragraph why(Charge charge) {
        var words = new Paragraph(getTranslation("charge.why." + charge.kind()));
        words.addClassName("note");
        return words;
    }

    private Component state(Charge charge) {
        Integer daysPastDue = charge.daysPastDue();
        if (charge.flags().contains("payment_processing")) {
            return new Pill(getTranslation("flag.payment_processing"), "neutral");
        }
        return switch (charge.state()) {
            case "open" -> Pill.due(daysPastDue == null ? 0 : daysPastDue);
            case "written_off" -> new Pill(getTranslation("state.written_off"), "neutral");
            case "paid" ->
                charge.waived() == charge.amount()
                        ? new Pill(getTranslation("state.waived"), "neutral")
                        : new Pill(getTranslation("state.paid"), "ok");
            case "void" -> new Pill(getTranslation("state.void"), "neutral");
            default -> new Pill(getTranslation("charge.given_back"), "ok");
        };
    }

    private String audience() {
        return visitor.isContact() ? "contact" : "staff";
    }

    private static Span strong(String text) {
        var span = new Span(text);
        span.addClassName("strong");
        return span;
    }

    private Component counting(Charge charge, Counted counted) {
        String heading = getTranslation("interest.counted", days().text(counted.through()));
        return panel(heading, periods(heading, charge.currency(), charge, counted), rule());
    }

    private Component rule() {
        var rule = new Paragraph(getTranslation("interest.rule"));
        rule.addClassName("note");
        return rule;
    }

    private Table periods(String heading, String currency, Charge charge, Counted counted) {
        var table = new Table(
                heading,
                Column.words(getTranslation("interest.period")),
                Column.figures(getTranslation("interest.days")),
                Column.figures(getTranslation("interest.principal")),
                Column.figures(getTranslation("interest.percent")));
        for (Period period : counted.periods()) {
            table.row(
                    days().text(period.from()) + " – " + days().text(period.to()),
                    period.days(),
                    amounts().text(period.principal(), currency),
                    period.percent() + "%");
        }
        table.sum(getTranslation("interest.total"), "", "", amounts().text(counted.total(), currency));
        table.sum(getTranslation("interest.claimed_before"), "", "", amounts().text(counted.claimedBefore(), currency));
        table.sum(
                getTranslation(charge.unapplied() == null ? "interest.claimed_now" : "charge.given_back"),
                "",
                "",
                amounts().text(charge.amount(), currency));
        return table;
    }
}
