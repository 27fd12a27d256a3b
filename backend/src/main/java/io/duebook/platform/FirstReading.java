package io.duebook.platform;

/**
 * What nearly every transaction asks: a row of the tenant's own, read in the message that begins the transaction and so
 * without a round trip. It is remembered for {@link Transactions#once}.
 */
public interface FirstReading<T> {

    /** Under what the row is remembered. */
    Class<T> type();

    /** One query of at most one row, in which {@code :tenant} stands for the tenant's id and nothing else is bound. */
    String sql();

    T read(Row row);
}
