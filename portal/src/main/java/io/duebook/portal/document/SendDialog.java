package io.duebook.portal.document;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.EmailField;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.api.StatementsApi.Frozen;
import io.duebook.portal.api.StatementsApi.Mail;
import io.duebook.portal.api.StatementsApi.Recipient;
import io.duebook.portal.api.StatementsApi.Sending;
import io.duebook.portal.api.StatementsApi.Sent;
import io.duebook.portal.shell.CommandDialog;
import java.util.List;
import java.util.function.Consumer;

/** Mails a statement: to the customer's contacts, or to one address; what will be said is shown first. */
class SendDialog extends CommandDialog<Sending> {

    private static final int LONGEST_ADDRESS = 254;

    private final transient StatementsApi statements;
    private final transient Consumer<Sent> afterwards;
    private final String id;
    private final EmailField recipient = new EmailField(getTranslation("message.recipient"));

    SendDialog(StatementsApi statements, Frozen statement, Consumer<Sent> afterwards) {
        this.statements = statements;
        this.afterwards = afterwards;
        this.id = statement.id();
        recipient.setMaxLength(LONGEST_ADDRESS);
        recipient.setHelperText(getTranslation("statement.send.recipient.help"));
        recipient.setI18n(
                new EmailField.EmailFieldI18n().setPatternErrorMessage(getTranslation("policies.mail.wrong")));
        recipient.addClassName("wide");
        errors.of("recipients", recipient).about(recipient, "no_recipient");
        Mail mail = statements.mail(id);
        var preview = new Div(MessageWords.preview(this, mail.language(), mail.subject(), mail.html()));
        preview.addClassName("wide");
        ask(
                getTranslation("statement.send.title", statement.number()),
                getTranslation("statement.send.text", statement.customerName()),
                getTranslation("statement.send"),
                recipient,
                preview);
    }

    @Override
    protected boolean isComplete() {
        return !recipient.isInvalid();
    }

    @Override
    protected Sending wanted() {
        String named = recipient.getValue().strip();
        return new Sending(named.isEmpty() ? null : List.of(new Recipient(named, null)));
    }

    @Override
    protected void send(String key, Sending wanted) {
        afterwards.accept(statements.send(id, key, wanted));
    }
}
