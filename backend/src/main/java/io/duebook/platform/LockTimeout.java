package io.duebook.platform;

import io.r2dbc.spi.R2dbcException;
import java.util.stream.Stream;

/** Tells whether work ended because somebody else held a row for longer than the database lets one wait. */
public final class LockTimeout {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private LockTimeout() {}

    public static boolean isCauseOf(Throwable error) {
        return Stream.iterate(error, java.util.Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(cause ->
                        cause instanceof R2dbcException database && LOCK_NOT_AVAILABLE.equals(database.getSqlState()));
    }
}
