package io.duebook.plan;

import io.duebook.item.ItemWatch;
import io.duebook.plan.OfferPayments.Paid;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.JobHandler;
import io.duebook.platform.NotFound;
import io.duebook.shared.SettlementOfferId;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Tenants;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Looks at an offer again whenever one of its claims has changed: whatever changes a claim leaves this work in its own
 * transaction, so that no command has to know of offers and none can forget one (docs/decisions/0150).
 */
@Component
class SettlementOfferJob implements JobHandler {

    /** Looked at at least this often, for a zone or a clock may have been changed. */
    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

    private final SettlementOffers offers;
    private final Tenants tenants;
    private final BusinessClock clock;

    SettlementOfferJob(SettlementOffers offers, Tenants tenants, BusinessClock clock) {
        this.offers = offers;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ItemWatch.OFFER_TOUCHED;
    }

    /** Money may be booked that counts from a day to come only. */
    @Override
    public boolean waitsForADay() {
        return true;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return offers.reckon(new SettlementOfferId(subject))
                .zipWith(tenants.current(), (paid, current) -> outcome(paid, current.zone()))
                .onErrorReturn(NotFound.class, JobHandler.done());
    }

    private Outcome outcome(Paid paid, ZoneId zone) {
        LocalDate next = paid.nextOn();
        if (next == null) {
            return JobHandler.done();
        }
        Duration left =
                Duration.between(clock.instant(), next.atStartOfDay(zone).toInstant());
        return JobHandler.again(
                left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left);
    }
}
