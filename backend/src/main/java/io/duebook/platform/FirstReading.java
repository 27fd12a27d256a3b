package io.duebook.platform;

import java.util.Optional;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a transaction asks in the message that begins it, and so without a round trip: nearly always a row of the tenant's
 * own. It is remembered for {@link Transactions#once}.
 */
public interface FirstReading<T> {

    /** Under what the row is remembered. */
    Class<T> type();

    /** One query of at most one row, in which {@code :tenant} stands for the tenant's id and nothing else is bound. */
    String sql();

    T read(Row row);

    /** Has a transaction that begins behind it begin with this instead. */
    default Context into(Context context) {
        return context.put(FirstReading.class, this);
    }

    static Optional<FirstReading<?>> wanted(ContextView context) {
        return context.<FirstReading<?>>getOrEmpty(FirstReading.class);
    }
}
