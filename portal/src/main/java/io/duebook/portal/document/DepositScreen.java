package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.api.DepositsApi.Kept;
import io.duebook.portal.api.DepositsApi.Line;
import io.duebook.portal.api.DepositsApi.Releasing;
import io.duebook.portal.api.InvoicesApi.Reason;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.document.KeepingDialog.Pair;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pages;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** One deposit: what is asked for, the money that is kept for it, and the invoices that take it. */
@Route("deposits")
@PermitAll
@For(scopes = "deposits:read")
class DepositScreen extends Screen implements HasUrlParameter<String> {

    private static final int MOST_OFFERED = 200;

    private final Visitor visitor;
    private final transient DepositsApi deposits;
    private final transient PaymentsApi payments;
    private final transient AttachedFiles files;

    DepositScreen(Visitor visitor, DepositsApi deposits, PaymentsApi payments, AttachedFiles files) {
        this.visitor = visitor;
        this.deposits = deposits;
        this.payments = payments;
        this.files = files;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(deposits.get(id));
    }

    private void show(Deposit deposit) {
        String audience = visitor.isContact() ? "contact" : "staff";
        head(
                getTranslation("deposit." + audience + ".title", deposit.number()),
                visitor.isContact()
                        ? visitor.tenant().name()
                        : deposit.customer().name(),
                visitor.isContact() ? new Component[0] : actions(deposit));
        add(
                facts(deposit, audience),
                panel(getTranslation("invoice.lines"), lines(deposit)),
                panel(getTranslation("deposit." + audience + ".payments"), kept(deposit, audience)));
        if (!deposit.invoices().isEmpty()) {
            add(panel(getTranslation("deposit." + audience + ".invoices"), invoices(deposit)));
        }
        files.of(deposit.id()).ifPresent(this::add);
    }

    private Component[] actions(Deposit deposit) {
        var actions = new ArrayList<Component>();
        if (deposit.isVoid()) {
            return new Component[0];
        }
        boolean mayWrite = visitor.may("deposits:write");
        if (mayWrite && deposit.received() == 0 && deposit.held() == 0) {
            actions.add(voiding(deposit));
        }
        if (mayWrite && deposit.isAskedFor() && visitor.may("payments:read")) {
            actions.add(new Button(getTranslation("deposit.keep"), click -> keep(deposit)));
        }
        boolean isAsking = deposit.isAskedFor() && mayWrite && visitor.may("payments:write");
        if (isAsking) {
            actions.add(action("receipts/new?deposit=" + deposit.id(), "receipt.new", deposit.held() == 0));
        }
        if (visitor.may("invoices:write") && deposit.held() > 0) {
            actions.add(action("invoices/new?deposit=" + deposit.id(), "deposit.invoice", true));
        }
        return actions.toArray(Component[]::new);
    }

    private Button voiding(Deposit deposit) {
        return new Button(getTranslation("deposit.void"), click -> new ReasonDialog(
                        getTranslation("deposit.void.title", deposit.number()),
                        getTranslation("deposit.void.text"),
                        getTranslation("deposit.void"),
                        (key, reason) ->
                                show(deposits.voidDeposit(deposit.id(), key, deposit.tag(), new Reason(reason))))
                .open());
    }

    /** Offers what is unapplied of the customer's receipts in this currency, the newest first. */
    private void keep(Deposit deposit) {
        Set<String> known = deposit.payments().stream().map(Kept::payment).collect(Collectors.toSet());
        Map<Pair, String> choices = new LinkedHashMap<>();
        Pages.all((cursor, limit) -> payments.list(deposit.customer().id(), null, null, true, cursor, limit))
                .filter(payment ->
                        payment.amount().currency().equals(deposit.currency()) && !known.contains(payment.id()))
                .limit(MOST_OFFERED)
                .forEach(payment -> choices.put(new Pair(deposit.id(), payment.id()), words(payment)));
        if (choices.isEmpty()) {
            Notice.say(getTranslation("deposit.keep.nothing"));
        } else {
            new KeepingDialog(deposits, getTranslation("deposit.keep.which_receipt"), choices, this::show).open();
        }
    }

    private String words(Payment payment) {
        String unapplied = amounts().text(payment.unapplied(), payment.amount().currency());
        return payment.reference() == null
                ? days().text(payment.receivedOn()) + " · " + unapplied
                : days().text(payment.receivedOn()) + " · " + unapplied + " · " + payment.reference();
    }

