package io.duebook.payment.stripe;

import io.duebook.item.ItemWatch;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Closes the payment page of an attempt that asks for more of an item than is still open: it was paid otherwise, voided
 * or undone. Where somebody paid first, the money is booked as ever.
 */
@Component
class OvertakenCloser implements JobHandler {

    private final Attempts attempts;
    private final Items items;
    private final Transactions transactions;
    private final Clock real = Clock.systemUTC();

    OvertakenCloser(Attempts attempts, Items items, Transactions transactions) {
        this.attempts = attempts;
        this.items = items;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return ItemWatch.RESERVATION_OVERTAKEN;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return attempts.find(new CheckoutId(subject))
                .filter(attempt -> attempt.state().isLive())
                .filterWhen(this::asksForMoreThanIsOpen)
                .flatMap(attempt -> attempt.state().isUnanswered() ? attempts.refresh(attempt) : Mono.just(attempt))
                .flatMap(attempt -> attempt.state() == AttemptState.OPEN ? attempts.close(attempt) : Mono.just(attempt))
                .map(this::outcome);
    }

    /** Asked again right before acting: an allocation may have been taken back meanwhile. */
    private Mono<Boolean> asksForMoreThanIsOpen(Attempt attempt) {
        return transactions
                .read(items.find(attempt.items()).collectList())
                .map(found -> asksForMoreThanIsOpen(attempt, found));
    }

    private static boolean asksForMoreThanIsOpen(Attempt attempt, List<OpenItem> found) {
        Map<UUID, OpenItem> byId = found.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        return attempt.shares().stream().anyMatch(share -> {
            OpenItem item = byId.get(share.item());
            return item == null || item.open().amount() < share.amount();
        });
    }

    private Outcome outcome(Attempt attempt) {
        return switch (attempt.state()) {
            case REQUESTED, UNKNOWN -> JobHandler.again(attempt.untilNextLook(real.instant()));
            // Stripe did not say that the page is closed: run again, later and later.
            case OPEN -> throw new StripeGateway.StripeUnreachable();
            case PROCESSING, PAID, FAILED, EXPIRED -> JobHandler.done();
        };
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(40);
    }
}
