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

    private final WebhookInbox inbox;
    private final CheckoutRepository checkouts;
    private final Attempts attempts;
    private final StripeGateway stripe;
    private final Transactions transactions;

    WebhookWorker(
            WebhookInbox inbox,
            CheckoutRepository checkouts,
            Attempts attempts,
            StripeGateway stripe,
            Transactions transactions) {
        this.inbox = inbox;
        this.checkouts = checkouts;
        this.attempts = attempts;
        this.stripe = stripe;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return inbox.find(subject).flatMap(event -> subjectOf(event)
                .filter(attempt -> attempt.account().equals(event.account()))
                .flatMap(attempts::refresh)
                .flatMap(looked -> inbox.processed(subject).thenReturn(JobHandler.done()))
                .switchIfEmpty(Mono.defer(() -> inbox.ignored(subject).thenReturn(JobHandler.done()))));
    }

    /** The attempt an event is about; a session we have not heard of may be one whose answer was lost. */
    private Mono<Attempt> subjectOf(WebhookInbox.Kept event) {
        return transactions
                .read(checkouts.findByObject(event.object()))
                .switchIfEmpty(Mono.defer(() -> event.type().startsWith("checkout.session.")
                        ? stripe.referenceOf(event.account(), event.object()).flatMap(this::byReference)
                        : Mono.empty()));
    }

    private Mono<Attempt> byReference(String reference) {
        return PublicId.parse(CheckoutId.PREFIX, reference)
                .map(CheckoutId::new)
                .map(attempts::find)
                .orElse(Mono.empty());
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(40);
    }
}
