package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.words.Amounts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A few fields and the command they make: stays open until it is answered, and keeps its intent's key until then.
 *
 * @param <T> what is asked for; equal ones are one intent
 */
public abstract class CommandDialog<T> extends Dialog {

    private final transient CommandKeys<T> keys = new CommandKeys<>();

    /**
     * Lays it out; called once, when the fields are there.
     *
     * @param text what it does; null where the title says it
     */
    protected final void ask(String title, @Nullable String text, String action, Component... fields) {
        setHeaderTitle(title);
        setWidth("36rem");
        if (text != null) {
            add(new Paragraph(text));
        }
        var form = new Div(fields);
        form.addClassName("form");
        add(form);
        var go = new Button(action);
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setDisableOnClick(true);
        go.addClickListener(click -> {
            try {
                if (isComplete()) {
                    send();
                }
            } finally {
                go.setEnabled(true);
            }
        });
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), go);
    }

    private void send() {
        T wanted = wanted();
        try {
            keys.tell(wanted, key -> send(key, wanted));
        } catch (ApiProblem refused) {
            if (!isToldInAField(refused)) {
                throw refused;
            }
            return;
        }
        close();
    }

    /** Marks what is missing or wrong, and tells whether nothing is. */
    protected abstract boolean isComplete();

    protected abstract T wanted();

    protected abstract void send(String key, T wanted);

    /** Whether a refusal is about one field, which then says so: see {@link FieldErrors}. */
    protected boolean isToldInAField(ApiProblem refused) {
        return false;
    }

    /** Marks a field, and tells whether it is right. */
    protected final boolean mark(HasValidation field, boolean isRight, String otherwise) {
        return FieldErrors.mark(field, isRight, getTranslation(otherwise));
    }

    /** Empty where nothing, or no amount above zero, is typed. */
    protected static Optional<Long> minor(TextField field, String currency) {
        return Amounts.read(field.getValue(), currency).filter(amount -> amount > 0);
    }

    protected static @Nullable String given(TextField field) {
        return field.getValue().isBlank() ? null : field.getValue().strip();
    }
}
