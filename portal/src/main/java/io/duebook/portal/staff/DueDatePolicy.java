package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.duebook.portal.shell.FieldErrors;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When it is due what says nothing else: the usual terms, and what becomes of weekends. */
class DueDatePolicy extends Div {

    private final RadioButtonGroup<String> weekendShift = new RadioButtonGroup<>();
    private final transient TermsFields terms = new TermsFields(this, List.of(TermsFields.NONE), () -> {});

    DueDatePolicy(boolean isEditable) {
        weekendShift.setLabel(getTranslation("policies.weekend_shift"));
        weekendShift.setItems("none", "following", "preceding");
        weekendShift.setItemLabelGenerator(word -> getTranslation("policies.weekend_shift." + word));
        weekendShift.setHelperText(getTranslation("policies.weekend_shift.help"));
        weekendShift.setReadOnly(!isEditable);
        weekendShift.addClassName("wide");
        terms.terms().setLabel(getTranslation("policies.terms"));
        terms.terms().setHelperText(getTranslation("policies.terms.help"));
        terms.setReadOnly(!isEditable);
        for (HasStyle field : List.of(terms.terms(), terms.percent(), terms.days())) {
            field.addClassName("third");
        }
        addClassName("form");
        add(terms.terms(), terms.percent(), terms.days(), weekendShift);
    }

    /** What the API finds wrong with it is said there. */
    void tell(FieldErrors errors) {
        errors.of("terms", terms.terms()).of("weekend_shift", weekendShift);
    }

    /** @param usual a word, or an object with the discount; null: each invoice must say */
    void show(@Nullable Object usual, String shift) {
        terms.show(DiscountDraft.of(Objects.requireNonNullElse(usual, TermsFields.NONE)));
        weekendShift.setValue(shift);
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        return terms.check();
    }

    @Nullable
    Object terms() {
        return terms.askedIfAny();
    }

    String weekendShift() {
        return weekendShift.getValue();
    }
}
