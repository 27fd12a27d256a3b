package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.TermsWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms of payment, and the discount for paying early that goes with them, as fields of a form. */
final class TermsFields {

    /** Those that are agreed with the customer, else the tenant's. */
    static final String AS_AGREED = "as_agreed";

    /** Those of the tenant's policy. */
    static final String OF_THE_TENANT = "of_the_tenant";

    /** No usual ones: each invoice says its own. */
    static final String NONE = "none";

    static final List<String> USUAL =
            List.of("net_0", "net_7", "net_14", "net_30", "net_45", "net_60", "net_90", "eom_0", "eom_15");

    private final Component on;
    private final Select<String> terms = new Select<>();
    private final TextField percent;
    private final TextField days;
    private final List<String> choices;

    /**
     * @param others what else may be chosen instead of terms; then there is no discount, for it would have no terms to
     *     stand in
     */
    TermsFields(Component on, List<String> others, Runnable changed) {
        this.on = on;
        this.choices = new ArrayList<>(USUAL);
        choices.addAll(others);
        terms.setLabel(on.getTranslation("field.terms"));
        terms.setItems(choices);
        terms.setItemLabelGenerator(
                code -> DueDay.isTerms(code) ? TermsWords.of(on, code) : on.getTranslation("terms." + code));
        terms.setValue("net_30");
        percent = new TextField(on.getTranslation("invoice.discount.percent"));
        days = new TextField(on.getTranslation("invoice.discount.days"));
        percent.setHelperText(on.getTranslation("invoice.discount.help"));
        terms.addValueChangeListener(change -> {
            percent.setEnabled(DueDay.isTerms(change.getValue()));
            days.setEnabled(DueDay.isTerms(change.getValue()));
            changed.run();
        });
        for (TextField field : List.of(percent, days)) {
            field.getElement().setAttribute("inputmode", "decimal");
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(change -> changed.run());
        }
    }

    Select<String> terms() {
        return terms;
    }

    TextField percent() {
        return percent;
    }

    TextField days() {
        return days;
    }

    /** Puts in what is agreed, also terms that are not usual. */
    void show(DiscountDraft agreed) {
        if (!choices.contains(agreed.terms())) {
            choices.addFirst(agreed.terms());
            terms.setItems(choices);
        }
        terms.setValue(agreed.terms());
        percent.setValue(agreed.percent());
        days.setValue(agreed.days());
    }

    String chosen() {
        return terms.getValue();
    }

    DiscountDraft typed() {
        return DueDay.isTerms(chosen())
                ? new DiscountDraft(chosen(), percent.getValue(), days.getValue())
                : new DiscountDraft(chosen(), "", "");
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        DiscountDraft typed = typed();
        return Fields.mark(percent, typed.isPercentRight(), "invoice.discount.percent.wrong")
                & Fields.mark(days, typed.areDaysRight(), "invoice.discount.days.wrong");
    }

    void setReadOnly(boolean isReadOnly) {
        terms.setReadOnly(isReadOnly);
        percent.setReadOnly(isReadOnly);
        days.setReadOnly(isReadOnly);
    }

    /** The same, and null where no terms are chosen. */
    @Nullable
    Object askedIfAny() {
        return DueDay.isTerms(chosen()) ? asked() : null;
    }

    /** A word, or an object with the discount. */
    Object asked() {
        return typed().asked().map(Object.class::cast).orElse(chosen());
    }
}
