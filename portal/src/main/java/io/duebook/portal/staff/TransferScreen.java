package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.InvoicesApi.CustomerName;
import io.duebook.portal.api.TransfersApi;
import io.duebook.portal.api.TransfersApi.Transfer;
import io.duebook.portal.api.TransfersApi.Undoing;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One transfer between two customers: what passed, what is left of it, and its undoing. */
@Route("transfers")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "transfers:read")
class TransferScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient TransfersApi transfers;

    TransferScreen(Visitor visitor, TransfersApi transfers) {
        this.visitor = visitor;
        this.transfers = transfers;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(transfers.get(id));
    }

    private void show(Transfer transfer) {
        head(
                getTranslation("transfer.title." + transfer.kind(), text(transfer.amount(), transfer)),
                transfer.from().name() + " → " + transfer.to().name(),
                actions(transfer));
        add(facts(transfer));
    }

    private Component[] actions(Transfer transfer) {
        var actions = new ArrayList<Component>();
        boolean isUnused = transfer.left() > 0 && transfer.left() == transfer.standing();
        if (isUnused && visitor.may("transfers:write")) {
            actions.add(undoing(transfer));
        }
        if (transfer.left() > 0 && transfer.isDebt() && visitor.may("transfers:write")) {
            actions.add(action("transfers/new?of=" + transfer.id(), "transfer.new.debt", false));
        }
        if (transfer.left() > 0 && !transfer.isDebt() && visitor.may("allocations:write")) {
            actions.add(action("allocations/of/" + transfer.id(), "allocation.new", true));
        }
        if (transfer.left() > 0 && transfer.isDebt() && visitor.may("payments:write")) {
            actions.add(action("receipts/new?customer=" + transfer.to().id(), "receipt.new", true));
        }
        return actions.toArray(Component[]::new);
    }

    private Button undoing(Transfer transfer) {
        return new Button(getTranslation("transfer.undo"), click -> new DatedReasonDialog(
                        getTranslation("transfer.undo.title"),
                        getTranslation(
                                "transfer.undo.text." + transfer.kind(),
                                text(transfer.standing(), transfer),
                                transfer.from().name()),
                        getTranslation("transfer.undo"),
                        "transfer.undone_on",
                        visitor.today(),
                        (key, day, reason) -> show(transfers.reverse(transfer.id(), key, new Undoing(day, reason))))
                .open());
    }

    private Component facts(Transfer transfer) {
        Mark mark = TransfersScreen.mark(this, transfer);
        var amount = new Span(text(transfer.amount(), transfer));
        amount.addClassName("strong");
        var panel = new Div(new Facts()
                .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                .fact(getTranslation("transfer.from"), named(transfer.from()))
                .fact(getTranslation("transfer.to"), named(transfer.to()))
                .fact(getTranslation("transfer.what"), what(transfer))
                .fact(getTranslation("transfer.on"), days().text(transfer.transferredOn()))
                .fact(getTranslation("field.amount"), amount)
                .fact(
                        getTranslation("transfer.gone_back"),
                        transfer.standing() == transfer.amount()
                                ? null
                                : text(transfer.amount() - transfer.standing(), transfer))
                .fact(getTranslation("transfer.left." + transfer.kind()), text(transfer.left(), transfer))
                .fact(getTranslation("field.reason"), transfer.reason())
                .fact(getTranslation("transfer.undone_on"), day(transfer)));
        panel.addClassName("panel");
        if (transfer.withPayment()) {
            var note = new Paragraph(getTranslation("transfer.with_payment"));
            note.addClassName("note");
            panel.add(note);
        }
        return panel;
    }

    private @Nullable String day(Transfer transfer) {
        return transfer.reversedOn() == null ? null : days().text(transfer.reversedOn());
    }

    private static Anchor named(CustomerName customer) {
        return new Anchor("customers/" + customer.id(), customer.name());
    }

    private Component what(Transfer transfer) {
        String source = transfer.source();
        String words = transfer.number() == null ? getTranslation("payment.staff.link") : transfer.number();
        return source == null ? new Span(words) : new Anchor(Documents.address(source), words);
    }

    private String text(long minor, Transfer transfer) {
        return amounts().text(minor, transfer.currency());
    }
}
