package io.duebook.payment.stripe;

import io.duebook.payment.Chargebacks;
import io.duebook.payment.Chargebacks.StandingDispute;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks Stripe daily about each dispute that stands, so that none is missed whose last event was lost. */
@Component
class DisputeSweeper implements JobHandler {

    static final String KIND = "stripe_dispute";

    private static final Duration UNTIL_NEXT_LOOK = Duration.ofDays(1);

    /** Card networks have decided by then, arbitration included. */
    private static final Duration IS_DECIDED = Duration.ofDays(240);

    private final Chargebacks chargebacks;
    private final StripeRefundRepository charges;
    private final DisputeGateway stripe;
    private final StripeDisputes disputes;
    private final Transactions transactions;
    private final Clock real = Clock.systemUTC();

    DisputeSweeper(
            Chargebacks chargebacks,
            StripeRefundRepository charges,
            DisputeGateway stripe,
            StripeDisputes disputes,
            Transactions transactions) {
        this.chargebacks = chargebacks;
        this.charges = charges;
        this.stripe = stripe;
        this.disputes = disputes;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** @param subject the reversal that the dispute brought about */
    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return chargebacks.standing(subject).flatMap(standing -> look(standing)
                .delayUntil(seen -> disputes.book(standing.payment(), seen))
                .map(this::outcome));
    }

    private Mono<DisputeSeen> look(StandingDispute standing) {
        return transactions
                .read(charges.charged(standing.payment()))
                .flatMap(charged -> stripe.look(charged.account(), standing.id()));
    }

    private Outcome outcome(DisputeSeen seen) {
        boolean mayChange = seen.givenBackAt().isEmpty()
                && seen.takenAt()
                        .map(at -> at.plus(IS_DECIDED).isAfter(real.instant()))
                        .orElse(true);
        return mayChange ? JobHandler.again(UNTIL_NEXT_LOOK) : JobHandler.done();
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(40);
    }
}
