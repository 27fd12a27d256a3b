package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.duebook.portal.shell.Columns.Mark;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;

/** How mails are named and shown. */
final class MessageWords {

    private MessageWords() {}

    static Mark mark(Component on, String state) {
        return new Mark(
                on.getTranslation("message_state." + state),
                switch (state) {
                    case "sent" -> "ok";
                    case "failed", "bounced" -> "bad";
                    case "unknown", "suppressed" -> "warn";
                    default -> "neutral";
                });
    }

    /** A mail as its reader sees it; of its HTML only what can do nothing. */
    static Component preview(Component on, String language, String subject, String html) {
        var body = new Html("<div>" + Jsoup.clean(Jsoup.parse(html).body().html(), Safelist.basic()) + "</div>");
        body.getElement().setAttribute("lang", language);
        body.addClassName("mail-body");
        var line = new Paragraph(on.getTranslation("message.subject", subject));
        line.addClassName("mail-subject");
        return new Div(line, body);
    }
}
