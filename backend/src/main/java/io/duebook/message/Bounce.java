package io.duebook.message;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mail of ours that came back for good, as a report on its delivery tells (RFC 3464). */
record Bounce(MessageName message, String reason) {

    private static final int LARGEST_PART_BYTES = 256 * 1024;
    private static final int LONGEST_REASON = 500;
    private static final Pattern FAILED = Pattern.compile("(?im)^action:\\s*failed\\b");
    private static final Pattern DIAGNOSTIC = Pattern.compile("(?im)^diagnostic-code:\\s*(.+)$");

    /** Empty for any other mail, for a report of a delay, and for one about a mail that is none of ours. */
    static Optional<Bounce> read(Part mail) throws MessagingException, IOException {
        if (!mail.isMimeType("multipart/report") || !(mail.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        String status = text(parts, "message/delivery-status");
        String original = text(parts, "message/rfc822") + text(parts, "text/rfc822-headers");
        return FAILED.matcher(status).find()
                ? MessageName.find(original).map(name -> new Bounce(name, reason(status)))
                : Optional.empty();
    }

    private static String reason(String status) {
        Matcher said = DIAGNOSTIC.matcher(status);
        String reason = said.find() ? said.group(1).replaceAll("\\s+", " ").strip() : "it came back";
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    private static String text(Multipart parts, String type) throws MessagingException, IOException {
        for (int at = 0; at < parts.getCount(); at++) {
            BodyPart part = parts.getBodyPart(at);
            if (isOf(part.getContentType(), type)) {
                try (InputStream in = part.getInputStream()) {
                    return new String(in.readNBytes(LARGEST_PART_BYTES), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }

    private static boolean isOf(@Nullable String contentType, String type) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(type);
    }
}
