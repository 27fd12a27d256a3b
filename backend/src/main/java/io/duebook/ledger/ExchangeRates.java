package io.duebook.ledger;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.tenant.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What currencies were worth in others, day by day: recorded, never changed, and asked for (docs/decisions/0140). */
@Service
public class ExchangeRates {

    private final ExchangeRateRepository rates;
    private final Tenants tenants;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;

    ExchangeRates(
            ExchangeRateRepository rates,
            Tenants tenants,
            EventLog events,
            Database database,
            Transactions transactions) {
        this.rates = rates;
        this.tenants = tenants;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    /** Records rates; each counts from its day on, until the next one of its pair. */
    Mono<List<ExchangeRateView>> record(List<NewExchangeRate> asked) {
        List<NewExchangeRate.Identified> added =
                asked.stream().map(NewExchangeRate::identified).toList();
        return transactions.write(database.write(rates.insert(added)
                        .and(events.append(added.stream()
                                .map(rate -> Event.of("exchange_rate.recorded", rate.id(), null, rate.event()))
                                .toList())))
                .then(Mono.defer(() -> rates.find(added).collectList())));
    }

    Mono<Page<ExchangeRateView>> list(ExchangeRateFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(rates.list(filter, after, limit.withOneMore())
                .collectList()
                .map(found -> Page.of(found, limit.rows(), ExchangeRateFilter::cursorAfter)));
    }

    /**
     * How one currency became another on a day, by the latest rate not after it: their own, in either direction, else
     * over the tenant's base currency. Empty where nobody said.
     */
    public Mono<Conversion> find(Currency from, Currency to, LocalDate on) {
        return find(from, to, on, null);
    }

    /** The same as it was known at a moment, if one is given. */
    Mono<Conversion> find(Currency from, Currency to, LocalDate on, @Nullable Instant knownAt) {
        return transactions.read(tenants.current().flatMap(tenant -> {
            List<CurrencyPair> own = List.of(CurrencyPair.of(from, to));
            List<CurrencyPair> overBase = overBase(from, to, tenant.baseCurrency());
            return rates.latest(Stream.concat(own.stream(), overBase.stream()).toList(), on, knownAt)
                    .collectMap(rate -> CurrencyPair.of(rate.base(), rate.quote()))
                    .flatMap(known -> Mono.justOrEmpty(
                            conversion(from, to, own, known).or(() -> conversion(from, to, overBase, known))));
        }));
    }

    private static List<CurrencyPair> overBase(Currency from, Currency to, Currency base) {
        return from.equals(base) || to.equals(base)
                ? List.of()
                : List.of(CurrencyPair.of(from, base), CurrencyPair.of(base, to));
    }

    private static Optional<Conversion> conversion(
            Currency from, Currency to, List<CurrencyPair> way, Map<CurrencyPair, Conversion.Step> known) {
        return way.isEmpty() || !known.keySet().containsAll(way)
                ? Optional.empty()
                : Optional.of(new Conversion(
                        from, to, way.stream().map(known::get).collect(Collectors.toUnmodifiableList())));
    }
}
