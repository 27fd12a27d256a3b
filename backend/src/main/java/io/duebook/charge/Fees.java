package io.duebook.charge;

import io.duebook.customer.Customers;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Ledger;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Fees and costs that a customer owes beside the principal. */
@Service
public class Fees {

    private static final String SERIES = "fee";
    private static final String PREFIX = "FEE-";
    private static final String RECLAIM_PREFIX = "RCL-";

    private final ChargeRepository charges;
    private final ChargeViews views;
    private final Customers customers;
    private final Tenants tenants;
    private final Items items;
    private final Ledger ledger;
    private final ChargeNumbers numbers;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Fees(
            ChargeRepository charges,
            ChargeViews views,
            Customers customers,
            Tenants tenants,
            Items items,
            Ledger ledger,
            ChargeNumbers numbers,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.charges = charges;
        this.views = views;
        this.customers = customers;
        this.tenants = tenants;
        this.items = items;
        this.ledger = ledger;
        this.numbers = numbers;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Issues a fee: from its issue date on the customer owes it.
     *
     * @throws UnknownReference if there is no such customer, or the claim named is not theirs
     * @throws ExternalIdTaken if the external id belongs to another fee
     */
    Mono<ChargeView> issue(NewFee request) {
        return transactions.write(customers
                .lock(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(Mono.defer(() -> claim(request)))
                .zipWith(tenants.current(), (claim, tenant) -> fee(request, claim, tenant.today(clock)))
                // Decided before a number is taken, so that a refusal takes none.
                .zipWhen(this::number, Charge::numbered)
                .delayUntil(fee -> database.write(Write.all(
                        charges.insert(List.of(fee)),
                        items.open(List.of(fee.item())),
                        ledger.post(fee.posting()),
                        events.append(ChargeEvents.feeIssued(fee)))))
                .flatMap(fee -> views.get(fee.id()))
                .onErrorMap(Constraint.violated("charge_external_id_once"), taken -> new ExternalIdTaken()));
    }

    private Mono<String> number(Charge fee) {
        return tenants.current()
                .flatMap(tenant ->
                        numbers.take(SERIES, tenant.policies().numbering().fee(), fee.issueDate(), 1))
                .map(List::getFirst);
    }

    private Mono<Optional<OpenItem>> claim(NewFee request) {
        String invoice = request.invoice();
        return invoice == null
                ? Mono.just(Optional.empty())
                : items.find(List.of(OpenItem.named(invoice, "/invoice")))
                        .next()
                        .filter(item -> item.customer().equals(request.customer()))
                        .map(Optional::of)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/invoice")));
    }

    private static Charge fee(NewFee request, Optional<OpenItem> claim, LocalDate today) {
        return new Charge(
                new ChargeId(Ids.next()),
                Ids.next(),
                request.customer(),
                request.kind().charge(),
                "",
                request.externalId(),
                claim.map(OpenItem::id).orElse(null),
                new Money(request.amount(), request.currency()),
                request.issuedOn(today),
                request.dueOn(today),
                null,
                request.metadata() == null ? Map.of() : request.metadata());
    }

    /**
     * What the reversal of a payment makes the customer owe, issued and due that day: for the write of the reversal, which
     * posts the entries with its own. Numbers are their own and of no series, for none is taken in a payment's transaction.
     *
     * @param fee what the return or chargeback costs the customer, if it costs anything
     * @param claim what the fee is about, if it is about one
     * @param reclaimed money given back before the bank took the payment back; its item is opened by the reversal
     */
    public ReversalCharges ofReversal(
            CustomerId customer, LocalDate on, Optional<Money> fee, Optional<UUID> claim, Optional<Money> reclaimed) {
        Optional<Charge> cost =
                fee.map(amount -> charge(ChargeKind.RETURN_FEE, PREFIX, customer, amount, on, claim.orElse(null)));
        Optional<Charge> owedAgain = reclaimed.map(
                amount -> charge(ChargeKind.REFUND_RECLAIMED, RECLAIM_PREFIX, customer, amount, on, null));
        List<Charge> all = Stream.concat(cost.stream(), owedAgain.stream()).toList();
        return new ReversalCharges(
                cost.map(Charge::id),
                owedAgain.map(Charge::item),
                charges.insert(all)
                        .and(items.open(cost.stream().map(Charge::item).toList())),
                all.stream().map(Charge::posting).toList(),
                all.stream().map(ChargeEvents::feeIssued).toList());
    }

    /** Ends charges of a reversal whose items the undo of an import took back, in the transaction at hand. */
    public Mono<Void> endUndone(Collection<UUID> ids) {
        return ids.isEmpty() ? Mono.empty() : charges.markVoid(ids);
    }

    private static Charge charge(
            ChargeKind kind, String prefix, CustomerId customer, Money amount, LocalDate on, @Nullable UUID claim) {
        ChargeId id = new ChargeId(Ids.next());
        return new Charge(
                id,
                Ids.next(),
                customer,
                kind,
                Charge.numberWithoutSeries(prefix, id),
                null,
                claim,
                amount,
                on,
                on,
                null,
                Map.of());
    }
}
