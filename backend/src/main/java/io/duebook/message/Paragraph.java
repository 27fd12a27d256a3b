package io.duebook.message;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A piece of a mail: some text, perhaps with a list below it. Becomes plain text and HTML alike. */
interface Paragraph {

    String text();

    default List<String> items() {
        return List.of();
    }

    /** Where the text leads; null: nowhere. */
    default @Nullable URI link() {
        return null;
    }

    /** A whole mail of paragraphs; whatever stands in them is escaped in the HTML. */
    static Mail mail(String subject, String language, List<? extends Paragraph> paragraphs) {
        String plain = paragraphs.stream().map(Paragraph::plain).collect(Collectors.joining("\n\n", "", "\n"));
        String html = """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body style="font-family: sans-serif; line-height: 1.5; color: #1b2333; max-width: 36em">
                %s
                </body></html>
                """.formatted(
                        language,
                        escape(subject),
                        paragraphs.stream().map(Paragraph::html).collect(Collectors.joining("\n")));
        return new Mail(subject.replaceAll("\\s+", " "), plain, html);
    }

    private String plain() {
        String text = link() == null ? text() : text() + "\n" + link();
        return items().stream().map(item -> "\n- " + item).collect(Collectors.joining("", text, ""));
    }

    private String html() {
        String list = items().isEmpty()
                ? ""
                : items().stream()
                        .map(item -> "<li>" + escape(item) + "</li>")
                        .collect(Collectors.joining("", "<ul>", "</ul>"));
        String text = escape(text()).replace("\n", "<br>");
        String linked = link() == null ? text : "<a href=\"%s\">%s</a>".formatted(escape(link().toString()), text);
        return "<p>" + linked + "</p>" + list;
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
