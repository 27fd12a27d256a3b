package io.duebook.item;

import io.duebook.ledger.Conversion;
import io.duebook.ledger.ExchangeRates;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What claims lose where money settles them at a rate given by hand that is better for the payer than the tenant's own of
 * the money's value date: as much of them ends without money (docs/decisions/0171).
 */
@Component
class RateLosses {

    private final ExchangeRates recorded;
    private final Database database;

    RateLosses(ExchangeRates recorded, Database database) {
        this.recorded = recorded;
        this.database = database;
    }

    /** Money that settled a part of a claim. @param on the money's value date */
    private record Settled(UUID claim, Money amount, Money taken, LocalDate on) {

        /** What it settled beyond what it was worth at a rate from the claim's currency, in minor units; never less than 0. */
        long beyond(Conversion own) {
            return taken.amount() >= own.of(amount).amount()
                    ? 0
                    : Math.max(0, amount.amount() - own.inverse().of(taken).amount());
        }
    }

    /**
     * What these claims lose by allocations at rates given by hand, in minor units; none where nothing is lost.
     *
     * @throws RateRefused where the tenant has no rate to hold one against
     */
    Mono<Map<UUID, Long>> of(List<Allocation> allocations, GivenRates given) {
        return Flux.fromIterable(allocations)
                .filter(made -> given.isGivenFor(made.item()))
                .mapNotNull(made -> made.exchange() == null
                        ? null
                        : new Settled(
                                made.item(), made.amount(), made.exchange().taken(), given.on()))
                .concatMap(settled -> own(settled)
                        .switchIfEmpty(Mono.error(() -> RateRefused.nothingToHoldItAgainst(
                                given.pointer(settled.claim()),
                                settled.amount().currency(),
                                settled.taken().currency(),
                                settled.on())))
                        .map(rate -> Map.entry(settled.claim(), settled.beyond(rate))))
                .collectList()
                .map(RateLosses::sums);
    }

    /** What these claims lost before, by allocations that stand, in minor units; none where nothing was lost. */
    Mono<Map<UUID, Long>> before(Collection<UUID> claims) {
        // What settled at the tenant's own rate of then lost nothing, though another may count by now.
        return database.sql("""
                        select a.item_id, a.currency, -a.item_delta as settled,
                               e.currency as money_currency, -e.credit_delta as taken, c.value_on
                          from movement a
                          join movement e on e.tenant_id = :tenant and e.part_of = a.id and e.kind = 'exchange'
                          join allocation_exchange x on x.tenant_id = :tenant and x.id = e.id
                          join credit c on c.tenant_id = :tenant and c.id = a.credit_id
                         where a.tenant_id = :tenant
                           and a.item_id = any(:claims)
                           and a.kind = 'allocation'
                           and not exists (select
                                             from movement undone
                                            where undone.tenant_id = :tenant
                                              and undone.reverses = a.id)
                           and exists (select
                                         from jsonb_array_elements(x.steps) as s
                                        where not exists (select
                                                            from exchange_rate r
                                                           where r.tenant_id = :tenant
                                                             and r.rate_on = (s ->> 'on')::date
                                                             and r.base = s ->> 'base'
                                                             and r.quote = s ->> 'quote'
                                                             and r.rate = (s ->> 'rate')::numeric
                                                             and r.recorded_at <= a.recorded_at
                                                             and not exists (
                                                                 select
                                                                   from exchange_rate newer
                                                                  where newer.tenant_id = :tenant
                                                                    and newer.pair = r.pair
                                                                    and newer.rate_on = r.rate_on
                                                                    and (newer.recorded_at, newer.id)
                                                                        > (r.recorded_at, r.id)
                                                                    and newer.recorded_at <= a.recorded_at)))
                        """)
                .bind("claims", claims.toArray(UUID[]::new))
                .all(Row::new)
                .map(row -> new Settled(
                        row.uuid("item_id"),
                        new Money(row.minor("settled"), row.currency("currency")),
                        new Money(row.minor("taken"), row.currency("money_currency")),
                        row.date("value_on")))
                .collectList()
                .flatMapIterable(found -> found)
                .concatMap(settled -> own(settled).map(rate -> Map.entry(settled.claim(), settled.beyond(rate))))
                .collectList()
                .map(RateLosses::sums);
    }

    private Mono<Conversion> own(Settled settled) {
        return recorded.find(settled.amount().currency(), settled.taken().currency(), settled.on());
    }

    private static Map<UUID, Long> sums(List<Map.Entry<UUID, Long>> losses) {
        return losses.stream()
                .filter(loss -> loss.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::addExact));
    }
}
