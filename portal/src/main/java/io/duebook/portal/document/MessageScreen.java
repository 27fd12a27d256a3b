package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.MessagesApi;
import io.duebook.portal.api.MessagesApi.Content;
import io.duebook.portal.api.MessagesApi.Message;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Parts;
import io.duebook.portal.shell.PdfLink;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A mail to one person: what became of it, and what it says, as it was written. */
@Route("messages")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "messages:read")
class MessageScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient MessagesApi messages;
    private final transient Exports exports;
    private final transient CommandKeys<String> keys = new CommandKeys<>();

    MessageScreen(Visitor visitor, MessagesApi messages, Exports exports) {
        this.visitor = visitor;
        this.messages = messages;
        this.exports = exports;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(messages.get(id), messages.content(id));
    }

    private void show(Message message, Content content) {
        head(getTranslation("message.title", message.recipient()), message.subject(), actions(message, content));
        add(facts(message));
        if (message.isInTrouble()) {
            add(box(new Paragraph(getTranslation("message_state." + message.state() + ".text"))));
        }
        var text = new Pre(content.text());
        text.addClassName("mail-text");
        text.getElement().setAttribute("lang", content.language());
        text.getElement().setAttribute("tabindex", "0");
        var parts = new Parts();
        parts.add(
                getTranslation("message.html"),
                new Div(MessageWords.preview(this, content.language(), content.subject(), content.html())));
        parts.add(getTranslation("message.text"), new Div(text));
        add(panel(getTranslation("message.content"), parts));
    }

    private Component[] actions(Message message, Content content) {
        List<Component> actions = new ArrayList<>();
        if (message.enclosed() != null) {
            String name = message.enclosed().name();
            actions.add(new PdfLink(
                    exports, () -> new Asked("/v1/messages/" + message.id() + "/enclosure", Map.of(), name)));
        }
        if (message.isInTrouble() && visitor.may("messages:write")) {
            actions.add(new Button(getTranslation("message.retry"), click -> {
                Message again = keys.send(message.id(), key -> messages.retry(message.id(), key));
                Notice.say(getTranslation("message.retried"));
                show(again, content);
            }));
        }
        return actions.toArray(Component[]::new);
    }

    private Component facts(Message message) {
        Mark mark = MessageWords.mark(this, message.state());
        var facts = new Facts()
                .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                .fact(getTranslation("message.kind"), getTranslation("message_kind." + message.kind()))
                .fact(getTranslation("message.about"), new Anchor(Documents.address(message.about()), message.about()))
                .fact(
                        getTranslation("field.customer"),
                        new Anchor("customers/" + message.customer(), getTranslation("message.customer")))
                .fact(
                        getTranslation("message.enclosed"),
                        message.enclosed() == null ? null : message.enclosed().fileName())
                .fact(getTranslation("message.created_at"), moment(message.createdAt()))
                .fact(getTranslation("message.attempts"), String.valueOf(message.attempts()));
        if (message.sentAt() != null) {
            facts.fact(getTranslation("message.sent_at"), moment(message.sentAt()));
        }
        if (message.bouncedAt() != null) {
            facts.fact(getTranslation("message.bounced_at"), moment(message.bouncedAt()));
        }
        if (message.replyTo() != null) {
            facts.fact(getTranslation("policies.mail.reply_to"), message.replyTo());
        }
        if (message.lastError() != null) {
            facts.fact(getTranslation("message.last_error"), message.lastError());
        }
        return box(facts);
    }

    private String moment(Instant moment) {
        return days().text(moment, visitor.tenant().timeZone());
    }
}
