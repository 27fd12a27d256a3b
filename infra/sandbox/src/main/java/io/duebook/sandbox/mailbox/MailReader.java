package io.duebook.sandbox.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a kept message: its envelope stands in headers of our own, on top. */
final class MailReader {

    static final String SENDER = "X-Sandbox-Sender";
    static final String RECIPIENTS = "X-Sandbox-Recipients";
    static final String RECEIVED_AT = "X-Sandbox-Received-At";

    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>]+");

    private final Session session = Session.getInstance(new Properties());

    Mail read(String id, byte[] kept) {
        try {
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(kept));
            List<String> texts = new ArrayList<>();
            List<String> pages = new ArrayList<>();
            collect(message, texts, pages);
            String text = String.join("\n", texts);
            String html = String.join("\n", pages);
            return new Mail(
                    id,
                    header(message, "From")
                            .orElseGet(() -> header(message, SENDER).orElse("")),
                    Arrays.stream(header(message, RECIPIENTS).orElse("").split(","))
                            .map(String::trim)
                            .toList(),
                    Optional.ofNullable(message.getSubject()).orElse(""),
                    Instant.parse(header(message, RECEIVED_AT).orElse("1970-01-01T00:00:00Z")),
                    text,
                    html,
                    links(text, html));
        } catch (MessagingException malformed) {
            throw new IllegalArgumentException("Not a mail: " + id, malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void collect(Part part, List<String> texts, List<String> pages)
            throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return;
        }
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                collect(inner, texts, pages);
            }
        } else if (part.isMimeType("text/html")) {
            pages.add(String.valueOf(part.getContent()));
        } else if (part.isMimeType("text/*")) {
            texts.add(String.valueOf(part.getContent()));
        }
    }

    private static Optional<String> header(MimeMessage message, String name) {
        try {
            return Optional.ofNullable(message.getHeader(name, null)).map(value -> decoded(MimeUtility.unfold(value)));
        } catch (MessagingException malformed) {
            return Optional.empty();
        }
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(value);
        } catch (UnsupportedEncodingException unknown) {
            return value;
        }
    }

    private static List<String> links(String text, String html) {
        Set<String> links = new LinkedHashSet<>();
        for (String body : List.of(text, html.replace("&amp;", "&").replace("&#61;", "="))) {
            Matcher found = LINK.matcher(body);
            while (found.find()) {
                links.add(found.group().replaceAll("[.,;:)\\]。，；）]+$", ""));
            }
        }
        return List.copyOf(links);
    }
}
