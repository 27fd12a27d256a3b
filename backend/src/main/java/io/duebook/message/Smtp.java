package io.duebook.message;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * One conversation with the mail server, and what is known after it. Until the dot that ends a mail is written, it is not
 * taken (RFC 5321, 4.1.1.4); after that, only the server's answer tells.
 */
final class Smtp {

    private static final int PERMANENT = 500;
    private static final int LONGEST_REASON = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Smtp.class);
    private final JavaMailSenderImpl server;

    Smtp(JavaMailSenderImpl server) {
        this.server = server;
    }

    /**
     * Blocks for as long as the server takes.
     *
     * @param to whom it is for
     * @param everybody to whom it goes, {@code to} among them: all of them or none
     */
    Handover send(MimeMessage mail, Address to, Address[] everybody) {
        var conversation = new Conversation(server.getSession());
        try {
            return send(conversation, mail, to, everybody);
        } finally {
            end(conversation);
        }
    }

    private Handover send(Conversation conversation, MimeMessage mail, Address to, Address[] everybody) {
        try {
            mail.saveChanges();
            conversation.connect(
                    server.getHost(),
                    server.getPort(),
                    blankIsNone(server.getUsername()),
                    blankIsNone(server.getPassword()));
            conversation.sendMessage(mail, everybody);
            return new Handover.Accepted();
        } catch (AddressException noAddress) {
            return new Handover.Refused(reason(noAddress));
        } catch (SendFailedException refused) {
            return judge(conversation, refused, to);
        } catch (MessagingException failed) {
            return conversation.hasEndedMail
                    ? new Handover.Unheard(reason(failed))
                    : new Handover.NotYet(reason(failed));
        }
    }

    private static Handover judge(Conversation conversation, SendFailedException refused, Address to) {
        if (refused instanceof SMTPSendFailedException answered && conversation.hasEndedMail) {
            return answered.getReturnCode() < 0
                    ? new Handover.Unheard(reason(refused))
                    : byCode(answered.getReturnCode(), reason(refused));
        }
        for (Exception next = refused.getNextException();
                next instanceof MessagingException one;
                next = one.getNextException()) {
            if (one instanceof SMTPAddressFailedException address
                    && address.getAddress().equals(to)) {
                return byCode(address.getReturnCode(), reason(address));
            }
        }
        boolean isNoAddress = refused.getInvalidAddresses() != null
                && Arrays.asList(refused.getInvalidAddresses()).contains(to);
        return isNoAddress ? new Handover.Refused(reason(refused)) : new Handover.NotYet(reason(refused));
    }

    private static Handover byCode(int code, String reason) {
        return code >= PERMANENT ? new Handover.Refused(reason) : new Handover.NotYet(reason);
    }

    private static String reason(Exception failure) {
        String said = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        String line = said.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Remembers whether the mail was ended. */
    private static final class Conversation extends SMTPTransport {

        private boolean hasEndedMail;

        Conversation(Session session) {
            super(session, new URLName("smtp", null, -1, null, null, null));
        }

        @Override
        protected void finishData() throws IOException, MessagingException {
            hasEndedMail = true;
            super.finishData();
        }
    }

    private static void end(Conversation conversation) {
        try {
            conversation.close();
        } catch (MessagingException farewell) {
            LOG.atDebug().setCause(farewell).log("the mail server did not say goodbye");
        }
    }
}
