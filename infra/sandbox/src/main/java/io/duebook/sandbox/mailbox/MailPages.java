package io.duebook.sandbox.mailbox;

import static io.duebook.sandbox.http.Html.escape;

import io.duebook.sandbox.http.Reply;
import io.duebook.sandbox.http.Request;
import io.duebook.sandbox.http.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Pages to read the mails: the list, and beside it the one that was chosen, shut in a frame that runs nothing. */
final class MailPages {

    private static final String SHUT_IN = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
            + "style-src 'unsafe-inline'; img-src data: https: http:";

    private final MailStore store;
    private final byte[] styles;

    private record Words(
            Locale locale,
            String tag,
            String title,
            String none,
            String to,
            String from,
            String all,
            String show,
            String delete,
            String refresh,
            String choose,
            String back,
            String message) {

        static final Words ENGLISH = new Words(
                Locale.US,
                "en",
                "Mailbox",
                "No mail yet.",
                "To",
                "From",
                "All",
                "Show mail to",
                "Delete all",
                "Refresh",
                "Choose a mail from the list.",
                "All mails",
                "Content of the mail");
        static final Words CHINESE = new Words(
                Locale.CHINA,
                "zh-CN",
                "邮箱",
                "还没有邮件。",
                "收件人",
                "发件人",
                "全部",
                "收件人筛选",
                "全部删除",
                "刷新",
                "请在列表中选择一封邮件。",
                "全部邮件",
                "邮件正文");

        static Words of(Request request) {
            return request.header("Accept-Language").orElse("").startsWith("zh") ? CHINESE : ENGLISH;
        }
    }

    MailPages(MailStore store) throws IOException {
        this.store = store;
        try (InputStream in = Objects.requireNonNull(MailPages.class.getResourceAsStream("mailbox.css"))) {
            styles = in.readAllBytes();
        }
    }

    void routes(WebServer server) {
        server.get("/assets/mailbox.css", request -> Reply.bytes(200, "text/css; charset=utf-8", styles));
        server.get("/", request -> page(request, Optional.empty()));
        server.get("/messages/{id}", request -> page(request, store.find(request.variable("id"))));
        server.get("/messages/{id}/content", this::content);
        server.post("/messages/delete", request -> {
            store.deleteAll();
            return Reply.seeOther("/");
        });
    }

    private Reply page(Request request, Optional<Mail> chosen) {
        Words words = Words.of(request);
        String to = request.query("to").orElse("");
        List<Mail> mails = store.newestFirst().stream()
                .filter(mail -> to.isEmpty() || mail.isFor(to))
                .toList();
        String page = """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="/assets/mailbox.css">
                <link rel="icon" href="data:,">
                </head>
                <body class="%s">
                <header>
                  <h1><a href="/"><span class="mark" aria-hidden="true">D</span> Duebook · %s</a></h1>
                  <form method="get" action="/" class="filter"><label for="to">%s</label>
                    <input id="to" name="to" type="email" value="%s" list="addresses">
                    <datalist id="addresses">%s</datalist>
                    <button>%s</button></form>
                  <form method="post" action="/messages/delete"><button class="quiet">%s</button></form>
                </header>
                <main>
                  <nav aria-label="%s">%s</nav>
                  <section>%s</section>
                </main>
                </body>
                </html>
                """.formatted(
                words.tag(),
                escape(chosen.map(Mail::subject).orElse(words.title())),
                chosen.isPresent() ? "reading" : "listing",
                words.title(),
                words.show(),
                escape(to),
                addresses(),
                words.refresh(),
                words.delete(),
                words.title(),
                list(mails, chosen, to, words),
                chosen.map(mail -> message(mail, words)).orElse("<p class=\"hint\">" + words.choose() + "</p>"));
        return Reply.html(200, page)
                .with("Cache-Control", "no-store")
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'");
    }

    private String addresses() {
        StringBuilder options = new StringBuilder();
        store.newestFirst().stream()
                .flatMap(mail -> mail.to().stream())
                .distinct()
                .limit(100)
                .forEach(address -> options.append("<option value=\"")
                        .append(escape(address))
                        .append("\"></option>"));
        return options.toString();
    }

    private static String list(List<Mail> mails, Optional<Mail> chosen, String to, Words words) {
        if (mails.isEmpty()) {
            return "<p class=\"hint\">" + words.none() + "</p>";
        }
        String filter = to.isEmpty() ? "" : "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        StringBuilder list = new StringBuilder("<ul>");
        for (Mail mail : mails) {
            boolean current = chosen.filter(mail::equals).isPresent();
            list.append("<li><a href=\"/messages/%s%s\"%s><strong>%s</strong><span>%s</span><time>%s</time></a></li>"
                    .formatted(
                            escape(mail.id()),
                            filter,
                            current ? " aria-current=\"true\"" : "",
                            escape(mail.subject()),
                            escape(String.join(", ", mail.to())),
                            escape(time(mail, words))));
        }
        return list.append("</ul>").toString();
    }

    private static String message(Mail mail, Words words) {
        return """
                <p class="back"><a href="/">‹ %s</a></p>
                <h2>%s</h2>
                <dl><dt>%s</dt><dd>%s</dd><dt>%s</dt><dd>%s</dd></dl>
                <p class="when">%s</p>
                <iframe title="%s" src="/messages/%s/content" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
                """.formatted(
                        words.back(),
                        escape(mail.subject()),
                        words.from(),
                        escape(mail.from()),
                        words.to(),
                        escape(String.join(", ", mail.to())),
                        escape(time(mail, words)),
                        words.message(),
                        escape(mail.id()));
    }

    private Reply content(Request request) {
        return store.find(request.variable("id"))
                .map(mail -> Reply.html(200, mail.html().isEmpty() ? plain(mail) : opening(mail.html()))
                        .with("Content-Security-Policy", SHUT_IN)
                        .with("Referrer-Policy", "no-referrer"))
                .orElseGet(() -> Reply.text(404, "text/plain", "No such message"));
    }

    /** A mail of text only, its links made to work. */
    private static String plain(Mail mail) {
        String text = escape(mail.text());
        for (String link : mail.links()) {
            String safe = escape(link);
            text = text.replace(safe, "<a href=\"" + safe + "\" target=\"_blank\">" + safe + "</a>");
        }
        return "<!doctype html><meta charset=\"utf-8\"><title></title><body style=\"font: 16px/1.55 system-ui, "
                + "sans-serif; margin: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; color: #101828; "
                + "background: #fff\">" + text;
    }

    /** Links leave the frame. */
    private static String opening(String html) {
        return "<base target=\"_blank\">" + html;
    }

    private static String time(Mail mail, Words words) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(words.locale())
                .withZone(ZoneId.systemDefault())
                .format(mail.receivedAt());
    }
}
