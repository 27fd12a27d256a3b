package io.duebook.platform;

import java.util.Map;
import java.util.Optional;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a transaction asks in the message that begins it, and so without a round trip: nearly always a row of the tenant's
 * own. It is remembered for {@link Transactions#once}. Each connection plans it once (docs/decisions/0173).
 */
public interface FirstReading<T> {

    /** Under what the row is remembered. */
    Class<T> type();

    /** One query of at most one row, in which {@code :tenant} stands for the tenant's id and other names for {@link #values}. */
    String sql();

    /** By the names in the query: UUIDs, days, moments and facts, of which none can change the text it is put into. */
    default Map<String, Object> values() {
        return Map.of();
    }

    T read(Row row);

    /** Whether nothing else is asked, so that the message also ends the transaction: {@link Transactions#ask}. */
    default boolean isAll() {
        return false;
    }

    /** Has a transaction that begins behind it begin with this instead. */
    default Context into(Context context) {
        return context.put(FirstReading.class, this);
    }

    static Optional<FirstReading<?>> wanted(ContextView context) {
        return context.<FirstReading<?>>getOrEmpty(FirstReading.class);
    }
}
