package io.duebook.platform;

import java.util.List;

/**
 * What has to be written about rows once they are there, in one statement behind theirs and in the same transaction. Where
 * nothing has to be, none is sent.
 *
 * @param <T> what every transaction begins with ({@link FirstReading}), by which it is decided
 */
public interface Aftermath<T, R> {

    Class<T> given();

    /** @param rows all that a write tells of, whichever of its parts does */
    Write of(T known, List<R> rows);
}
