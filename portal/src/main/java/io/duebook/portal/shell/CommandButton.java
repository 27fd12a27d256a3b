package io.duebook.portal.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import io.duebook.portal.api.ApiProblem;
import java.util.function.BooleanSupplier;

/** Sends what fields hold: only what is complete, once at a time, and a refusal is said in the field it is about. */
public final class CommandButton extends Button {

    /** @param isComplete marks what is missing or wrong, and tells whether nothing is */
    public CommandButton(String words, FieldErrors errors, BooleanSupplier isComplete, Runnable sending) {
        super(words);
        setDisableOnClick(true);
        addClickListener(click -> {
            try {
                errors.forget();
                if (isComplete.getAsBoolean()) {
                    sending.run();
                }
            } catch (ApiProblem refused) {
                if (!errors.isTold(refused)) {
                    throw refused;
                }
            } finally {
                setEnabled(true);
            }
        });
    }

    /** What is done here most likely. */
    public CommandButton first() {
        addThemeVariants(ButtonVariant.PRIMARY);
        return this;
    }
}
