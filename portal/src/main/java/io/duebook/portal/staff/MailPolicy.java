package io.duebook.portal.staff;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.PoliciesApi.Mail;
import io.duebook.portal.shell.FieldErrors;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Under which name mails to customers come, and where answers go. */
class MailPolicy extends Div {

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_ADDRESS = 254;

    private final TextField senderName = new TextField(getTranslation("policies.mail.sender_name"));
    private final EmailField replyTo = new EmailField(getTranslation("policies.mail.reply_to"));

    /** @param name of the tenant, under which they come where nothing else is said */
    MailPolicy(String name, boolean isEditable) {
        senderName.setMaxLength(LONGEST_NAME);
        senderName.setPlaceholder(name);
        senderName.setReadOnly(!isEditable);
        replyTo.setMaxLength(LONGEST_ADDRESS);
        replyTo.setHelperText(getTranslation("policies.mail.reply_to.help"));
        replyTo.setReadOnly(!isEditable);
        replyTo.setI18n(new EmailField.EmailFieldI18n().setPatternErrorMessage(getTranslation("policies.mail.wrong")));
        var explained = new Paragraph(getTranslation("policies.mail.text"));
        explained.addClassNames("muted", "wide");
        addClassName("form");
        add(explained, senderName, replyTo);
    }

    /** What the API finds wrong with it is said there. */
    void tell(FieldErrors errors) {
        errors.of("mail/sender_name", senderName).of("mail/reply_to", replyTo);
    }

    void show(Mail inForce) {
        senderName.setValue(Objects.requireNonNullElse(inForce.senderName(), ""));
        replyTo.setValue(Objects.requireNonNullElse(inForce.replyTo(), ""));
    }

    /** Whether nothing is wrong; the fields mark what is. */
    boolean check() {
        return !replyTo.isInvalid() && !senderName.isInvalid();
    }

    Mail wanted() {
        return new Mail(given(senderName.getValue()), given(replyTo.getValue()));
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
