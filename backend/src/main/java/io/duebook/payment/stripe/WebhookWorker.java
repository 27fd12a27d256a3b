package io.duebook.payment.stripe;

import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks again at what an event was about. Only then does the event count as seen. */
@Component
class WebhookWorker implements JobHandler {

    static final String KIND = "stripe_event";
    private static final Duration UNTIL_NEXT_LOOK = Duration.ofMinutes(30);

    private final WebhookInbox inbox;
    private final CheckoutRepository checkouts;
    private final Attempts attempts;
    private final StripeGateway stripe;
    private final StripeRefunds refunds;
    private final DisputeGateway disputed;
    private final StripeDisputes disputes;
    private final Transactions transactions;

    WebhookWorker(
            WebhookInbox inbox,
            CheckoutRepository checkouts,
            Attempts attempts,
            StripeGateway stripe,
            StripeRefunds refunds,
            DisputeGateway disputed,
            StripeDisputes disputes,
            Transactions transactions) {
        this.inbox = inbox;
        this.checkouts = checkouts;
        this.attempts = attempts;
        this.stripe = stripe;
        this.refunds = refunds;
        this.disputed = disputed;
        this.disputes = disputes;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return inbox.find(subject).flatMap(event -> about(subject, event));
    }

    private Mono<Outcome> about(UUID subject, WebhookInbox.Kept event) {
        if (isOfARefund(event)) {
            return refund(subject, event);
        }
        return isOfADispute(event) ? dispute(subject, event) : payment(subject, event);
    }

    /** A dispute may be told before the payment it is about: that is looked for first. */
    private Mono<Outcome> dispute(UUID subject, WebhookInbox.Kept event) {
        return disputed.look(event.account(), event.object())
                .flatMap(seen -> ofPayment(event.account(), seen.paymentIntent())
                        .flatMap(paid -> Mono.justOrEmpty(paid.payment())
                                .switchIfEmpty(Mono.error(StripeGateway.StripeUnreachable::new))
                                .flatMap(payment -> disputes.book(payment, seen))
                                .then(processed(subject))))
                .switchIfEmpty(Mono.defer(() -> ignored(subject)));
    }

    private Mono<Attempt> ofPayment(String account, String intent) {
        return subjectOf(new WebhookInbox.Kept(account, "payment_intent.disputed", intent))
                .filter(found -> found.attempt().account().equals(account))
                .flatMap(found -> found.attempt().state() == AttemptState.PAID
                        ? Mono.just(found.attempt())
                        : attempts.lookAgain(found.attempt(), found.session())
                                .then(attempts.find(found.attempt().id())));
    }

    private Mono<Outcome> refund(UUID subject, WebhookInbox.Kept event) {
        return refunds.lookAgain(event.account(), event.object())
                .flatMap(isOurs -> isOurs ? processed(subject) : ignored(subject));
    }

    private Mono<Outcome> payment(UUID subject, WebhookInbox.Kept event) {
        return subjectOf(event)
                .filter(found -> found.attempt().account().equals(event.account()))
                .flatMap(found -> lookAgain(subject, found))
                .switchIfEmpty(Mono.defer(() -> ignored(subject)));
    }

    private Mono<Outcome> ignored(UUID subject) {
        return inbox.ignored(subject).thenReturn(JobHandler.done());
    }

    /** An attempt, and its session as the event tells it: one that we may not have heard of. */
    private record Found(Attempt attempt, String session) {}

    private Mono<Outcome> lookAgain(UUID subject, Found found) {
        return found.attempt().state() == AttemptState.PAID
                ? processed(subject)
                : attempts.lookAgain(found.attempt(), found.session())
                        .flatMap(seen -> isOnItsWayToNobody(found.attempt(), seen)
                                ? Mono.just(JobHandler.again(UNTIL_NEXT_LOOK))
                                : processed(subject));
    }

    /** Nobody but this event looks after an attempt that has ended. */
    private static boolean isOnItsWayToNobody(Attempt attempt, Seen seen) {
        return seen instanceof Seen.Processing && !attempt.state().isLive();
    }

    private Mono<Outcome> processed(UUID subject) {
        return inbox.processed(subject).thenReturn(JobHandler.done());
    }

    private Mono<Found> subjectOf(WebhookInbox.Kept event) {
        return transactions
                .read(checkouts.findByObject(event.object()))
                .flatMap(known -> Mono.justOrEmpty(known.session()).map(session -> new Found(known, session)))
                .switchIfEmpty(Mono.defer(() -> isOfACheckout(event)
                        ? stripe.referred(event.account(), event.object()).flatMap(this::byReference)
                        : Mono.empty()));
    }

    private static boolean isOfARefund(WebhookInbox.Kept event) {
        return event.type().startsWith("refund.") || event.type().startsWith("charge.refund.");
    }

    private static boolean isOfADispute(WebhookInbox.Kept event) {
        return event.type().startsWith("charge.dispute.");
    }

    private static boolean isOfACheckout(WebhookInbox.Kept event) {
        return event.type().startsWith("checkout.session.") || event.type().startsWith("payment_intent.");
    }

    private Mono<Found> byReference(StripeGateway.Referred referred) {
        return PublicId.parse(CheckoutId.PREFIX, referred.reference())
                .map(CheckoutId::new)
                .map(attempts::find)
                .orElse(Mono.empty())
                .map(attempt -> new Found(attempt, referred.session()));
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(40);
    }
}
