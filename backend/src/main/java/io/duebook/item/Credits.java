package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The credits of the sub-ledger, money or not: how they come, what is left of each, and how they are laid over claims, with
 * every change as a movement. Whoever writes holds the customer's lock.
 */
@Component
public class Credits {

    private final Database database;

    Credits(Database database) {
        this.database = database;
    }

    /** A credit by the id of its payment or credit note; empty where there is none. */
    public Mono<Credit> find(UUID id) {
        return database.sql(CreditRows.CREDIT + " and c.id = :id")
                .bind("id", id)
                .one(CreditRows::credit);
    }

    /** What a customer has in credit in a currency and nothing is settled with yet, nor kept for a deposit. */
    public Mono<Money> unapplied(CustomerId customer, Currency currency) {
        return database.sql("""
                        select coalesce(sum(unapplied), 0)::bigint as unapplied
                          from credit c
                         where tenant_id = :tenant
                           and customer_id = :customer
                           and currency = :currency
                           and unapplied > 0
                           and %s
                        """.formatted(DepositMoney.FREE))
                .bind("customer", customer.value())
                .bind("currency", currency.code())
                .one(columns -> new Money(new Row(columns).minor("unapplied"), currency));
    }

    /** What a customer has unapplied in a currency: every credit of which something is left, but those kept for deposits. */
    public Flux<Credit> withUnapplied(CustomerId customer, Currency currency) {
        return database.sql(CreditRows.CREDIT + """
                           and c.customer_id = :customer
                           and c.currency = :currency
                           and c.unapplied > 0
                           and %s
                        """.formatted(DepositMoney.FREE))
                .bind("customer", customer.value())
                .bind("currency", currency.code())
                .all(CreditRows::credit);
    }

    /** Money or credit that came, and what its own command allocates of it to items that were open before. */
    public Write receive(List<NewCredit> credits, List<Allocation> allocations) {
        return receive(credits, allocations, List.of());
    }

