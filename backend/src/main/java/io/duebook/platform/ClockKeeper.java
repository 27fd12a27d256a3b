package io.duebook.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Profile;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Moves the business clock of every part at once: each server follows the directory's one row (sandbox only). */
@Component
@Profile("sandbox")
@EnableConfigurationProperties(ClockSettings.class)
class ClockKeeper implements ReactiveHealthIndicator {

    private static final Duration FOLLOWED_WITHIN = Duration.ofMillis(600);

    private final DatabaseClient directory;
    private final BusinessClock clock;
    private final ClockSettings settings;
    private final String[] waitForADay;
    private final AtomicBoolean told = new AtomicBoolean();

    ClockKeeper(
            @Qualifier("directoryClient") DatabaseClient directory,
            BusinessClock clock,
            ClockSettings settings,
            List<JobHandler> handlers) {
        this.directory = directory;
        this.clock = clock;
        this.settings = settings;
        this.waitForADay = handlers.stream()
                .filter(JobHandler::waitsForADay)
                .map(JobHandler::kind)
                .toArray(String[]::new);
    }

    /**
     * Moves the clock forward and returns once every server has followed.
     *
     * @throws ClockRunsForwardOnly if the moment lies behind the business clock
     */
    Mono<Instant> moveTo(Instant moment) {
        if (moment.isBefore(clock.instant())) {
            return Mono.error(new ClockRunsForwardOnly(clock.instant()));
        }
        return directory
                .sql("""
                        update directory.business_clock
                           set ahead_micros = greatest(ahead_micros, :ahead)
                        """)
                .bind("ahead", clock.aheadToReach(moment).toNanos() / 1_000)
                .fetch()
                .rowsUpdated()
                .then(follow())
                .then(Mono.delay(FOLLOWED_WITHIN))
                .then(Mono.defer(this::wake))
                .then(Mono.fromSupplier(clock::instant));
    }

    /** Work that sleeps until a day begins sleeps in real time, and the day may have come at once. */
    private Mono<Long> wake() {
        return directory
                .sql("update directory.due_work set due_at = now() where kind = any(:kinds) and due_at > now()")
                .bind("kinds", waitForADay)
                .fetch()
                .rowsUpdated();
    }

    @Scheduled(fixedDelay = 250)
    Mono<Void> follow() {
        return told.get() ? read() : begin(settings.start()).then(Mono.defer(this::read));
    }

    /** A fresh installation may begin in the past; one that has a tenant has a past of its own. */
    private Mono<Void> begin(@Nullable Instant moment) {
        return moment == null
                ? Mono.empty()
                : directory
                        .sql("""
                                update directory.business_clock
                                   set ahead_micros = :ahead
                                 where ahead_micros = 0
                                   and not exists (select from directory.tenant)
                                """)
                        .bind("ahead", clock.aheadToReach(moment).toNanos() / 1_000)
                        .fetch()
                        .rowsUpdated()
                        .then();
    }

    private Mono<Void> read() {
        return directory
                .sql("select ahead_micros from directory.business_clock")
                .map(row -> Duration.of(row.get("ahead_micros", Long.class), ChronoUnit.MICROS))
                .one()
                .doOnNext(clock::runAhead)
                .doOnNext(ahead -> told.set(true))
                .then();
    }

    /** Nobody may be served before the time is known. */
    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(
                () -> told.get() ? Health.up().build() : Health.down().build());
    }
}
