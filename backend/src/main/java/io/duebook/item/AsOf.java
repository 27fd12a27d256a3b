package io.duebook.item;

import io.duebook.platform.KnownAtInFuture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * For which day, by which dates and with which knowledge a figure is asked.
 *
 * @param day the figure is that of the end of this business day
 * @param date by which of their dates movements count as of the day
 * @param knownAt nothing recorded later counts
 * @param latest whether everything known now was asked for, and no moment named
 * @param zone in which the tenant's days begin and end
 * @param provisional whether a transaction under way may still change the answer
 */
public record AsOf(LocalDate day, DateBasis date, Instant knownAt, boolean latest, ZoneId zone, boolean provisional) {

    /** The database ends every transaction by then: what is known at an older moment never changes again. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Today and everything known now, unless said otherwise.
     *
     * @throws KnownAtInFuture for a moment that has not come
     */
    static AsOf of(@Nullable LocalDate asOf, DateBasis date, @Nullable Instant knownAt, Instant now, ZoneId zone) {
        Instant known = KnownAtInFuture.orNow(knownAt, now);
        return new AsOf(
                asOf == null ? LocalDate.ofInstant(now, zone) : asOf,
                date,
                known,
                knownAt == null,
                zone,
                known.plus(LONGEST_TRANSACTION).isAfter(now));
    }

    /** The same knowledge of another day. */
    public AsOf on(LocalDate otherDay) {
        return new AsOf(otherDay, date, knownAt, latest, zone, provisional);
    }

    boolean byAccounting() {
        return date == DateBasis.ACCOUNTING;
    }

    /**
     * What is recorded after this moment does not count. Where everything known is asked for this lies beyond any row,
     * for another server's clock may be a little ahead of ours.
     */
    public Instant recordedUntil() {
        return latest ? NEVER : knownAt;
    }
}
