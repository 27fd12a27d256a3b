package io.duebook.item;

import io.duebook.platform.Caller;
import io.duebook.platform.KnownAtInFuture;
import io.duebook.platform.Transactions;
import io.duebook.shared.CustomerId;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What one customer owes, asked in one message. Which day is today only the tenant's row says, which comes with the answer:
 * where it was another than supposed, the question is asked again.
 */
@Component
class OneBalance {

    /** A server of many tenants forgets all now and then, and supposes anew. */
    private static final int REMEMBERED = 10_000;

    private final Transactions transactions;
    private final Tenants tenants;
    private final Clock clock;
    private final Map<TenantId, ZoneId> supposed = new ConcurrentHashMap<>();

    OneBalance(Transactions transactions, Tenants tenants, Clock businessClock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.clock = businessClock;
    }

    /** @param balances one per currency in which something is open, unapplied or promised */
    record Dated(AsOf asOf, List<Balance> balances) {}

    /**
     * As of a day, today if none is given; empty: no such customer.
     *
     * @throws KnownAtInFuture for a moment that has not come
     */
    Mono<Dated> of(CustomerId customer, @Nullable LocalDate day, DateBasis date, @Nullable Instant knownAt) {
        Instant now = clock.instant();
        Function<ZoneId, AsOf> point = zone -> AsOf.of(day, date, knownAt, now, zone);
        return Caller.current()
                .flatMap(caller ->
                        ask(caller.tenant(), customer, point, supposed.getOrDefault(caller.tenant(), ZoneOffset.UTC)));
    }

    private Mono<Dated> ask(TenantId tenant, CustomerId customer, Function<ZoneId, AsOf> point, ZoneId zone) {
        AsOf asked = point.apply(zone);
        return transactions
                .ask(new BalanceQuestion(customer, asked))
                // Which says why there is none.
                .switchIfEmpty(tenants.current().then(Mono.empty()))
                .flatMap(answer -> {
                    AsOf meant = point.apply(answer.zone());
                    suppose(tenant, answer.zone());
                    return meant.day().equals(asked.day())
                            ? Mono.justOrEmpty(answer.balances()).map(found -> new Dated(meant, found))
                            : ask(tenant, customer, point, answer.zone());
                });
    }

    private void suppose(TenantId tenant, ZoneId zone) {
        if (supposed.size() >= REMEMBERED) {
            supposed.clear();
        }
        supposed.put(tenant, zone);
    }
}
