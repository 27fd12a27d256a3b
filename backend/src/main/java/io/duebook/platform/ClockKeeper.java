package io.duebook.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Profile;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Moves the business clock of every part at once: each server follows the directory's one row (sandbox only). */
@Component
@Profile("sandbox")
class ClockKeeper {

    private static final Duration FOLLOWED_WITHIN = Duration.ofMillis(600);

    private final DatabaseClient directory;
    private final BusinessClock clock;

    ClockKeeper(@Qualifier("directoryClient") DatabaseClient directory, BusinessClock clock) {
        this.directory = directory;
        this.clock = clock;
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
                .then(Mono.fromSupplier(clock::instant));
    }

    @Scheduled(fixedDelay = 250)
    Mono<Void> follow() {
        return directory
                .sql("select ahead_micros from directory.business_clock")
                .map(row -> Duration.of(row.get("ahead_micros", Long.class), ChronoUnit.MICROS))
                .one()
                .doOnNext(clock::runAhead)
                .then();
    }
}
