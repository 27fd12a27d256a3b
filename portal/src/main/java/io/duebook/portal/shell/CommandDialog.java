package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * A few fields and the command they make: stays open until it is answered, and keeps its intent's key until then.
 *
 * @param <T> what is asked for; equal ones are one intent
 */
public abstract class CommandDialog<T> extends Dialog {

    protected final transient FieldErrors errors = new FieldErrors();
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
        getFooter()
                .add(
                        new Button(getTranslation("action.cancel"), click -> close()),
                        new CommandButton(action, errors, this::isComplete, this::send).first());
    }

    private void send() {
        T wanted = wanted();
        keys.tell(wanted, key -> send(key, wanted));
        close();
    }

    /** Marks what is missing or wrong, and tells whether nothing is. */
    protected abstract boolean isComplete();

    protected abstract T wanted();

    protected abstract void send(String key, T wanted);
}
