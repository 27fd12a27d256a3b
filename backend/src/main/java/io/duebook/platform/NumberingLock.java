package io.duebook.platform;

/**
 * The right to number a tenant's events, taken by the message that begins the transaction and given back with its end. Such
 * a transaction asks for nothing else of its tenant, and does not wait for the disk (docs/decisions/0170).
 */
final class NumberingLock implements FirstReading<NumberingLock.Held> {

    static final NumberingLock FIRST = new NumberingLock();

    private NumberingLock() {}

    /** @param isOurs false while another transaction numbers */
    record Held(boolean isOurs) {}

    @Override
    public Class<Held> type() {
        return Held.class;
    }

    @Override
    public String sql() {
        return """
                select pg_try_advisory_xact_lock(hashtextextended('event_number ' || cast(:tenant as text), 0)) as held,
                       set_config('synchronous_commit', 'off', true)
                """;
    }

    @Override
    public Held read(Row row) {
        return new Held(row.fact("held"));
    }
}
