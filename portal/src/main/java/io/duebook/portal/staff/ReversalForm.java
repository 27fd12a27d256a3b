package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Allocation;
import io.duebook.portal.api.PaymentsApi.NewReversal;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a receipt back: it bounced, was returned or charged back, or never was theirs. */
@Route("reversals/of")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "payments:write")
class ReversalForm extends FormScreen implements HasUrlParameter<String> {

    private static final List<String> KINDS = List.of("return", "chargeback", "mistake");

    private final transient PaymentsApi payments;
    private final RadioButtonGroup<String> kind = new RadioButtonGroup<>();
    private final DatePicker day;
    private final TextField customerFee = Fields.figure(getTranslation("reversal.customer_fee"));
    private final TextField processorFee = Fields.figure(getTranslation("reversal.processor_fee"));
    private final TextArea reason = Fields.reason();
    private final transient CommandKeys<NewReversal> keys = new CommandKeys<>();

    ReversalForm(Visitor visitor, PaymentsApi payments) {
        this.payments = payments;
        this.day = Dates.field(getTranslation("reversal.staff.on"), visitor.today(), getLocale());
        errors.of("reversed_on", day)
                .of("customer_fee", customerFee)
                .of("processor_fee", processorFee)
                .of("reason", reason);
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Payment payment = payments.get(id);
        head(
                getTranslation("reversal.form.title", amounts().text(payment.amount())),
                payment.customer().name(),
                back(payment));
        if (payment.isReversed()) {
            add(box(nothing(getTranslation("reversal.done.title"), getTranslation("reversal.done.text"))));
            return;
        }
        add(form(payment), opensAgain(payment), actions(payment));
    }

    private Anchor back(Payment payment) {
        return action("payments/" + payment.id(), "reversal.back");
    }

    private Div form(Payment payment) {
        kind.setLabel(getTranslation("reversal.why"));
        kind.setItems(KINDS);
        kind.setItemLabelGenerator(one -> getTranslation("reversal.kind.choice." + one));
        kind.setValue(likely(payment.method()));
        day.setRequiredIndicatorVisible(true);
        customerFee.setHelperText(getTranslation("reversal.customer_fee.help"));
        processorFee.setHelperText(getTranslation("reversal.processor_fee.help"));
        for (TextField fee : List.of(customerFee, processorFee)) {
            fee.addClassName("third");
        }
        day.addClassName("third");
        kind.addClassName("wide");
        return box(fields(kind, day, customerFee, processorFee, reason));
    }

    /** What happens to money that came this way. */
    private static String likely(String method) {
        return switch (method) {
            case "card", "wallet" -> "chargeback";
            case "cheque", "direct_debit", "bill" -> "return";
            default -> "mistake";
        };
    }

    private Component opensAgain(Payment payment) {
        String heading = getTranslation("reversal.opens_again");
        List<Allocation> standing = payment.allocations().stream()
                .filter(allocation -> !allocation.reversed())
                .toList();
        if (standing.isEmpty()) {
            return panel(
                    heading,
                    nothing(
                            getTranslation("reversal.opens_nothing.title"),
                            getTranslation("reversal.opens_nothing.text")));
        }
        String currency = payment.amount().currency();
        var table = new Table(
                heading,
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE));
        standing.forEach(allocation -> table.row(
                new Anchor(Documents.address(allocation.invoice()), allocation.number()),
                amounts().text(allocation.amount(), allocation.currency())));
        var panel = panel(heading, table);
        if (payment.unapplied() > 0) {
            var note = new Paragraph(
                    getTranslation("reversal.credit_gone", amounts().text(payment.unapplied(), currency)));
            note.addClassName("note");
            panel.add(note);
        }
        return panel;
    }

    private Div actions(Payment payment) {
        return saving("reversal.save", () -> isComplete(payment), () -> {
            NewReversal wanted = wanted(payment);
            keys.tell(wanted, key -> payments.reverse(payment.id(), key, wanted));
            UI.getCurrent().navigate("payments/" + payment.id());
        });
    }

    private boolean isComplete(Payment payment) {
        boolean isRight = Fields.require(day) & Fields.requireReason(reason);
        for (TextField fee : List.of(customerFee, processorFee)) {
            isRight &= Fields.mark(fee, fee.getValue().isBlank() || minor(fee, payment) != null, "form.not_an_amount");
        }
        return isRight;
    }

    private static @Nullable Long minor(TextField fee, Payment payment) {
        return Fields.minor(fee, payment.amount().currency()).orElse(null);
    }

    private NewReversal wanted(Payment payment) {
        return new NewReversal(
                kind.getValue(),
                day.getValue(),
                minor(customerFee, payment),
                minor(processorFee, payment),
                reason.getValue().strip());
    }
}
