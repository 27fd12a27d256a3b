package io.duebook.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that takes our mails.
 *
 * @param host empty: none yet, mails wait
 * @param user empty: the server takes mail without a sign-in
 * @param from the address they come from; the tenant's name stands beside it
 */
@ConfigurationProperties("duebook.mail")
record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("25") int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("receivables@duebook.invalid") String from) {}
