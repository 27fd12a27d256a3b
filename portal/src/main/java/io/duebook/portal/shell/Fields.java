package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.words.Amounts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every form and dialog does with its fields: makes those that are alike everywhere, marks them, reads them. */
public final class Fields {

    private static final int LONGEST_REASON = 500;

    private Fields() {}

    /** Takes an amount, a rate or another figure. */
    public static TextField figure(String label) {
        TextField field = figure();
        field.setLabel(label);
        return field;
    }

    /** The same where something else says what it is. */
    public static TextField figure() {
        var field = new TextField();
        field.getElement().setAttribute("inputmode", "decimal");
        return field;
    }

    /** Takes why something is done, as wide as its form: the audit trail keeps it. */
    public static TextArea reason() {
        var reason = new TextArea();
        reason.setLabel(reason.getTranslation("field.reason"));
        reason.setMaxLength(LONGEST_REASON);
        reason.setRequiredIndicatorVisible(true);
        reason.addClassName("wide");
        return reason;
    }

    /**
     * Marks a field, and tells whether it is right.
     *
     * @param otherwise the key of what is said where it is not
     */
    public static <F extends Component & HasValidation> boolean mark(
            F field, boolean isRight, String otherwise, Object... params) {
        field.setErrorMessage(field.getTranslation(otherwise, params));
        field.setInvalid(!isRight);
        return isRight;
    }

    /** Marks a field in which nothing is, and tells whether there is something. */
    public static <F extends Component & HasValidation & HasValue<?, ?>> boolean require(F field) {
        return mark(field, !field.isEmpty(), "form.required");
    }

    /** The same of why something is done. */
    public static boolean requireReason(TextArea reason) {
        return mark(reason, !reason.getValue().isBlank(), "problem.reason_required");
    }

    /** Empty where nothing, or no amount above zero, is typed; or where the currency is yet to be chosen. */
    public static Optional<Long> minor(TextField field, @Nullable String currency) {
        return currency == null
                ? Optional.empty()
                : Amounts.read(field.getValue(), currency).filter(amount -> amount > 0);
    }

    /** What is typed; null where that is nothing. */
    public static @Nullable String given(HasValue<?, String> field) {
        return given(field.getValue());
    }

    public static @Nullable String given(String typed) {
        return typed.isBlank() ? null : typed.strip();
    }
}
