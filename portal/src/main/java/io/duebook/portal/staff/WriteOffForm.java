package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.ChargesApi.Charge;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Ended;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.api.InvoicesApi.Waiver;
import io.duebook.portal.api.InvoicesApi.WriteOff;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.staff.EndingDraft.Way;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Languages;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes off or waives an invoice or charge, or a part of it, or asks for the second person's word that this needs. */
@Route("write_offs/of")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "invoices:write")
class WriteOffForm extends FormScreen implements HasUrlParameter<String> {

    private static final String CHARGE = "chg_";

    private final Visitor visitor;
    private final transient InvoicesApi invoices;
    private final transient ChargesApi charges;
    private final transient PoliciesApi policies;
    private final RadioButtonGroup<Way> way = new RadioButtonGroup<>();
    private final Paragraph meaning = new Paragraph();
    private final TextField amount = Fields.figure(getTranslation("field.amount"));
    private final DatePicker day;
    private final TextArea reason = Fields.reason();
    private final DescriptionList outcome = new DescriptionList();
    private String tax = "";
    private final transient CommandKeys<Record> keys = new CommandKeys<>();

    /** What an invoice and a charge have in common; amounts in minor units. */
    private record Claim(
            String id,
            String number,
            String customer,
            String state,
            long open,
            long writtenOff,
            String currency,
            String tag) {}

    WriteOffForm(Visitor visitor, InvoicesApi invoices, ChargesApi charges, PoliciesApi policies) {
        this.visitor = visitor;
        this.invoices = invoices;
        this.charges = charges;
        this.policies = policies;
        LocalDate today = visitor.today();
        this.day = Dates.field(getTranslation("write_off.on"), today, getLocale());
        errors.of("amount", amount)
                .of("written_off_on", day)
                .of("waived_on", day)
                .of("reason", reason);
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Claim claim = claim(id);
        head(getTranslation("write_off.form.title", claim.number()), claim.customer(), back(claim));
        List<Way> ways = ways(claim);
        if (ways.isEmpty()) {
            add(box(nothing(
                    getTranslation("write_off.nothing_left.title"), getTranslation("write_off.nothing_left.text"))));
            return;
        }
        tax = tax();
        add(form(claim, ways), actions(claim));
        recount(claim);
    }

    private Claim claim(String id) {
        if (id.startsWith(CHARGE)) {
            Charge charge = charges.get(id);
            return new Claim(
                    id,
                    charge.number(),
                    charge.customer().name(),
                    charge.state(),
                    charge.open(),
                    charge.writtenOff(),
                    charge.currency(),
                    charge.tag());
        }
        Invoice invoice = invoices.get(id);
        return new Claim(
                id,
                Objects.requireNonNullElse(invoice.number(), getTranslation("invoice.unnumbered")),
                invoice.customer().name(),
                invoice.state(),
                invoice.open(),
                invoice.settled().writtenOff(),
                invoice.currency(),
                invoice.tag());
    }

    /** What is off the books can only be waived. */
    private static List<Way> ways(Claim claim) {
        if (claim.state().equals("open")) {
            return List.of(Way.values());
        }
        return claim.state().equals("written_off") ? List.of(Way.WAIVER) : List.of();
    }

    private Anchor back(Claim claim) {
        return action(Documents.address(claim.id()), "action.back");
    }

    private Div form(Claim claim, List<Way> ways) {
        way.setLabel(getTranslation("write_off.way"));
        way.setItems(ways);
        way.setItemLabelGenerator(one -> getTranslation("write_off.way." + one.word()));
        way.setValue(ways.getFirst());
        way.addValueChangeListener(change -> {
            amount.setValue(Amounts.plain(draft(claim).most(), claim.currency()));
            recount(claim);
        });
        amount.setRequiredIndicatorVisible(true);
        amount.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        amount.setValue(Amounts.plain(draft(claim).most(), claim.currency()));
        amount.addValueChangeListener(change -> recount(claim));
        day.setRequiredIndicatorVisible(true);
        outcome.addClassNames("totals", "outcome");
        meaning.addClassNames("note", "wide");
        meaning.getElement().setAttribute("role", "status");
        way.addClassName("wide");
        return box(fields(way, meaning, amount, day, reason), outcome);
    }

    private EndingDraft draft(Claim claim) {
        return new EndingDraft(way.getValue(), claim.open(), claim.writtenOff(), amount.getValue(), claim.currency());
    }

    private void recount(Claim claim) {
        EndingDraft draft = draft(claim);
        meaning.setText(Stream.of(
                        getTranslation("write_off.means." + draft.way().word()),
                        draft.way() == Way.WRITE_OFF ? tax : "",
                        getTranslation("write_off.second_person"))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(Languages.isChinese(getLocale()) ? "" : " ")));
        outcome.removeAll();
        figure(getTranslation("write_off.open_now"), claim.open(), claim.currency());
        figure(getTranslation("write_off.off_then"), draft.offTheBooks(), claim.currency());
        figure(getTranslation("write_off.stays_open"), draft.staysOpen(), claim.currency());
    }

    /** Whether the tax in it is got back; whoever may not read the policies is not told. */
    private String tax() {
        PoliciesApi.WriteOff policy = visitor.may("policies:read")
                ? Objects.requireNonNull(policies.get().getBody()).writeOff()
                : null;
        if (policy == null) {
            return "";
        }
        return getTranslation(policy.taxRelief() ? "write_off.with_tax_relief" : "write_off.without_tax_relief");
    }

    private void figure(String name, long minor, String currency) {
        outcome.add(new Div(
                new DescriptionList.Term(name),
                new DescriptionList.Description(new Span(amounts().text(minor, currency)))));
    }

    private Div actions(Claim claim) {
        return saving("write_off.save", () -> isComplete(claim), () -> show(claim, end(claim)));
    }

    private boolean isComplete(Claim claim) {
        EndingDraft draft = draft(claim);
        boolean isRight = Fields.mark(
                amount,
                draft.amount().isPresent(),
                "write_off.not_that_much",
                amounts().text(draft.most(), claim.currency()));
        return isRight & Fields.require(day) & Fields.requireReason(reason);
    }

    private Ended end(Claim claim) {
        long part = draft(claim).amount().orElseThrow();
        LocalDate on = day.getValue();
        String why = reason.getValue().strip();
        boolean isCharge = claim.id().startsWith(CHARGE);
        return switch (way.getValue()) {
            case WRITE_OFF -> {
                var asked = new WriteOff(part, on, why);
                yield keys.send(
                        asked,
                        key -> isCharge
                                ? charges.writeOff(claim.id(), key, claim.tag(), asked)
                                : invoices.writeOff(claim.id(), key, claim.tag(), asked));
            }
            case WAIVER -> {
                var asked = new Waiver(part, on, why);
                yield keys.send(
                        asked,
                        key -> isCharge
                                ? charges.waive(claim.id(), key, claim.tag(), asked)
                                : invoices.waive(claim.id(), key, claim.tag(), asked));
            }
        };
    }

    private static void show(Claim claim, Ended ended) {
        UI.getCurrent()
                .navigate(ended.approval() == null ? Documents.address(claim.id()) : "approvals/" + ended.approval());
    }
}
