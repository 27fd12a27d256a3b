package io.duebook.message;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that takes our mails.
 *
 * @param host empty: none yet, mails wait
 * @param user empty: the server takes mail without a sign-in
 * @param from the address they come from; the tenant's name stands beside it
 * @param unheardAfter after how long nobody can still be handing a mail over: longer than any conversation with the server
 * @param copies the mailbox that gets a copy of each mail and what comes back
 */
@ConfigurationProperties("duebook.mail")
record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("25") int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("receivables@duebook.invalid") String from,
        @DefaultValue("PT3M") Duration unheardAfter,
        @DefaultValue Copies copies) {

    /**
     * A mailbox of the operator's, read over IMAP.
     *
     * @param address to which a copy of each mail goes, and what comes back; empty: there is no such mailbox
     * @param arriveWithin after how long a copy that is not there was never taken by the mail server
     */
    record Copies(
            @DefaultValue("") String address,
            @DefaultValue("") String host,
            @DefaultValue("993") int port,
            @DefaultValue("true") boolean tls,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("INBOX") String folder,
            @DefaultValue("PT15M") Duration arriveWithin) {

        boolean areKept() {
            return !address.isEmpty() && !host.isEmpty();
        }
    }
}