    private Component facts(Deposit deposit, String audience) {
        Mark mark = DepositWords.mark(this, deposit, visitor.today());
        var total = new Span(amounts().text(deposit.total(), deposit.currency()));
        total.addClassName("strong");
        var facts = new Facts().fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()));
        if (!visitor.isContact()) {
            facts.fact(
                    getTranslation("field.customer"),
                    new Anchor(
                            "customers/" + deposit.customer().id(),
                            deposit.customer().name()));
        }
        facts.fact(getTranslation("field.issue_date"), days().text(deposit.issueDate()))
                .fact(getTranslation("field.due_date"), days().text(deposit.dueDate()))
                .fact(getTranslation("field.reference"), deposit.reference())
                .fact(getTranslation("field.total"), total)
                .fact(
                        getTranslation("deposit." + audience + ".received"),
                        amounts().text(deposit.received(), deposit.currency()))
                .fact(
                        getTranslation("deposit." + audience + ".held"),
                        amounts().text(deposit.held(), deposit.currency()))
                .fact(getTranslation("deposit.used"), amounts().text(deposit.used(), deposit.currency()))
                .fact(
                        getTranslation("deposit.void_on"),
                        deposit.voidOn() == null ? null : days().text(deposit.voidOn()));
        var says = new Paragraph(getTranslation(
                "deposit." + audience + ".says." + (deposit.isAskedFor() ? "asked" : deposit.state()),
                amounts().text(deposit.missing(), deposit.currency()),
                deposit.number()));
        says.addClassName("note");
        return box(facts, says);
    }

    private Component lines(Deposit deposit) {
        var table = new LinesTable(deposit.currency());
        for (Line line : deposit.lines()) {
            table.line(line.description(), line.quantity(), line.unitAmount(), line.taxRate(), line.net());
        }
        table.net(deposit.net());
        deposit.taxes().forEach(tax -> table.tax(tax.rate(), tax.net(), tax.tax()));
        table.total("field.total", deposit.total());
        return table;
    }

    private Component kept(Deposit deposit, String audience) {
        if (deposit.payments().isEmpty()) {
            return nothing(
                    getTranslation("deposit." + audience + ".unpaid.title"),
                    getTranslation("deposit." + audience + ".unpaid.text"));
        }
        boolean mayRelease = !visitor.isContact()
                && visitor.may("deposits:write")
                && !deposit.isVoid()
                && deposit.payments().stream().anyMatch(payment -> payment.used() == 0);
        var columns = new ArrayList<>(List.of(
                Column.words(getTranslation("field." + audience + ".received_on"))
                        .at(Place.TITLE),
                Column.figures(getTranslation("field.amount")),
                Column.figures(getTranslation("deposit." + audience + ".held")).at(Place.FIGURE),
                Column.figures(getTranslation("deposit.used"))));
        if (mayRelease) {
            columns.add(Column.words(getTranslation("people.actions")));
        }
        var table = new Table(getTranslation("deposit." + audience + ".payments"), columns.toArray(Column[]::new));
        for (Kept payment : deposit.payments()) {
            var cells = new ArrayList<Object>(List.of(
                    visitor.may("payments:read")
                            ? new Anchor("payments/" + payment.payment(), days().text(payment.receivedOn()))
                            : days().text(payment.receivedOn()),
                    amounts().text(payment.amount(), deposit.currency()),
                    amounts().text(payment.unapplied(), deposit.currency()),
                    amounts().text(payment.used(), deposit.currency())));
            if (mayRelease) {
                cells.add(payment.used() == 0 ? releasing(deposit, payment) : new Span());
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private Button releasing(Deposit deposit, Kept payment) {
        var release = new Button(getTranslation("deposit.release"), click -> new ReasonDialog(
                        getTranslation("deposit.release.title"),
                        getTranslation("deposit.release.text"),
                        getTranslation("deposit.release"),
                        (key, reason) ->
                                show(deposits.release(deposit.id(), key, new Releasing(payment.payment(), reason))))
                .open());
        release.addThemeVariants(ButtonVariant.SMALL);
        return release;
    }

    private Component invoices(Deposit deposit) {
        var links = new Div();
        links.addClassName("group-members");
        deposit.invoices()
                .forEach(taking -> links.add(new Anchor(
                        "invoices/" + taking.invoice(),
                        Objects.requireNonNullElse(taking.number(), getTranslation("invoice.unnumbered")))));
        return links;
    }
}
