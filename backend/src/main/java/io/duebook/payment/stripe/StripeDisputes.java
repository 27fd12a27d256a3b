package io.duebook.payment.stripe;

import io.duebook.payment.Chargebacks;
import io.duebook.payment.Dispute;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.shared.PaymentId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells the books how a dispute stands at Stripe. */
@Component
class StripeDisputes {

    private final Chargebacks chargebacks;
    private final Tenants tenants;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Clock real = Clock.systemUTC();

    StripeDisputes(Chargebacks chargebacks, Tenants tenants, Transactions transactions, BusinessClock clock) {
        this.chargebacks = chargebacks;
        this.tenants = tenants;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Books what was taken, and what came back. Until something was taken, nothing is to be booked. */
    Mono<Void> book(PaymentId payment, DisputeSeen seen) {
        return seen.takenAt()
                .map(takenAt -> transactions
                        .read(tenants.current())
                        .flatMap(tenant -> chargebacks.book(payment, dispute(seen, takenAt, tenant))))
                .orElse(Mono.empty());
    }

    private Dispute dispute(DisputeSeen seen, Instant takenAt, Tenant tenant) {
        return new Dispute(
                seen.id(),
                seen.amount(),
                day(takenAt, tenant),
                seen.fee(),
                seen.givenBackAt().map(at -> day(at, tenant)),
                Reason.of("Dispute %s at Stripe: %s".formatted(seen.id(), seen.reason())),
                DisputeSweeper.KIND);
    }

    /** Stripe tells real time: counted back from now, it fits a business clock that was moved. */
    private LocalDate day(Instant at, Tenant tenant) {
        Duration ago = Duration.between(at, real.instant());
        Instant then = clock.instant().minus(ago.isNegative() ? Duration.ZERO : ago);
        return LocalDate.ofInstant(then, tenant.zone());
    }
}
