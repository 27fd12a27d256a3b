package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.api.PaymentsApi.Reinstatement;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import jakarta.annotation.security.PermitAll;

/** Gives a receipt again that was taken back: a chargeback that was won, a debit that went through after all. */
@Route("reinstatements/of")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "payments:write")
class ReinstatementForm extends FormScreen implements HasUrlParameter<String> {

    private final transient PaymentsApi payments;
    private final DatePicker day;
    private final TextArea reason = Fields.reason();
    private final transient CommandKeys<Reinstatement> keys = new CommandKeys<>();

    ReinstatementForm(Visitor visitor, PaymentsApi payments) {
        this.payments = payments;
        this.day = Dates.field(getTranslation("reversal.again"), visitor.today(), getLocale());
        errors.of("reinstated_on", day).of("reason", reason);
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Payment payment = payments.get(id);
        head(
                getTranslation("reinstatement.form.title", amounts().text(payment.amount())),
                payment.customer().name(),
                action("payments/" + payment.id(), "reversal.back"));
        if (!payment.isReversed()) {
            add(box(nothing(getTranslation("reinstatement.none.title"), getTranslation("reinstatement.none.text"))));
            return;
        }
        add(form(), actions(payment));
    }

    private Div form() {
        day.setRequiredIndicatorVisible(true);
        var words = new Paragraph(getTranslation("reinstatement.text"));
        words.addClassNames("note", "wide");
        return box(fields(words, day, reason));
    }

    private Div actions(Payment payment) {
        return saving("reinstatement.save", this::isComplete, () -> {
            var wanted = new Reinstatement(day.getValue(), reason.getValue().strip());
            keys.tell(wanted, key -> payments.reinstate(payment.id(), key, wanted));
            UI.getCurrent().navigate("payments/" + payment.id());
        });
    }

    private boolean isComplete() {
        return Fields.require(day) & Fields.requireReason(reason);
    }
}
