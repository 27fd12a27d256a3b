package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.document.DeductionWords;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Translations;
import java.util.function.Consumer;

/** How much of a claim the payer withheld, and why. */
class DeductionFields extends Div {

    private final TextField amount = new TextField(getTranslation("deduction.amount"));
    private final ComboBox<String> reason = new ComboBox<>(getTranslation("deduction.reason"));

    /** @param number of the claim */
    DeductionFields(
            Translations translations,
            DeductionDraft typed,
            String number,
            Consumer<DeductionDraft> changed,
            Runnable removed) {
        addClassName("deduction");
        amount.getElement().setAttribute("inputmode", "decimal");
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        amount.setValue(typed.amount());
        amount.setAriaLabel(getTranslation("deduction.amount.of", number));
        reason.setItems(DeductionWords.USUAL);
        reason.setItemLabelGenerator(code -> DeductionWords.of(translations, code, getLocale()));
        reason.setAllowCustomValue(true);
        reason.addCustomValueSetListener(own -> DeductionDraft.code(own.getDetail())
                .ifPresentOrElse(reason::setValue, () -> Fields.mark(reason, false, "deduction.reason.wrong")));
        reason.setValue(typed.reason());
        reason.setAriaLabel(getTranslation("deduction.reason.of", number));
        amount.addValueChangeListener(change -> changed.accept(draft()));
        reason.addValueChangeListener(change -> changed.accept(draft()));
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> removed.run());
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel(getTranslation("deduction.remove"));
        add(amount, reason, remove);
    }

    private DeductionDraft draft() {
        return new DeductionDraft(amount.getValue(), reason.getValue());
    }

    /** Marks what is wrong. */
    void check(String currency, long most) {
        DeductionDraft typed = draft();
        Fields.mark(amount, typed.minor(currency, most).isPresent(), "deduction.amount.wrong");
        Fields.mark(reason, typed.isReasonRight(), "deduction.reason.wrong");
    }
}
