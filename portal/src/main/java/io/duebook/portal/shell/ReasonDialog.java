package io.duebook.portal.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks why, before something in the books is taken back: the audit trail keeps the answer. */
public final class ReasonDialog extends Dialog {

    private static final int LONGEST = 500;

    private record Wanted(String reason, @Nullable LocalDate day) {}

    /** @param doing gets the idempotency key of the intent, and the reason; after a refusal the next try is another one */
    public ReasonDialog(String title, String text, String action, BiConsumer<String, String> doing) {
        this(title, text, action, null, doing);
    }

    /** @param day on which it is taken back, asked for as well; its value is read once it is given */
    public ReasonDialog(
            String title, String text, String action, @Nullable DatePicker day, BiConsumer<String, String> doing) {
        var keys = new CommandKeys<Wanted>();
        setHeaderTitle(title);
        setWidth("32rem");
        var reason = new TextArea(getTranslation("field.reason"));
        reason.setMaxLength(LONGEST);
        reason.setRequiredIndicatorVisible(true);
        reason.setWidthFull();
        var go = new Button(action);
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setDisableOnClick(true);
        go.addClickListener(click -> {
            try {
                if (day != null && day.getValue() == null) {
                    day.setErrorMessage(getTranslation("form.required"));
                    day.setInvalid(true);
                    day.focus();
                    return;
                }
                if (reason.getValue().isBlank()) {
                    reason.setErrorMessage(getTranslation("problem.reason_required"));
                    reason.setInvalid(true);
                    reason.focus();
                    return;
                }
                String said = reason.getValue().strip();
                keys.tell(new Wanted(said, day == null ? null : day.getValue()), key -> doing.accept(key, said));
                close();
            } finally {
                go.setEnabled(true);
            }
        });
        add(new Paragraph(text));
        if (day != null) {
            add(day);
        }
        add(reason);
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), go);
    }
}
