package io.duebook.platform;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Numbers without gaps: the row stays locked until the transaction ends, so take one last, and never in a payment's
 * transaction (MONEY-RULES 10). Rolled back, the number is free again.
 */
@Component
public class NumberSeries {

    private static final int DIGITS = 6;

    private final Database database;

    NumberSeries(Database database) {
        this.database = database;
    }

    /** The next number of a series, which begins at 1: {@code INV-000001}. */
    public Mono<String> take(String series, String prefix) {
        return database.sql("""
                        insert into number_series (tenant_id, series, prefix, digits, next)
                        values (:tenant, :series, :prefix, :digits, 2)
                        on conflict (tenant_id, series) do update set next = number_series.next + 1
                        returning prefix || lpad((next - 1)::text, greatest(digits, length((next - 1)::text)), '0')
                               as number
                        """)
                .bind("series", series)
                .bind("prefix", prefix)
                .bind("digits", DIGITS)
                .one(row -> String.valueOf(row.get("number", String.class)));
    }
}
