package io.duebook.platform;

import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Numbers without gaps: the row stays locked until the transaction ends, so take one last, and never in a payment's
 * transaction. Rolled back, the number is free again.
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
        return take(series, prefix, 1).map(List::getFirst);
    }

    /** The next numbers of a series, in order. */
    public Mono<List<String>> take(String series, String prefix, int count) {
        return take(series, new Written(prefix, DIGITS, 1), count);
    }

    /**
     * The next number of a series that is written as its tenant wants it.
     *
     * @param day of the document, for whose year it is counted where years are counted apart
     */
    public Mono<String> take(String series, NumberFormat format, LocalDate day) {
        return take(format.count(series, day), new Written(format.prefixOf(day), format.digits(), format.start()), 1)
                .map(List::getFirst);
    }

    private record Written(String prefix, int digits, long start) {}

    private Mono<List<String>> take(String count, Written written, int numbers) {
        return database.sql("""
                        with taken as (
                            insert into number_series (tenant_id, series, prefix, digits, next)
                            values (:tenant, :series, :prefix, :digits, :start + :count)
                            on conflict (tenant_id, series) do update
                               set next = greatest(number_series.next, :start) + :count,
                                   prefix = excluded.prefix,
                                   digits = excluded.digits
                            returning prefix, digits, next
                        )
                        select prefix || lpad(number::text, greatest(digits, length(number::text)), '0') as number
                          from taken, generate_series(next - :count, next - 1) as series (number)
                         order by series.number
                        """)
                .bind("series", count)
                .bind("prefix", written.prefix())
                .bind("digits", written.digits())
                .bind("start", written.start())
                .bind("count", (long) numbers)
                .all(row -> String.valueOf(row.get("number", String.class)))
                .collectList();
    }
}
