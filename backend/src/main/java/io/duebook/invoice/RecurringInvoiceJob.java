package io.duebook.invoice;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Refusal;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes recurring invoices when their day begins in the tenant's time zone, one after another where several days have
 * passed. Each is a transaction of its own that moves the schedule on, so that a run that comes twice finds nothing to
 * do the second time.
 */
@Component
class RecurringInvoiceJob implements JobHandler {

    static final String KIND = "recurring_invoice";

    /** Looked at at least this often, for a zone or a clock may have been changed. */
    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
    /** So many days that have passed fit into one run; the rest go into the next. */
    private static final int IN_ONE_RUN = 20;

    private final RecurringInvoices recurring;
    private final Tenants tenants;
    private final BusinessClock clock;

    RecurringInvoiceJob(RecurringInvoices recurring, Tenants tenants, BusinessClock clock) {
        this.recurring = recurring;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean waitsForADay() {
        return true;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return tenants.current()
                .map(Tenant::zone)
                .flatMap(zone -> makeAllDue(subject, zone).map(plan -> outcome(plan, zone)))
                .defaultIfEmpty(JobHandler.done())
                .onErrorResume(
                        Refusal.class,
                        refused -> refused.kind().retryable()
                                ? Mono.error(refused)
                                : recurring.stop(subject, refused.code()).thenReturn(JobHandler.done()));
    }

    private Mono<RecurringInvoice> makeAllDue(UUID subject, ZoneId zone) {
        return recurring
                .makeIfDue(subject)
                .expand(plan -> untilNext(plan, zone).isZero() ? recurring.makeIfDue(subject) : Mono.empty())
                .take(IN_ONE_RUN)
                .takeLast(1)
                .next();
    }

    private Outcome outcome(RecurringInvoice plan, ZoneId zone) {
        return plan.state() == RecurringInvoice.State.ACTIVE
                ? JobHandler.again(untilNext(plan, zone))
                : JobHandler.done();
    }

    private Duration untilNext(RecurringInvoice plan, ZoneId zone) {
        LocalDate on = plan.nextOn();
        if (on == null) {
            return LONGEST_SLEEP;
        }
        Duration left = Duration.between(clock.instant(), on.atStartOfDay(zone).toInstant());
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left;
    }
}
