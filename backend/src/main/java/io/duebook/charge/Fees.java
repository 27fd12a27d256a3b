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
import io.duebook.platform.NumberSeries;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Fees and costs that a customer owes beside the principal. */
@Service
public class Fees {

    private static final String SERIES = "fee";
    private static final String PREFIX = "FEE-";

    private final ChargeRepository charges;
    private final ChargeViews views;
    private final Customers customers;
    private final Tenants tenants;
    private final Items items;
    private final Ledger ledger;
    private final NumberSeries numbers;
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
            NumberSeries numbers,
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
                .zipWhen(fee -> numbers.take(SERIES, PREFIX), Charge::numbered)
                .delayUntil(fee -> database.write(Write.all(
                        charges.insert(List.of(fee)),
                        items.open(List.of(fee.item())),
                        ledger.post(fee.posting()),
                        events.append(ChargeEvents.feeIssued(fee)))))
                .flatMap(fee -> views.get(fee.id()))
                .onErrorMap(Constraint.violated("charge_external_id_once"), taken -> new ExternalIdTaken()));
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
     * What a bank's return or a card network's chargeback costs the customer, issued and due that day: for the write of
     * the reversal, which posts the entry with its own. Its number is its own and of no series, for none is taken in a
     * payment's transaction.
     */
    public IssuedFee returnFee(CustomerId customer, Money amount, LocalDate on, @Nullable UUID claim) {
        ChargeId id = new ChargeId(Ids.next());
        Charge fee = new Charge(
                id,
                Ids.next(),
                customer,
                ChargeKind.RETURN_FEE,
                Charge.numberWithoutSeries(PREFIX, id),
                null,
                claim,
                amount,
                on,
                on,
                null,
                Map.of());
        return new IssuedFee(
                id,
                charges.insert(List.of(fee)).and(items.open(List.of(fee.item()))),
                fee.posting(),
                ChargeEvents.feeIssued(fee));
    }
}
