package io.duebook.identity;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Checks an address and a password. It takes as long, and says the same, whether or not the address is known. */
@Service
class PasswordSignIn {

    private final People people;
    private final Attempts attempts;
    private final PasswordEncoder encoder;
    private final MeterRegistry meters;
    private final String hashOfNobody;

    PasswordSignIn(People people, Attempts attempts, PasswordEncoder encoder, MeterRegistry meters) {
        this.people = people;
        this.attempts = attempts;
        this.encoder = encoder;
        this.meters = meters;
        this.hashOfNobody = String.valueOf(encoder.encode(Digests.randomToken()));
    }

    sealed interface Outcome {}

    record Recognised(Person person) implements Outcome {}

    record Unrecognised() implements Outcome {}

    /** Nothing was checked. */
    record Locked(Duration remaining) implements Outcome {}

    Outcome signIn(String email, String password, String clientAddress) {
        Optional<Duration> wait = attempts.admit(Attempts.Limit.PASSWORD_FROM_ADDRESS, clientAddress)
                .or(() -> attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, People.normal(email)));
        Outcome outcome = wait.isPresent() ? new Locked(wait.get()) : check(email, password, clientAddress);
        meters.counter("duebook.identity.sign.in", "outcome", named(outcome)).increment();
        return outcome;
    }

    private static String named(Outcome outcome) {
        return switch (outcome) {
            case Recognised recognised -> "recognised";
            case Unrecognised unrecognised -> "unrecognised";
            case Locked locked -> "locked";
        };
    }

    private Outcome check(String email, String password, String clientAddress) {
        Optional<Person> person = people.byEmail(email).filter(Person::hasPassword);
        String hash = person.map(Person::passwordHash).orElse(hashOfNobody);
        boolean matches = encoder.matches(PasswordRule.shortened(password), hash);
        if (!matches || person.isEmpty()) {
            return new Unrecognised();
        }
        attempts.forget(Attempts.Limit.PASSWORD_OF_ACCOUNT, People.normal(email));
        attempts.takeBack(Attempts.Limit.PASSWORD_FROM_ADDRESS, clientAddress);
        if (encoder.upgradeEncoding(hash)) {
            people.rehashPassword(person.get(), String.valueOf(encoder.encode(password)));
        }
        return new Recognised(person.get());
    }
}
