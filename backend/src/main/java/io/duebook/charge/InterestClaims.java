package io.duebook.charge;

import io.duebook.charge.ChargeRepository.InterestOf;
import io.duebook.charge.InterestClaimView.Preview;
import io.duebook.customer.Customers;
import io.duebook.item.Credits;
import io.duebook.item.Debts;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Ledger;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Claims late interest of a customer: what is owed to a day and not claimed yet, each claim's as an item of its own;
 * and gives back what was claimed too much, when a payment is found late.
 */
@Service
public class InterestClaims {

    private static final String SERIES = "interest";
    private static final String PREFIX = "INT-";

    private final ChargeRepository charges;
    private final Customers customers;
    private final Tenants tenants;
    private final Debts debts;
    private final Items items;
    private final Credits credits;
    private final Ledger ledger;
    private final ChargeNumbers numbers;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    InterestClaims(
            ChargeRepository charges,
            Customers customers,
            Tenants tenants,
            Debts debts,
            Items items,
            Credits credits,
            Ledger ledger,
            ChargeNumbers numbers,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.charges = charges;
        this.customers = customers;
        this.tenants = tenants;
        this.debts = debts;
        this.items = items;
        this.credits = credits;
        this.ledger = ledger;
        this.numbers = numbers;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Claims what is owed through a day, that day included. Claims of one customer come one after another, so that none
     * counts what another is claiming.
     *
     * @throws ThroughInFuture for a day that has not come
     * @throws UnknownReference if there is no such customer
     */
    Mono<InterestClaimView> claim(CustomerId customer, LocalDate through) {
        return transactions.write(policies(through)
                .delayUntil(policies ->
                        customers.lock(customer).switchIfEmpty(Mono.error(() -> new UnknownReference("/customer"))))
                .flatMap(policies -> reckon(customer, policies, through)
                        .flatMap(reckonings -> reckonings.isEmpty()
                                ? Mono.just(InterestClaimView.NOTHING)
                                : claim(customer, policies, reckonings))));
    }

    /**
     * Claims, in the transaction at hand and of a customer who is locked, the interest of one currency that is owed
     * through a day and not claimed yet: before money is laid over it. Numbers are of no series, for none is taken in a
     * payment's transaction.
     *
     * @param through today where it has not come
     */
    public Mono<Void> claimBeforePaying(CustomerId customer, Currency currency, LocalDate through) {
        return tenants.current().flatMap(tenant -> {
            LocalDate today = tenant.today(clock);
            Policies.Interest policies = tenant.policies().interest();
            return reckon(customer, policies, through.isAfter(today) ? today : through, currency::equals)
                    .filter(reckonings -> !reckonings.isEmpty())
                    .flatMap(reckonings -> reach(reckonings)
                            .collectList()
                            .map(reach -> InterestClaim.of(
                                    customer,
                                    policies,
                                    reckonings,
                                    reach,
                                    charge -> Charge.numberWithoutSeries(PREFIX, charge))))
                    .flatMap(claim -> database.write(writes(claim)));
        });
    }

    /**
     * What a claim would bring, posting nothing.
     *
     * @param through today unless given
     */
    Mono<Preview> preview(CustomerId customer, @Nullable LocalDate through) {
        return transactions.read(customers
                .mustKnow(customer)
                .then(tenants.current())
                .map(tenant -> through == null ? tenant.today(clock) : through)
                .flatMap(day -> policies(day)
                        .flatMap(policies -> reckon(customer, policies, day))
                        .map(reckonings -> Preview.of(day, reckonings))));
    }

    private Mono<Policies.Interest> policies(LocalDate through) {
        return tenants.current()
                .doOnNext(tenant -> mustHaveCome(through, tenant))
                .map(tenant -> tenant.policies().interest());
    }

    private void mustHaveCome(LocalDate through, Tenant tenant) {
        LocalDate today = tenant.today(clock);
        if (through.isAfter(today)) {
            throw new ThroughInFuture(today);
        }
    }

    private Mono<List<Reckoning>> reckon(CustomerId customer, Policies.Interest policies, LocalDate through) {
        return reckon(customer, policies, through, any -> true);
    }

    private Mono<List<Reckoning>> reckon(
            CustomerId customer, Policies.Interest policies, LocalDate through, Predicate<Currency> of) {
        return charges.claimed(customer).flatMap(claimed -> debts.unpaidWhenDue(customer, through, claimed.keySet())
                .filter(debt -> of.test(debt.currency()))
                .collectList()
                .map(found -> Reckoning.of(found, claimed, policies, through)));
    }

    private Mono<InterestClaimView> claim(CustomerId customer, Policies.Interest policies, List<Reckoning> reckonings) {
        return reach(reckonings)
                .collectList()
                // Decided and read before numbers are taken, which others then wait for.
                .zipWhen(reach -> numbers(reckonings))
                .map(found -> {
                    Iterator<String> numbers = found.getT2().iterator();
                    return InterestClaim.of(customer, policies, reckonings, found.getT1(), charge -> numbers.next());
                })
                .delayUntil(claim -> database.write(writes(claim)))
                .map(InterestClaimView::of);
    }

    /** One for each, of the year of its own day. */
    private Mono<List<String>> numbers(List<Reckoning> reckonings) {
        Map<LocalDate, Long> byDay = reckonings.stream()
                .collect(Collectors.groupingBy(Reckoning::through, TreeMap::new, Collectors.counting()));
        return tenants.current()
                .map(tenant -> tenant.policies().numbering().interest())
                .flatMap(series -> Flux.fromIterable(byDay.entrySet())
                        .concatMap(day -> numbers.take(
                                        SERIES,
                                        series,
                                        day.getKey(),
                                        day.getValue().intValue())
                                .map(taken -> Map.entry(day.getKey(), taken.iterator())))
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue))
                .map(taken -> reckonings.stream()
                        .map(reckoning -> Objects.requireNonNull(taken.get(reckoning.through()))
                                .next())
                        .toList());
    }

    /** Interest items that a credit may settle, in the order in which it does: the newest of each claim first. */
    private Flux<Correctable> reach(List<Reckoning> reckonings) {
        return charges.interestOf(reckonings.stream()
                        .filter(reckoning -> reckoning.excess() > 0)
                        .map(reckoning -> reckoning.debt().id())
                        .toList())
                .collectList()
                .zipWhen(found -> items.find(
                                found.stream().map(InterestOf::interest).toList())
                        .collectMap(OpenItem::id, Function.identity()))
                .flatMapIterable(found -> found.getT1().stream()
                        .flatMap(of -> Stream.ofNullable(found.getT2().get(of.interest()))
                                .map(interest -> new Correctable(of.claim(), interest)))
                        .toList());
    }

    /** An interest item and the claim it is of. */
    record Correctable(UUID claim, OpenItem interest) {}

    private Write writes(InterestClaim claim) {
        return Write.all(
                charges.insert(claim.charges()),
                items.open(claim.claimed().stream().map(Charge::item).toList()),
                claim.credited().isEmpty()
                        ? Write.nothing()
                        : credits.receive(
                                claim.credited().stream()
                                        .map(InterestClaim.Credited::credit)
                                        .toList(),
                                claim.allocations()),
                ledger.post(claim.postings()),
                events.append(claim.events()));
    }
}
