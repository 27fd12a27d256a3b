package io.duebook.portal.staff;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.PoliciesApi.Policies;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Amounts;
import java.util.Objects;
import java.util.Optional;

/** What money settles where nobody says it: in which order, whether credit is used by itself, what is small enough. */
class SettlementPolicy extends Div {

    /** In minor units. */
    private static final long MOST_TOLERATED = 1_000_000;

    private final String currency;
    private final RadioButtonGroup<String> order = new RadioButtonGroup<>();
    private final Checkbox applyCredits = new Checkbox(getTranslation("policies.apply_credits"));
    private final TextField tolerance = Fields.figure(getTranslation("policies.tolerance"));

    /** @param currency in which the tolerance is shown; it counts in each document's own */
    SettlementPolicy(String currency, boolean isEditable) {
        this.currency = currency;
        order.setAriaLabel(getTranslation("policies.settlement"));
        order.setItems("oldest_first", "statutory");
        order.setItemLabelGenerator(word -> getTranslation("policies.settlement." + word));
        order.setReadOnly(!isEditable);
        var explained = new Paragraph(getTranslation("policies.settlement.text"));
        explained.addClassName("muted");
        applyCredits.setReadOnly(!isEditable);
        tolerance.setReadOnly(!isEditable);
        tolerance.setHelperText(getTranslation("policies.tolerance.help", currency));
        order.addClassName("wide");
        explained.addClassName("wide");
        applyCredits.addClassName("wide");
        tolerance.addClassName("third");
        addClassName("form");
        add(order, explained, applyCredits, tolerance);
    }

    /** What the API finds wrong with it is said there. */
    void tell(FieldErrors errors) {
        errors.of("settlement", order).of("apply_credits", applyCredits).of("tolerance", tolerance);
    }

    void show(Policies inForce) {
        order.setValue(Objects.requireNonNull(inForce.settlement()));
        applyCredits.setValue(inForce.applyCredits());
        tolerance.setValue(Amounts.plain(inForce.tolerance(), currency));
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        return Fields.mark(
                tolerance,
                tolerated().isPresent(),
                "policies.tolerance.wrong",
                Amounts.in(getLocale()).text(MOST_TOLERATED, currency));
    }

    private Optional<Long> tolerated() {
        return Amounts.read(tolerance.getValue(), currency).filter(minor -> minor >= 0 && minor <= MOST_TOLERATED);
    }

    String order() {
        return order.getValue();
    }

    boolean appliesCredits() {
        return applyCredits.getValue();
    }

    /** In minor units; only after {@link #check}. */
    long tolerance() {
        return tolerated().orElseThrow();
    }
}
