package io.duebook.identity;

import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Passwords that were forgotten, and links that sign in without one. */
@Service
class Passwords {

    private final People people;
    private final Memberships memberships;
    private final Links links;
    private final Letters letters;
    private final Attempts attempts;
    private final Authorizations authorizations;
    private final Sessions sessions;
    private final PasswordEncoder encoder;
    private final Settings.Identity settings;

    Passwords(
            People people,
            Memberships memberships,
            Links links,
            Letters letters,
            Attempts attempts,
            Authorizations authorizations,
            Sessions sessions,
            PasswordEncoder encoder,
            Settings settings) {
        this.people = people;
        this.memberships = memberships;
        this.links = links;
        this.letters = letters;
        this.attempts = attempts;
        this.authorizations = authorizations;
        this.sessions = sessions;
        this.encoder = encoder;
        this.settings = settings.identity();
    }

    /** Mails a link that signs in, if the address is one of somebody who may. */
    @Transactional
    void sendSignInLink(String email, Language language) {
        whoMaySignIn(email).ifPresent(person -> {
            String token = links.signIn(person.id(), settings.signInLinkLife());
            letters.sendSignInLink(person, language, token);
        });
    }

    /** Who the link signs in, if it still worked; from now on it does not. */
    @Transactional
    Optional<Person> followSignInLink(String token) {
        return links.use(Links.Purpose.SIGN_IN, token)
                .flatMap(link -> people.find(link.personId()))
                .map(person -> {
                    attempts.forget(Attempts.Limit.MAIL_TO_ACCOUNT, person.email());
                    return person;
                });
    }

    /** Mails a link to choose a new password, if the address is one of somebody who may sign in. */
    @Transactional
    void sendPasswordLink(String email, Language language) {
        whoMaySignIn(email).ifPresent(person -> {
            String token = links.password(person.id(), settings.passwordLinkLife());
            letters.sendPasswordLink(person, language, token);
        });
    }

    private Optional<Person> whoMaySignIn(String email) {
        return people.byEmail(email)
                .filter(person -> !memberships.activeOf(person.id()).isEmpty());
    }

    /** Whose password the link changes, if it still works. */
    Optional<Person> look(String token) {
        return links.look(Links.Purpose.PASSWORD, token).flatMap(link -> people.find(link.personId()));
    }

    /** Sets the new password and ends every session, token and link made with the old one. */
    @Transactional
    Optional<Person> reset(String token, String password) {
        return links.use(Links.Purpose.PASSWORD, token)
                .flatMap(link -> people.find(link.personId()))
                .map(person -> {
                    set(person, password);
                    letters.sendPasswordChanged(person);
                    return person;
                });
    }

    /** For the sandbox: a password known beforehand. */
    @Transactional
    void setForDemonstration(UUID person, String password) {
        people.setPassword(person, String.valueOf(encoder.encode(password)));
    }

    private void set(Person person, String password) {
        people.setPassword(person.id(), String.valueOf(encoder.encode(password)));
        attempts.forget(Attempts.Limit.PASSWORD_OF_ACCOUNT, person.email());
        attempts.forget(Attempts.Limit.MAIL_TO_ACCOUNT, person.email());
        links.endOf(person.id());
        authorizations.endOfPerson(person.id());
        sessions.endAllOf(person.id());
    }
}