    /** The same, and what the credit notes that gave it take off claims that are off the books. */
    public Write receive(List<NewCredit> credits, List<Allocation> allocations, List<Lowering> lowerings) {
        List<Movement> movements = Stream.concat(
                        credits.stream()
                                .filter(credit -> credit.amount().isPositive())
                                .map(Movement::receives),
                        allocations.stream().map(Movement::allocates))
                .toList();
        return CreditRows.insert(credits)
                .and(Movement.write("item_receive_movement", movements))
                .and(AllocationParts.write(allocations))
                .and(Lowerings.write(lowerings))
                .and(ItemRows.change(Stream.concat(
                                allocations.stream().map(made -> Map.entry(made.item(), made.change())),
                                lowerings.stream()
                                        .map(lowering ->
                                                Map.entry(lowering.item().id(), lowering.change())))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, ItemChange::plus))))
                .recordedNotBefore(Stream.concat(
                                Stream.of(behind(allocations)),
                                lowerings.stream()
                                        .map(lowering -> lowering.item().recordedAt()))
                        .max(Comparator.naturalOrder())
                        .orElse(Change.BY_THIS_COMMAND))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(
                                credits.stream().map(credit -> Touched.credit(credit.id(), credit.amount())),
                                allocations.stream().flatMap(Touched::by)));
    }

    /** Allocations of credit that was there before. */
    public Write allocate(List<Allocation> allocations) {
        return Movement.write(
                        "item_allocate",
                        allocations.stream().map(Movement::allocates).toList())
                .and(AllocationParts.write(allocations))
                .and(ItemRows.change(Allocation.changes(allocations)))
                .and(CreditRows.changeUnapplied(allocations.stream()
                        .collect(Collectors.groupingBy(
                                Allocation::credit, Collectors.summingLong(allocation -> -allocation.taken())))))
                .recordedNotBefore(behind(allocations))
                .with(CarriedBase.OF_TOUCHED, Touched.all(allocations.stream().flatMap(Touched::by)));
    }

    private static Instant behind(List<Allocation> allocations) {
        return allocations.stream()
                .map(Allocation::recordedNotBefore)
                .max(Comparator.naturalOrder())
                .orElse(Change.BY_THIS_COMMAND);
    }

    /** An allocation as it was made; empty where there is none of this id. */
    public Mono<MadeAllocation> findAllocation(UUID id) {
        return database.sql(MadeAllocation.MADE + " and a.id = :id")
                .bind("id", id)
                .one(columns -> MadeAllocation.of(new Row(columns)));
    }

    /**
     * When a credit went from where it is to go now.
     *
     * @param fromItem the last day, by value date, on which it was taken from the item; before all days where it never was
     * @param fromCustomer the last day on which all of it or a part was there again after it had been taken from the
     *     customer; before all days where it never was
     */
    public record WentAndCame(LocalDate fromItem, LocalDate fromCustomer) {}

    /** When the credit was last taken from the item, and last there again after it had been taken from the customer. */
    public Mono<WentAndCame> wentAndCame(UUID credit, UUID item) {
        return database.sql("""
                        select max(value_on) filter (where item_id = :item and kind = 'allocation_undone') as from_item,
                               max(value_on) filter (where kind in ('reinstatement', 'chargeback_undone'))
                                   as from_customer
                          from movement
                         where tenant_id = :tenant
                           and credit_id = :credit
                        """)
                .bind("credit", credit)
                .bind("item", item)
                .one(columns -> wentAndCame(new Row(columns)));
    }

    private static WentAndCame wentAndCame(Row row) {
        return new WentAndCame(orNever(row.dateIfAny("from_item")), orNever(row.dateIfAny("from_customer")));
    }

    private static LocalDate orNever(@Nullable LocalDate day) {
        return day == null ? LocalDate.MIN : day;
    }

    /** Allocations taken back, each on a day of its own. What the journal reverses, they say themselves. */
    public Write undo(List<AllocationUndo> undone) {
        return Movement.write("item_undo", undone.stream().map(Movement::undoes).toList())
                .and(AllocationParts.takeBack(undone))
                .and(ItemRows.change(AllocationUndo.changes(undone)))
                .and(CreditRows.changeUnapplied(undone.stream()
                        .collect(Collectors.groupingBy(
                                undo -> undo.made().credit(),
                                Collectors.summingLong(undo -> undo.made().taken())))))
                .recordedNotBefore(undone.stream()
                        .map(undo -> undo.made().recordedAt())
                        .max(Comparator.naturalOrder())
                        .orElse(Change.BY_THIS_COMMAND))
                .with(CarriedBase.OF_TOUCHED, Touched.all(undone.stream().flatMap(Touched::by)));
    }

    /** A credit that ends as if it had never been given, on a day of its own. Only for one of which nothing is used. */
    public Write voidCredit(Credit credit, UUID entry, LocalDate on) {
        Write movement = Write.part("item_void_credit", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses)
                        select tenant_id, :item_void_credit_id, customer_id, 'void', :item_void_credit_entry, credit_id,
                               currency, 0, -credit_delta, :item_void_credit_on, %s, :recorded_at, id
                          from movement
                         where tenant_id = :tenant
                           and credit_id = :item_void_credit_of
                           and kind = :item_void_credit_kind
                        """.formatted(FirstOpenDay.notBefore(":item_void_credit_on")))
                .bind("item_void_credit_id", Ids.next())
                .bind("item_void_credit_entry", entry)
                .bind("item_void_credit_on", on)
                .bind("item_void_credit_of", credit.id())
                .bind("item_void_credit_kind", credit.kind().code())
                .build();
        return movement.and(CreditRows.changeUnapplied(
                        Map.of(credit.id(), -credit.amount().amount())))
                .recordedNotBefore(credit.recordedAt())
                .with(CarriedBase.OF_TOUCHED, List.of(Touched.credit(credit.id(), credit.amount())));
    }
}
