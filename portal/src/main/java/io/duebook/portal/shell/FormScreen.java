package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.function.BooleanSupplier;

/** A screen on which fields make a command; what is refused is said in the field it is about. */
public abstract class FormScreen extends Screen {

    protected final transient FieldErrors errors = new FieldErrors();

    /** In columns: a field takes half of the width unless its class says {@code third} or {@code wide}. */
    protected static Div fields(Component... fields) {
        var form = new Div(fields);
        form.addClassName("form");
        return form;
    }

    /**
     * The button that sends it.
     *
     * @param key of what it says
     * @param isComplete marks what is missing or wrong, and tells whether nothing is
     */
    protected final CommandButton command(String key, BooleanSupplier isComplete, Runnable sending) {
        return new CommandButton(getTranslation(key), errors, isComplete, sending);
    }

    /** The last line of the form, with that button alone. */
    protected final Div saving(String key, BooleanSupplier isComplete, Runnable sending) {
        return buttons(command(key, isComplete, sending).first());
    }

    protected static Div buttons(Component... buttons) {
        var actions = new Div(buttons);
        actions.addClassName("form-actions");
        return actions;
    }
}
