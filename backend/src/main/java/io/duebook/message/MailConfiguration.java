package io.duebook.message;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The connection to the mail server, with a limit on every wait. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

    private static final String LONGEST_WAIT_MILLIS = "8000";

    @Bean
    JavaMailSenderImpl mailServer(MailSettings settings) {
        var server = new JavaMailSenderImpl();
        server.setHost(settings.host());
        server.setPort(settings.port());
        if (!settings.user().isEmpty()) {
            server.setUsername(settings.user());
            server.setPassword(settings.password());
            server.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
            server.getJavaMailProperties().setProperty("mail.smtp.starttls.enable", "true");
        }
        if (settings.copies().areKept()) {
            // To whom the mail servers on its way give back what they cannot deliver.
            server.getJavaMailProperties()
                    .setProperty("mail.smtp.from", settings.copies().address());
        }
        server.setDefaultEncoding("UTF-8");
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            server.getJavaMailProperties().setProperty("mail.smtp." + wait, LONGEST_WAIT_MILLIS);
        }
        return server;
    }
}
