package io.duebook.portal.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Asks why, before something in the books is taken back: the audit trail keeps the answer. */
public final class ReasonDialog extends Dialog {

    private static final int LONGEST = 500;

    /** @param doing gets the idempotency key of this one intent, and the reason */
    public ReasonDialog(String title, String text, String action, BiConsumer<String, String> doing) {
        String key = UUID.randomUUID().toString();
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
                if (reason.getValue().isBlank()) {
                    reason.setErrorMessage(getTranslation("problem.reason_required"));
                    reason.setInvalid(true);
                    reason.focus();
                    return;
                }
                doing.accept(key, reason.getValue().strip());
                close();
            } finally {
                go.setEnabled(true);
            }
        });
        add(new Paragraph(text), reason);
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), go);
    }
}
