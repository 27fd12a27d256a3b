package io.duebook.platform;

import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Numbers without gaps: the row stays locked until the transaction ends, so take one when all is decided, and never in a
 * payment's transaction. Rolled back, the number is free again.
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

    /**
     * The next number of a series that is written as its tenant wants it and that no document has; what a person or an
     * import gave out already is passed over.
     *
     * @param day of the document, for whose year it is counted where years are counted apart
     * @param document the query for a document of the tenant with the number {@code %s}
     */
    public Mono<String> takeFree(String series, NumberFormat format, LocalDate day, String document) {
        String free = """
                (with recursive tried (number) as (
                     select cast(%s as bigint)
                     union all
                     select number + 1
                       from tried
                      where coalesce((select true from (%s) as given limit 1), false))
                 select max(number) from tried)""";
        String written = ":prefix || lpad(tried.number::text, greatest(:digits, length(tried.number::text)), '0')";
        String taken = document.formatted(written);
        return database.sql("""
                        insert into number_series as series (tenant_id, series, prefix, digits, next)
                        values (:tenant, :series, :prefix, :digits, %s + 1)
                        on conflict (tenant_id, series) do update
                           set next = case when excluded.next > series.next then excluded.next else %s + 1 end,
                               prefix = excluded.prefix,
                               digits = excluded.digits
                        returning prefix || lpad((next - 1)::text, greatest(digits, length((next - 1)::text)), '0')
                               as number
                        """.formatted(free.formatted("""
                                        greatest(:start, coalesce((select next
                                                                     from number_series
                                                                    where tenant_id = :tenant
                                                                      and series = :series), 1))""", taken), free.formatted("series.next", taken)))
                .bind("series", format.count(series, day))
                .bind("prefix", format.prefixOf(day))
                .bind("digits", format.digits())
                .bind("start", format.start())
                .one(row -> String.valueOf(row.get("number", String.class)));
    }

    /** The next numbers of a series, in order. */
    public Mono<List<String>> take(String series, String prefix, int count) {
        return take(series, prefix, DIGITS, 1, count);
    }

    /**
     * The next numbers of a series that is written as its tenant wants it, in order.
     *
     * @param day of the documents, for whose year they are counted where years are counted apart
     */
    public Mono<List<String>> take(String series, NumberFormat format, LocalDate day, int count) {
        return take(format.count(series, day), format.prefixOf(day), format.digits(), format.start(), count);
    }

    private Mono<List<String>> take(String series, String prefix, int digits, long start, int count) {
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
                .bind("series", series)
                .bind("prefix", prefix)
                .bind("digits", digits)
                .bind("start", start)
                .bind("count", (long) count)
                .all(row -> String.valueOf(row.get("number", String.class)))
                .collectList();
    }
}
