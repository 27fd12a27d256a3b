package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.RefundsApi;
import io.duebook.portal.api.RefundsApi.NewRefund;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.staff.Credits.Credit;
import io.duebook.portal.words.Amounts;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.stream.Stream;

/** Gives credit back: what is unapplied first, more only out of claims that are named. */
@Route("refunds/of")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "refunds:write")
class RefundForm extends FormScreen implements HasUrlParameter<String> {

    private static final String PROCESSOR = "processor";
    private static final List<String> BY_HAND = List.of("bank_transfer", "cash", "cheque", "other");

    private final Visitor visitor;
    private final transient RefundsApi refunds;
    private final transient Credits credits;
    private final TextField amount = Fields.figure(getTranslation("field.amount"));
    private final RadioButtonGroup<String> way = new RadioButtonGroup<>();
    private final DatePicker day;
    private final TextArea reason = Fields.reason();
    private final DescriptionList outcome = new DescriptionList();
    private final ChosenParts parts = new ChosenParts(ChosenParts.About.REFUND);
    private final transient CommandKeys<NewRefund> keys = new CommandKeys<>();

    RefundForm(Visitor visitor, RefundsApi refunds, Credits credits) {
        this.visitor = visitor;
        this.refunds = refunds;
        this.credits = credits;
        this.day = Dates.field(getTranslation("refund.on"), visitor.today(), getLocale());
        errors.of("amount", amount).of("method", way).of("refunded_on", day).of("reason", reason);
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Credit credit = credits.of(id);
        String whole = amounts().text(credit.amount(), credit.currency());
        head(
                credit.number() == null
                        ? getTranslation("refund.form.title", whole)
                        : getTranslation("refund.form.title_number", credit.number()),
                credit.customer().name(),
                back(credit));
        if (credit.isGone() || credit.unapplied() + credit.settled() == 0) {
            add(box(nothing(
                    getTranslation("refund.nothing_left.title"),
                    credit.isGone() || credit.exchanged().isEmpty()
                            ? getTranslation("refund.nothing_left.text")
                            : exchanged(credit))));
            return;
        }
        Section claims = panel(getTranslation("refund.parts"), explained(), parts);
        parts.offer(credit.settles(), credit.currency());
        add(form(credit, claims));
        if (!credit.exchanged().isEmpty()) {
            var words = new Paragraph(exchanged(credit));
            words.addClassNames("note", "warn");
            add(words);
        }
        add(claims, actions(credit));
        recount(credit, claims);
    }

    /** What a part of such a claim costs in the money's currency is not for this form to say. */
    private String exchanged(Credit credit) {
        return getTranslation(
                "refund.exchanged", credit.currency(), String.join(getTranslation("list.comma"), credit.exchanged()));
    }

    private Anchor back(Credit credit) {
        return action(Documents.address(credit.id()), "action.back");
    }

    private Paragraph explained() {
        var explained = new Paragraph(getTranslation("refund.parts.text"));
        explained.addClassName("note");
        return explained;
    }

    private Div form(Credit credit, Component claims) {
        amount.setRequiredIndicatorVisible(true);
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        amount.setValue(credit.unapplied() == 0 ? "" : Amounts.plain(credit.unapplied(), credit.currency()));
        amount.setHelperText(getTranslation(
                "refund.at_most",
                amounts().text(credit.unapplied(), credit.currency()),
                amounts().text(credit.settled(), credit.currency())));
        amount.addValueChangeListener(change -> recount(credit, claims));
        way.setLabel(getTranslation("refund.way"));
        way.setItems(
                Stream.concat(credit.cameThroughProcessor() ? Stream.of(PROCESSOR) : Stream.empty(), BY_HAND.stream())
                        .toList());
        way.setItemLabelGenerator(one -> getTranslation("refund.way." + one));
        way.setValue(credit.cameThroughProcessor() ? PROCESSOR : BY_HAND.getFirst());
        way.addValueChangeListener(change -> day.setVisible(isByHand()));
        day.setRequiredIndicatorVisible(true);
        day.setVisible(isByHand());
        outcome.addClassNames("totals", "outcome");
        way.addClassName("wide");
        return box(fields(amount, day, way, reason), outcome);
    }

    private boolean isByHand() {
        return !PROCESSOR.equals(way.getValue());
    }

    private RefundDraft draft(Credit credit) {
        return new RefundDraft(credit.unapplied(), credit.settled(), amount.getValue(), credit.currency());
    }

    private void recount(Credit credit, Component claims) {
        RefundDraft draft = draft(credit);
        claims.setVisible(draft.fromClaims() > 0);
        parts.of(draft.fromClaims(), "");
        outcome.removeAll();
        figure(getTranslation("refund.from_unapplied"), draft.fromUnapplied(), credit);
        figure(getTranslation("refund.from_claims"), draft.fromClaims(), credit);
        figure(getTranslation("refund.given"), draft.amount().orElse(0L), credit);
    }

    private void figure(String name, long minor, Credit credit) {
        outcome.add(new Div(
                new DescriptionList.Term(name),
                new DescriptionList.Description(new Span(amounts().text(minor, credit.currency())))));
    }

    private Div actions(Credit credit) {
        return saving("refund.save", () -> isComplete(credit), () -> {
            NewRefund wanted = wanted(credit);
            keys.tell(wanted, key -> refunds.give(key, wanted));
            UI.getCurrent().navigate(Documents.address(credit.id()));
        });
    }

    private boolean isComplete(Credit credit) {
        RefundDraft draft = draft(credit);
        boolean isAmount = Fields.mark(
                amount,
                draft.amount().isPresent(),
                "write_off.not_that_much",
                amounts().text(draft.most(), credit.currency()));
        boolean isDay = Fields.mark(day, !isByHand() || day.getValue() != null, "form.required");
        boolean isNamed = draft.fromClaims() == 0 || parts.check() && parts.left() == 0;
        if (!isNamed && isAmount) {
            Notice.say(getTranslation("refund.parts.not_all", amounts().text(parts.left(), credit.currency())));
        }
        return Fields.requireReason(reason) & isAmount & isDay & isNamed;
    }

    private NewRefund wanted(Credit credit) {
        RefundDraft draft = draft(credit);
        return new NewRefund(
                credit.payment(),
                credit.creditNote(),
                credit.charge(),
                draft.amount().orElseThrow(),
                isByHand() ? day.getValue() : null,
                way.getValue(),
                draft.fromClaims() == 0 ? List.of() : parts.parts(),
                reason.getValue().strip());
    }
}
