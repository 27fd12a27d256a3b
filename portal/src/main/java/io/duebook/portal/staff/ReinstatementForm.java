package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
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
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;

/** Gives a receipt again that was taken back: a chargeback that was won, a debit that went through after all. */
@Route("reinstatements/of")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "payments:write")
class ReinstatementForm extends Screen implements HasUrlParameter<String> {

    private static final int LONGEST_REASON = 500;

    private final transient PaymentsApi payments;
    private final DatePicker day;
    private final TextArea reason = new TextArea(getTranslation("field.reason"));
    private final transient CommandKeys<Reinstatement> keys = new CommandKeys<>();

    ReinstatementForm(Visitor visitor, PaymentsApi payments) {
        this.payments = payments;
        this.day = Dates.field(getTranslation("reversal.again"), visitor.today(), getLocale());
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Payment payment = payments.get(id);
        var back = new Anchor("payments/" + payment.id(), getTranslation("reversal.back"));
        back.addClassName("btn-link");
        head(
                getTranslation("reinstatement.form.title", amounts().text(payment.amount())),
                payment.customer().name(),
                back);
        if (!payment.isReversed()) {
            var box = new Div(
                    nothing(getTranslation("reinstatement.none.title"), getTranslation("reinstatement.none.text")));
            box.addClassName("panel");
            add(box);
            return;
        }
        add(form(), actions(payment));
    }

    private Div form() {
        day.setRequiredIndicatorVisible(true);
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(LONGEST_REASON);
        reason.addClassName("wide");
        var words = new Paragraph(getTranslation("reinstatement.text"));
        words.addClassNames("note", "wide");
        var form = new Div(words, day, reason);
        form.addClassName("form");
        var panel = new Div(form);
        panel.addClassName("panel");
        return panel;
    }

    private Div actions(Payment payment) {
        var save = new Button(getTranslation("reinstatement.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                if (isComplete()) {
                    var wanted =
                            new Reinstatement(day.getValue(), reason.getValue().strip());
                    keys.tell(wanted, key -> payments.reinstate(payment.id(), key, wanted));
                    UI.getCurrent().navigate("payments/" + payment.id());
                }
            } finally {
                save.setEnabled(true);
            }
        });
        var actions = new Div(save);
        actions.addClassName("form-actions");
        return actions;
    }

    private boolean isComplete() {
        day.setErrorMessage(getTranslation("form.required"));
        day.setInvalid(day.getValue() == null);
        reason.setErrorMessage(getTranslation("problem.reason_required"));
        reason.setInvalid(reason.getValue().isBlank());
        return !day.isInvalid() && !reason.isInvalid();
    }
}
