package io.duebook.ledger;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.ExchangeRateId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Exchange rates in the database. */
@Repository
class ExchangeRateRepository {

    private static final String VIEW = """
            select r.id, r.base, r.quote, r.rate, r.rate_on, r.recorded_at,
                   exists (select from exchange_rate later
                            where later.tenant_id = :tenant
                              and later.pair = r.pair
                              and later.rate_on = r.rate_on
                              and (later.recorded_at, later.id) > (r.recorded_at, r.id)) as replaced
              from exchange_rate r
             where r.tenant_id = :tenant
            """;

    private final Database database;

    ExchangeRateRepository(Database database) {
        this.database = database;
    }

    /** Each is recorded after what was recorded of its pair and day before, however far another server's clock was. */
    Write insert(List<NewExchangeRate.Identified> rates) {
        return Write.part("exchange_rate_row", """
                        insert into exchange_rate (tenant_id, id, base, quote, rate, rate_on, recorded_at)
                        select :tenant, row.id, row.base, row.quote, row.rate, row.rate_on,
                               greatest(:now, (select max(before.recorded_at) + interval '1 microsecond'
                                                 from exchange_rate before
                                                where before.tenant_id = :tenant
                                                  and before.pair = row.pair
                                                  and before.rate_on = row.rate_on))
                          from unnest(:exchange_rate_row_id, :exchange_rate_row_base, :exchange_rate_row_quote,
                                      :exchange_rate_row_rate, :exchange_rate_row_on, :exchange_rate_row_pair)
                            as row (id, base, quote, rate, rate_on, pair)
                        """)
                .column("exchange_rate_row_id", UUID.class, rates, row -> row.id()
                        .value())
                .column("exchange_rate_row_base", String.class, rates, row -> row.rate()
                        .base()
                        .code())
                .column("exchange_rate_row_quote", String.class, rates, row -> row.rate()
                        .quote()
                        .code())
                .column("exchange_rate_row_rate", BigDecimal.class, rates, row -> row.rate()
                        .number())
                .column("exchange_rate_row_on", LocalDate.class, rates, row -> row.rate()
                        .on())
                .column("exchange_rate_row_pair", String.class, rates, row -> CurrencyPair.of(
                                row.rate().base(), row.rate().quote())
                        .code())
                .build();
    }

    /** Those just recorded, in their order. */
    Flux<ExchangeRateView> find(List<NewExchangeRate.Identified> rates) {
        return database.sql(VIEW + " and r.id = any(:ids) order by r.id")
                .bind("ids", rates.stream().map(rate -> rate.id().value()).toArray(UUID[]::new))
                .all(columns -> view(new Row(columns)));
    }

    Flux<ExchangeRateView> list(ExchangeRateFilter filter, @Nullable Cursor after, int rows) {
        Currency base = filter.base();
        Currency quote = filter.quote();
        return Listing.of(database, VIEW)
                .where("r.base = :base", base == null ? null : base.code())
                .where("r.quote = :quote", quote == null ? null : quote.code())
                .where("r.rate_on >= :from", filter.from())
                .where("r.rate_on <= :to", filter.to())
                .latestDayFirst("r.rate_on", "r.id", after, rows)
                .all(columns -> view(new Row(columns)));
    }

    /** Of each pair the latest rate not after a day; of several of one day, the one recorded last. */
    Flux<Conversion.Step> latest(List<CurrencyPair> pairs, LocalDate on, @Nullable Instant knownAt) {
        return database.sql("""
                        select latest.base, latest.quote, latest.rate, latest.rate_on
                          from unnest(:pairs) as asked (pair)
                         cross join lateral (
                               select base, quote, rate, rate_on
                                 from exchange_rate
                                where tenant_id = :tenant
                                  and pair = asked.pair
                                  and rate_on <= :on
                                  and (cast(:known_at as timestamptz) is null or recorded_at <= :known_at)
                                order by rate_on desc, recorded_at desc, id desc
                                limit 1) as latest
                        """)
                .bind("pairs", pairs.stream().map(CurrencyPair::code).toArray(String[]::new))
                .bind("on", on)
                .bind("known_at", knownAt, Instant.class)
                .all(columns -> {
                    var row = new Row(columns);
                    return new Conversion.Step(
                            row.currency("base"), row.currency("quote"), rate(row), row.date("rate_on"));
                });
    }

    private static BigDecimal rate(Row row) {
        return Objects.requireNonNull(row.columns().get("rate", BigDecimal.class));
    }

    private static ExchangeRateView view(Row row) {
        return new ExchangeRateView(
                new ExchangeRateId(row.uuid("id")),
                row.currency("base"),
                row.currency("quote"),
                Conversion.plain(rate(row)),
                row.date("rate_on"),
                row.fact("replaced"),
                row.moment("recorded_at"));
    }
}
