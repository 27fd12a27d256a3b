package io.duebook.message;

import io.duebook.shared.TenantId;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * A message as it goes over the wire; the same each time but for the boundary between its parts and for which handover it
 * is.
 */
final class MimeMail extends MimeMessage {

    /** The header that says which handover of a message this is: by it a copy of an earlier one is told from a later. */
    static final String HANDOVER = "X-Duebook-Handover";

    private final MessageName name;

    private MimeMail(Session session, MessageName name) {
        super(session);
        this.name = name;
    }

    /**
     * @param enclosure what goes with it; null: nothing
     * @param senderName that stands beside the address it comes from
     * @throws MessagingException if an address is none
     */
    static MimeMail of(
            Session session,
            TenantId tenant,
            Message message,
            @Nullable Enclosure enclosure,
            String from,
            String senderName)
            throws MessagingException {
        var mime = new MimeMail(session, new MessageName(tenant, message.id()));
        var mail = new MimeMessageHelper(mime, true, StandardCharsets.UTF_8.name());
        mail.setFrom(named(from, Objects.requireNonNullElse(message.senderName(), senderName)));
        if (message.replyTo() != null) {
            mail.setReplyTo(message.replyTo());
        }
        mail.setTo(message.recipient());
        mail.setSubject(message.mail().subject());
        mail.setText(message.mail().plainText(), message.mail().html());
        if (enclosure != null) {
            mail.addAttachment(
                    enclosure.fileName(), new ByteArrayResource(enclosure.content()), MediaType.APPLICATION_PDF_VALUE);
        }
        mime.setHeader("Content-Language", message.language());
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader(HANDOVER, message.handover().toString());
        return mime;
    }

    /** To the one it is for and, where copies are kept, to their mailbox: the server takes both or none. */
    Address[] everybody(@Nullable Address copies) throws MessagingException {
        return copies == null ? new Address[] {to()} : new Address[] {to(), copies};
    }

    Address to() throws MessagingException {
        return getAllRecipients()[0];
    }

    private static InternetAddress named(String address, String name) {
        try {
            return new InternetAddress(address, name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException everyJdkKnowsUtf8) {
            throw new IllegalStateException(everyJdkKnowsUtf8);
        }
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", name.text());
    }
}
