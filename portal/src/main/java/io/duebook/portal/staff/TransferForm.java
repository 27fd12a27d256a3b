package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.TransfersApi;
import io.duebook.portal.api.TransfersApi.NewTransfer;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.staff.Transferable.Kind;
import io.duebook.portal.words.Amounts;
import jakarta.annotation.security.PermitAll;
import java.util.Objects;
import java.util.Optional;

/** Passes a claim or credit of one customer to another, all of it or a part. */
@Route("transfers/new")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"transfers:write", "customers:read"})
class TransferForm extends FormScreen implements AfterNavigationObserver {

    private static final int LONGEST_REASON = 500;

    private final transient TransfersApi transfers;
    private final transient Transferables transferables;
    private final CustomerPicker to;
    private final TextField amount = Fields.figure(getTranslation("field.amount"));
    private final DatePicker day;
    private final TextField reason = new TextField(getTranslation("field.reason"));
    private final transient CommandKeys<NewTransfer> keys = new CommandKeys<>();

    TransferForm(Visitor visitor, TransfersApi transfers, Transferables transferables, CustomersApi customers) {
        this.transfers = transfers;
        this.transferables = transferables;
        this.to = new CustomerPicker(customers);
        this.day = Dates.field(getTranslation("transfer.on"), visitor.today(), getLocale());
        errors.of("to", to)
                .about(to, "same_customer", "customer_outside_group")
                .of("amount", amount)
                .about(amount, "item_settled", "credit_used_up")
                .of("transferred_on", day)
                .about(day, "transferred_too_early", "transferred_in_future")
                .of("reason", reason);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("of")
                .map(transferables::of)
                .ifPresentOrElse(this::show, () -> UI.getCurrent().navigate("transfers"));
    }

    private void show(Transferable what) {
        head(
                getTranslation("transfer.new." + what.kind().word()),
                getTranslation("transfer.new." + what.kind().word() + ".below"),
                action(Documents.address(what.id()), "action.back"));
        if (what.left() == 0) {
            add(box(nothing(
                    getTranslation("transfer.nothing_left.title"), getTranslation("transfer.nothing_left.text"))));
            return;
        }
        add(facts(what), form(what), actions(what));
    }

    private Div facts(Transferable what) {
        return box(new Facts()
                .fact(
                        getTranslation("transfer.from"),
                        new Anchor(
                                "customers/" + what.customer().id(),
                                what.customer().name()))
                .fact(
                        getTranslation("transfer.what"),
                        new Anchor(
                                Documents.address(what.id()),
                                what.number() == null ? getTranslation("payment.staff.link") : what.number()))
                .fact(
                        getTranslation("transfer.left." + what.kind().word()),
                        amounts().text(what.left(), what.currency())));
    }

    private Div form(Transferable what) {
        to.setLabel(getTranslation("transfer.to"));
        to.addClassName("wide");
        if (what.kind() == Kind.CREDIT) {
            to.setHelperText(getTranslation("transfer.to.group"));
        }
        amount.setRequiredIndicatorVisible(true);
        amount.setValue(Amounts.plain(what.left(), what.currency()));
        amount.setSuffixComponent(new Div(what.currency()));
        amount.addClassName("third");
        day.setRequiredIndicatorVisible(true);
        day.addClassName("third");
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(LONGEST_REASON);
        reason.addClassName("wide");
        var form = new Div(to, amount, day, reason);
        form.addClassName("form");
        var panel = new Div(form);
        panel.addClassName("panel");
        var note = new Paragraph(getTranslation("transfer.new." + what.kind().word() + ".note"));
        note.addClassName("note");
        panel.add(note);
        return panel;
    }

    private Div actions(Transferable what) {
        return saving("transfer.save", () -> isComplete(what), () -> {
            NewTransfer wanted = wanted(what);
            UI.getCurrent()
                    .navigate("transfers/"
                            + keys.send(wanted, key -> transfers.transfer(key, wanted))
                                    .id());
        });
    }

    private Optional<Long> amount(Transferable what) {
        return Amounts.read(amount.getValue(), what.currency()).filter(minor -> minor > 0 && minor <= what.left());
    }

    private boolean isComplete(Transferable what) {
        boolean isRight = Fields.require(to);
        isRight &= Fields.mark(
                amount,
                amount(what).isPresent(),
                "transfer.amount.wrong",
                amounts().text(what.left(), what.currency()));
        isRight &= Fields.require(day);
        return isRight & Fields.mark(reason, !reason.getValue().isBlank(), "problem.reason_required");
    }

    private NewTransfer wanted(Transferable what) {
        return new NewTransfer(
                Objects.requireNonNull(to.getValue()).id(),
                what.kind() == Kind.DEBT ? what.id() : null,
                what.credit("pay_"),
                what.credit("crn_"),
                what.credit("chg_"),
                amount(what).orElseThrow(),
                day.getValue(),
                reason.getValue().strip());
    }
}
