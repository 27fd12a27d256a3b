package io.duebook.payment.stripe;

import io.duebook.platform.JobHandler;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks Stripe about each attempt until it has come to an end, so that no webhook is needed. */
@Component
class CheckoutSweeper implements JobHandler {

    static final String KIND = "checkout_look";

    private final Attempts attempts;
    private final Clock real = Clock.systemUTC();

    CheckoutSweeper(Attempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return attempts.find(new CheckoutId(subject)).flatMap(attempts::refresh).map(this::outcome);
    }

    private Outcome outcome(Attempt attempt) {
        return attempt.state().isLive() ? JobHandler.again(attempt.untilNextLook(real.instant())) : JobHandler.done();
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(40);
    }
}
