package io.duebook.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time by which dates and {@code recorded_at} are told: real time, moved by what the directory says. Leases,
 * tokens and signatures use real time. In whole microseconds, as the database keeps it.
 */
public final class BusinessClock extends Clock {

    private final Clock real;
    private final AtomicReference<Duration> ahead;

    public BusinessClock(Clock real) {
        this(real, new AtomicReference<>(Duration.ZERO));
    }

    private BusinessClock(Clock real, AtomicReference<Duration> ahead) {
        this.real = real;
        this.ahead = ahead;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new BusinessClock(real.withZone(zone), ahead);
    }

    /** From now on, this far ahead of real time; negative: behind. */
    public void runAhead(Duration duration) {
        ahead.set(duration);
    }

    Duration aheadToReach(Instant moment) {
        return Duration.between(real.instant(), moment);
    }

    static BusinessClock real() {
        return new BusinessClock(Clock.system(ZoneOffset.UTC));
    }
}
