package io.duebook.item;

import io.duebook.item.CreditApplication.Pair;
import io.duebook.item.CreditApplication.WentAndCame;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lays what a customer has unapplied over what they owe. Whoever asks holds the customer's lock. */
@Component
public class UnappliedCredit {

    private final Items items;
    private final Credits credits;
    private final AllocationBooking booking;
    private final Tenants tenants;
    private final Database database;
    private final BusinessClock clock;

    UnappliedCredit(
            Items items,
            Credits credits,
            AllocationBooking booking,
            Tenants tenants,
            Database database,
            BusinessClock clock) {
        this.items = items;
        this.credits = credits;
        this.booking = booking;
        this.tenants = tenants;
        this.database = database;
        this.clock = clock;
    }

    /** Over all that is owed in a currency, by hand. */
    public Mono<List<Allocation>> apply(CustomerId customer, Currency currency) {
        return tenants.current()
                .zipWith(items.unpaid(customer, currency).collectList())
                .flatMap(found -> apply(found.getT1(), customer, currency, found.getT2()));
    }

    /** Over a claim that was just issued, where the tenant's policy says so. */
    public Mono<List<Allocation>> applyByPolicy(UUID claim) {
        return tenants.current()
                .filter(tenant -> tenant.policies().applyCredits())
                .zipWith(items.find(List.of(claim)).next().filter(item -> item.open()
                        .isPositive()))
                .flatMap(found -> apply(
                        found.getT1(),
                        found.getT2().customer(),
                        found.getT2().open().currency(),
                        List.of(found.getT2())))
                .defaultIfEmpty(List.of());
    }

    /** These credits over a claim that was just issued, because it names them: on the later of its and their dates. */
    public Mono<List<Allocation>> apply(UUID claim, List<Credit> named) {
        return tenants.current()
                .zipWith(items.find(List.of(claim)).next().filter(item -> item.open()
                        .isPositive()))
                .flatMap(found -> apply(found.getT1(), named, List.of(found.getT2()), LocalDate.MIN))
                .defaultIfEmpty(List.of());
    }

    private Mono<List<Allocation>> apply(Tenant tenant, CustomerId customer, Currency currency, List<OpenItem> owed) {
        return credits.withUnapplied(customer, currency)
                .collectList()
                .flatMap(credits -> apply(tenant, credits, owed, tenant.today(clock)));
    }

    private Mono<List<Allocation>> apply(
            Tenant tenant, List<Credit> credits, List<OpenItem> owed, LocalDate notBefore) {
        return Mono.just(credits)
                .zipWhen(all -> before(all.stream().map(Credit::id).toList()))
                .map(found -> new CreditApplication(
                                SettlementOrder.of(tenant.policies().settlement()),
                                tenant.policies(),
                                found.getT2(),
                                tenant.today(clock),
                                notBefore)
                        .of(found.getT1(), owed))
                .delayUntil(made -> made.isEmpty() ? Mono.empty() : database.write(booking.made(made)));
    }

    private Mono<WentAndCame> before(Collection<UUID> credits) {
        return credits.isEmpty()
                ? Mono.just(WentAndCame.never())
                : database.sql("""
                        select credit_id, item_id, max(value_on) as last_on
                          from movement
                         where tenant_id = :tenant
                           and credit_id = any(:credits)
                           and kind in ('allocation_undone', 'reinstatement', 'chargeback_undone')
                         group by credit_id, item_id
                        """)
                        .bind("credits", credits.toArray(UUID[]::new))
                        .all(columns -> Last.of(new Row(columns)))
                        .collectList()
                        .map(UnappliedCredit::wentAndCame);
    }

    /** @param item none where it is about the customer's having the credit at all */
    private record Last(UUID credit, Optional<UUID> item, LocalDate on) {

        static Last of(Row row) {
            return new Last(row.uuid("credit_id"), Optional.ofNullable(row.uuidIfAny("item_id")), row.date("last_on"));
        }
    }

    private static WentAndCame wentAndCame(List<Last> all) {
        var fromItems = new HashMap<Pair, LocalDate>();
        var fromCustomer = new HashMap<UUID, LocalDate>();
        all.forEach(last -> last.item()
                .ifPresentOrElse(
                        item -> fromItems.put(new Pair(last.credit(), item), last.on()),
                        () -> fromCustomer.put(last.credit(), last.on())));
        return new WentAndCame(fromItems, fromCustomer);
    }
}
