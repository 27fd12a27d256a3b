package io.duebook.identity;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** What Duebook writes to people about signing in, in their language. */
@Component
class Letters {

    private final MessageSource messages;
    private final ITemplateEngine templates;
    private final Outbox outbox;
    private final Settings settings;

    Letters(MessageSource messages, ITemplateEngine templates, Outbox outbox, Settings settings) {
        this.messages = messages;
        this.templates = templates;
        this.outbox = outbox;
        this.settings = settings;
    }

    /** One page of paper: a greeting, what this is about, one button, what else there is to know. */
    record Letter(
            String language,
            String subject,
            String greeting,
            String about,
            String button,
            String url,
            String validity,
            String note,
            String footer) {}

    void sendInvitation(Person person, Membership membership, String token) {
        Duration life = settings.identity().invitationLife();
        String kind = membership.isContact() ? "mail.invitation.contact" : "mail.invitation.member";
        String customer = membership.customerName() == null ? "" : membership.customerName();
        Locale locale = person.language().locale();
        post(
                person,
                locale,
                new Letter(
                        person.language().tag(),
                        words(locale, kind + ".subject", membership.tenantName()),
                        greeting(person, locale),
                        customer.isEmpty() && membership.isContact()
                                ? words(locale, kind + ".aboutTenant", membership.tenantName())
                                : words(locale, kind + ".about", membership.tenantName(), customer),
                        words(locale, "mail.invitation.button"),
                        address("/invitation", token),
                        words(locale, "mail.validDays", life.toDays()),
                        words(locale, "mail.invitation.note"),
                        words(locale, "mail.footer", membership.tenantName())),
                life);
    }

    void sendSignInLink(Person person, Language language, String token) {
        Duration life = settings.identity().signInLinkLife();
        plain(person, language, "mail.signIn", address("/sign-in/link", token), "mail.validMinutes", life);
    }

    void sendPasswordLink(Person person, Language language, String token) {
        Duration life = settings.identity().passwordLinkLife();
        plain(person, language, "mail.password", address("/password/reset", token), "mail.validMinutes", life);
    }

    /** Tells somebody whose password was changed, in case it was not they who did it. */
    void sendPasswordChanged(Person person) {
        plain(
                person,
                person.language(),
                "mail.passwordChanged",
                settings.issuerName() + "/password/forgot",
                "mail.passwordChanged.when",
                Duration.ofDays(1));
    }

    private void plain(Person person, Language language, String words, String url, String validity, Duration life) {
        Locale locale = language.locale();
        post(
                person,
                locale,
                new Letter(
                        language.tag(),
                        words(locale, words + ".subject"),
                        greeting(person, locale),
                        words(locale, words + ".about"),
                        words(locale, words + ".button"),
                        url,
                        words(locale, validity, life.toMinutes()),
                        words(locale, words + ".note"),
                        words(locale, "mail.footerPlain")),
                life);
    }

    private void post(Person person, Locale locale, Letter letter, Duration life) {
        Context context = new Context(locale);
        context.setVariable("letter", letter);
        String html = templates.process("mail/letter", context);
        outbox.put(new Mail(person.email(), letter.subject(), text(letter), html), life);
    }

    private static String text(Letter letter) {
        return String.join(
                "\n\n",
                List.of(
                        letter.greeting(),
                        letter.about(),
                        letter.button() + ":\n" + letter.url(),
                        letter.validity(),
                        letter.note(),
                        "-- \n" + letter.footer() + "\n"));
    }

    private String greeting(Person person, Locale locale) {
        String name = person.name();
        return name == null || name.isBlank()
                ? words(locale, "mail.greeting")
                : words(locale, "mail.greetingName", name);
    }

    private String address(String path, String token) {
        return settings.issuerName() + path + "?token=" + token;
    }

    private String words(Locale locale, String key, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
