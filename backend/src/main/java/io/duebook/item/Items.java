package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sub-ledger: what is open of each claim and left of each credit, with every change as a movement. Whoever writes
 * holds the customer's lock, so that commands on one customer come one after another and never deadlock.
 */
@Component
public class Items {

    /** Work that falls due when less is left of an item than an attempt reserved of it; its subject is the attempt. */
    public static final String RESERVATION_OVERTAKEN = "reservation_overtaken";

    /** Work that falls due when an item changes that a settlement offer is about; its subject is the offer. */
    public static final String OFFER_TOUCHED = "settlement_offer";

    private static final String MICROS = "(extract(epoch from m.recorded_at) * 1000000)::bigint";

    private static final String ITEM = """
            select i.id, i.customer_id, i.kind, i.number, i.currency, i.amount, i.open, i.issued_on, i.due_on, i.disputed,
                   array(select concat_ws(' ', m.value_on, m.accounting_on, %1$s, m.item_delta)
                           from movement m
                          where m.tenant_id = :tenant
                            and m.item_id = i.id
                            and m.item_delta <> 0) as history,
                   i.written_off,
                   case when i.written_off > 0
                        then array(select concat_ws(' ', m.value_on, m.accounting_on, %1$s, m.written_off_delta)
                                     from movement m
                                    where m.tenant_id = :tenant
                                      and m.item_id = i.id
                                      and m.written_off_delta <> 0)
                   end as off_history,
                   case when i.written_off > 0
                        then array(select r.rate || ' ' || sum(r.amount)
                                     from tax_relief r
                                    where r.tenant_id = :tenant
                                      and r.item_id = i.id
                                    group by r.rate
                                   having sum(r.amount) <> 0)
                   end as relief,
                   i.accessory_to, debt.due_on as debt_due_on, debt.issued_on as debt_issued_on,
                   i.discount_percent, i.discount_until,
                   case when i.discount_percent is not null
                        then array(select concat_ws(' ', t ->> 'rate', t ->> 'net', t ->> 'tax')
                                     from jsonb_array_elements(i.taxes) as t)
                   end as taxes,
                   case when i.discount_percent is not null
                        then array(select concat_ws(' ', c.value_on, cc.rate, sum(cc.net), sum(cc.tax))
                                     from claim_credited cc
                                     join credit c on c.tenant_id = :tenant and c.id = cc.credit_id
                                    where cc.tenant_id = :tenant
                                      and cc.item_id = i.id
                                    group by c.value_on, cc.rate
                                   having sum(cc.net) <> 0 or sum(cc.tax) <> 0)
                   end as credited,
                   case when i.discount_percent is not null
                        then (select coalesce(-sum(m.item_delta), 0)::bigint
                                from movement m
                               where m.tenant_id = :tenant
                                 and m.item_id = i.id
                                 -- The undo of an import takes back what took one back, too.
                                 and m.kind like 'discount%%')
                   end as discounted,
                   case when i.discount_percent is not null then %2$s end as passed_on,
                   case when i.discount_percent is not null
                        then array(select concat_ws(' ', d.rate, sum(d.net), sum(d.tax))
                                     from claim_discounted d
                                    where d.tenant_id = :tenant
                                      and d.item_id = i.id
                                    group by d.rate)
                   end as discounted_taxes,
                   array(select concat_ws(' ', d.due_on, d.amount, d.later, d.retention)
                           from item_due d
                          where d.tenant_id = :tenant
                            and d.item_id = i.id
                          order by d.due_on) as dues
              from open_item i
              left join open_item debt on debt.tenant_id = :tenant and debt.id = i.accessory_to
             where i.tenant_id = :tenant
            """.formatted(MICROS, DebtTransfer.PASSED);

    private static final String CREDIT = """
            select c.id, c.kind, c.customer_id, c.currency, c.amount, c.unapplied, c.value_on,
                   coalesce(c.cash_on, c.value_on) as cash_on,
                   array(select concat_ws(' ', m.value_on, m.accounting_on, %s, m.credit_delta)
                           from movement m
                          where m.tenant_id = :tenant
                            and m.credit_id = c.id
                            and m.credit_delta <> 0) as history
              from credit c
             where c.tenant_id = :tenant
            """.formatted(MICROS);

    private final Database database;
    private final JsonMapper json;

    Items(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** What a customer still owes in a currency: by due date, issue date, id. */
    public Flux<OpenItem> unpaid(CustomerId customer, Currency currency) {
        return database.sql(ITEM + """
                          and i.customer_id = :customer
                          and i.currency = :currency
                          and i.open > 0
                        order by i.due_on, i.issued_on, i.id
                        """)
                .bind("customer", customer.value())
                .bind("currency", currency.code())
                .all(Items::item);
    }

    /** The first unpaid items, oldest first, that an amount in minor units can reach. */
    public Flux<OpenItem> oldestUnpaid(CustomerId customer, Money amount) {
        return database.sql("""
                        with unpaid as (
                            select id, sum(part) over (order by due_on, issued_on, id) - part as before
                              from (select i.id, i.issued_on, due.due_on,
                                           least(due.amount, greatest(0, i.open - due.later)) as part
                                      from open_item i
                                      %s
                                     where i.tenant_id = :tenant
                                       and i.customer_id = :customer
                                       and i.currency = :currency
                                       and i.open > 0) as parts
                             where part > 0)
                        """.formatted(DueDates.OF_ITEM) + ITEM + """
                          and i.id in (select id from unpaid where before < :amount)
                        order by i.due_on, i.issued_on, i.id
                        """)
                .bind("customer", customer.value())
                .bind("currency", amount.currency().code())
                .bind("amount", amount.amount())
                .all(Items::item);
    }

    /** What a customer still owes in a currency, on the books or off, under one of these numbers. */
    public Flux<OpenItem> numbered(CustomerId customer, Currency currency, Collection<String> numbers) {
        return numbers.isEmpty()
                ? Flux.empty()
                : database.sql(ITEM + """
                          and i.customer_id = :customer
                          and i.currency = :currency
                          and i.number = any(:numbers)
                          and (i.open > 0 or i.written_off > 0)
                        """)
                        .bind("customer", customer.value())
                        .bind("currency", currency.code())
                        .bind("numbers", numbers.toArray(String[]::new))
                        .all(Items::item);
    }

    /** The items of these ids, as far as they exist, in no promised order. */
    public Flux<OpenItem> find(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Flux.empty()
                : database.sql(ITEM + " and i.id = any(:ids)")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .all(Items::item);
    }

    /** Whether a customer owes anything in a currency besides these items. */
    public Mono<Boolean> owesElse(CustomerId customer, Currency currency, Collection<UUID> items) {
        return database.sql("""
                        select exists (select
                                         from open_item
                                        where tenant_id = :tenant
                                          and customer_id = :customer
                                          and currency = :currency
                                          and open > 0
                                          and id <> all(:items)) as owes_else
                        """)
                .bind("customer", customer.value())
                .bind("currency", currency.code())
                .bind("items", items.toArray(UUID[]::new))
                .one(row -> Boolean.TRUE.equals(row.get("owes_else", Boolean.class)));
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
                .one(row -> new Money(minor(row, "unapplied"), currency));
    }

    /** What a customer has unapplied in a currency: every credit of which something is left, but those kept for deposits. */
    public Flux<Credit> unappliedCredits(CustomerId customer, Currency currency) {
        return database.sql(CREDIT + """
                           and c.customer_id = :customer
                           and c.currency = :currency
                           and c.unapplied > 0
                           and %s
                        """.formatted(DepositMoney.FREE))
                .bind("customer", customer.value())
                .bind("currency", currency.code())
                .all(Items::credit);
    }

    /** A credit by the id of its payment or credit note; empty where there is none. */
    public Mono<Credit> findCredit(UUID id) {
        return database.sql(CREDIT + " and c.id = :id").bind("id", id).one(Items::credit);
    }

    /** Claims that begin to be owed, whole, on the day they were issued. */
    public Write open(List<NewItem> items) {
        return open(items, Movement::opens);
    }

    /** Claims that begin to be owed on a day, however long ago they were issued. */
    Write open(List<NewItem> items, LocalDate on) {
        return open(items, item -> Movement.opens(item, on));
    }

    private Write open(List<NewItem> items, Function<NewItem, Movement> opening) {
        if (items.isEmpty()) {
            return Write.nothing();
        }
        List<NewItem> owed =
                items.stream().filter(item -> item.amount().isPositive()).toList();
        Write rows = Write.part("item_open", """
                        insert into open_item (tenant_id, id, customer_id, kind, number, reference, currency, amount,
                                               open, issued_on, due_on, disputed, taxes, accessory_to,
                                               discount_percent, discount_until)
                        select :tenant, id, customer_id, kind, number, reference, currency, amount,
                               amount, issued_on, due_on, disputed, taxes::jsonb,
                               -- What is about a charge is about the debt that the charge is about.
                               coalesce((select charged.accessory_to
                                           from open_item charged
                                          where charged.tenant_id = :tenant
                                            and charged.id = row.accessory_to), row.accessory_to),
                               discount_percent, discount_until
                          from unnest(:item_open_id, :item_open_customer, :item_open_kind, :item_open_number,
                                      :item_open_reference, :item_open_currency, :item_open_amount,
                                      :item_open_issued_on, :item_open_due_on, :item_open_disputed,
                                      :item_open_taxes, :item_open_accessory_to, :item_open_discount_percent,
                                      :item_open_discount_until)
                            as row (id, customer_id, kind, number, reference, currency, amount,
                                    issued_on, due_on, disputed, taxes, accessory_to, discount_percent, discount_until)
                        """)
                .column("item_open_id", UUID.class, items, NewItem::id)
                .column("item_open_customer", UUID.class, items, item -> item.customer()
                        .value())
                .column("item_open_kind", String.class, items, item -> item.kind()
                        .code())
                .column("item_open_number", String.class, items, NewItem::number)
                .column("item_open_reference", String.class, items, NewItem::reference)
                .column("item_open_currency", String.class, items, item -> item.amount()
                        .currency()
                        .code())
                .column("item_open_amount", Long.class, items, item -> item.amount()
                        .amount())
                .column("item_open_issued_on", LocalDate.class, items, NewItem::issuedOn)
                .column("item_open_due_on", LocalDate.class, items, NewItem::dueOn)
                .column("item_open_disputed", Boolean.class, items, NewItem::disputed)
                .column("item_open_taxes", String.class, items, item -> json.writeValueAsString(item.taxes()))
                .column("item_open_accessory_to", UUID.class, items, NewItem::accessoryTo)
                .column("item_open_discount_percent", BigDecimal.class, items, item -> {
                    DiscountOffer offer = item.discount();
                    return offer == null ? null : offer.percent();
                })
                .column("item_open_discount_until", LocalDate.class, items, item -> {
                    DiscountOffer offer = item.discount();
                    return offer == null ? null : offer.until();
                })
                .build();
        return rows.and(DueDates.write(items))
                .and(Movement.write(
                        "item_open_movement", owed.stream().map(opening).toList()))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(owed.stream().map(item -> Touched.item(item.id(), item.amount()))));
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
                .and(Recoveries.write(allocations))
                .and(Discounts.write(allocations))
                .and(Exchanges.write(allocations))
                .and(Differences.write(allocations))
                .and(Lowerings.write(lowerings))
                .and(change(Stream.concat(
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
                .and(Recoveries.write(allocations))
                .and(Discounts.write(allocations))
                .and(Exchanges.write(allocations))
                .and(Differences.write(allocations))
                .and(change(changes(allocations)))
                .and(changeUnapplied(allocations.stream()
                        .collect(Collectors.groupingBy(
                                Allocation::credit, Collectors.summingLong(allocation -> -allocation.taken())))))
                .recordedNotBefore(behind(allocations))
                .with(CarriedBase.OF_TOUCHED, Touched.all(allocations.stream().flatMap(Touched::by)));
    }

    /** Allocations taken back, each on a day of its own. What the journal reverses, they say themselves. */
    public Write undo(List<AllocationUndo> undone) {
        return Movement.write("item_undo", undone.stream().map(Movement::undoes).toList())
                .and(Recoveries.takeBack(undone))
                .and(Discounts.takeBack(undone))
                .and(Exchanges.takeBack(undone))
                .and(Differences.takeBack(undone))
                .and(change(AllocationUndo.changes(undone)))
                .and(changeUnapplied(undone.stream()
                        .collect(Collectors.groupingBy(
                                undo -> undo.made().credit(),
                                Collectors.summingLong(undo -> undo.made().taken())))))
                .recordedNotBefore(undone.stream()
                        .map(undo -> undo.made().recordedAt())
                        .max(Comparator.naturalOrder())
                        .orElse(Change.BY_THIS_COMMAND))
                .with(CarriedBase.OF_TOUCHED, Touched.all(undone.stream().flatMap(Touched::by)));
    }

    /** A claim that ends as if it had never begun, on a day of its own. Only for one that nothing settles. */
    public Write voidItem(OpenItem item, UUID entry, LocalDate on) {
        Write movement = Write.part("item_void", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses)
                        select tenant_id, :item_void_id, customer_id, 'void', :item_void_entry, item_id, currency,
                               -item_delta, 0, :item_void_on, :item_void_on, :recorded_at, id
                          from movement
                         where tenant_id = :tenant
                           and item_id = :item_void_item
                           and kind = :item_void_kind
                        """)
                .bind("item_void_id", Ids.next())
                .bind("item_void_entry", entry)
                .bind("item_void_on", on)
                .bind("item_void_item", item.id())
                .bind("item_void_kind", item.kind().code())
                .build();
        return movement.and(changeOpen(Map.of(item.id(), -item.open().amount())))
                .recordedNotBefore(item.recordedAt())
                .with(CarriedBase.OF_TOUCHED, List.of(Touched.item(item.id(), item.open())));
    }

    /** A credit that ends as if it had never been given, on a day of its own. Only for one of which nothing is used. */
    public Write voidCredit(Credit credit, UUID entry, LocalDate on) {
        Write movement = Write.part("item_void_credit", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses)
                        select tenant_id, :item_void_credit_id, customer_id, 'void', :item_void_credit_entry, credit_id,
                               currency, 0, -credit_delta, :item_void_credit_on, :item_void_credit_on, :recorded_at, id
                          from movement
                         where tenant_id = :tenant
                           and credit_id = :item_void_credit_of
                           and kind = :item_void_credit_kind
                        """)
                .bind("item_void_credit_id", Ids.next())
                .bind("item_void_credit_entry", entry)
                .bind("item_void_credit_on", on)
                .bind("item_void_credit_of", credit.id())
                .bind("item_void_credit_kind", credit.kind().code())
                .build();
        return movement.and(changeUnapplied(Map.of(credit.id(), -credit.amount().amount())))
                .recordedNotBefore(credit.recordedAt())
                .with(CarriedBase.OF_TOUCHED, List.of(Touched.credit(credit.id(), credit.amount())));
    }

    /** What a credit note takes back of claims, per rate: a later write-off shares its tax out over the rest. */
    public Write credited(UUID creditNote, CustomerId customer, List<CreditedPart> parts) {
        return parts.isEmpty()
                ? Write.nothing()
                : Write.part("item_credited", """
                        insert into claim_credited (tenant_id, credit_id, item_id, rate, undone, customer_id, net, tax)
                        select :tenant, :item_credited_by, item_id, rate, false, :item_credited_customer, net, tax
                          from unnest(:item_credited_item, :item_credited_rate, :item_credited_net, :item_credited_tax)
                            as row (item_id, rate, net, tax)
                        """)
                        .bind("item_credited_by", creditNote)
                        .bind("item_credited_customer", customer.value())
                        .column("item_credited_item", UUID.class, parts, CreditedPart::item)
                        .column("item_credited_rate", BigDecimal.class, parts, row -> row.part()
                                .rate())
                        .column("item_credited_net", Long.class, parts, row -> row.part()
                                .net())
                        .column("item_credited_tax", Long.class, parts, row -> row.part()
                                .tax())
                        .build();
    }

    /** What a credit note took back may be written off again. */
    public Write uncredited(UUID creditNote) {
        return Write.part("item_uncredited", """
                        insert into claim_credited (tenant_id, credit_id, item_id, rate, undone, customer_id, net, tax)
                        select tenant_id, credit_id, item_id, rate, true, customer_id, -net, -tax
                          from claim_credited
                         where tenant_id = :tenant
                           and credit_id = :item_uncredited_by
                           and not undone
                        """)
                .bind("item_uncredited_by", creditNote)
                .build();
    }

    /** What credit notes take back of a claim, tax included, in minor units; voided ones count for nothing. */
    public Mono<Long> takenBack(UUID claim) {
        return database.sql("""
                        select coalesce(sum(net + tax), 0)::bigint as taken_back
                          from claim_credited
                         where tenant_id = :tenant
                           and item_id = :claim
                        """).bind("claim", claim).one(row -> minor(row, "taken_back"));
    }

    /** What a credit note took off claims that are off the books, as far as it stands. */
    public Flux<MadeLowering> lowerings(UUID creditNote) {
        return database.sql("""
                        select m.id, m.entry_id, m.item_id, -m.written_off_delta as amount, m.accounting_on,
                               (select max(latest.recorded_at)
                                  from movement latest
                                 where latest.tenant_id = :tenant
                                   and latest.item_id = m.item_id) as recorded_at
                          from movement m
                         where m.tenant_id = :tenant
                           and m.credit_id = :id
                           and m.kind = :kind
                           and not exists (select from movement undone
                                            where undone.tenant_id = :tenant
                                              and undone.reverses = m.id)
                        """)
                .bind("id", creditNote)
                .bind("kind", Lowerings.KIND)
                .all(columns -> MadeLowering.of(new Row(columns)));
    }

    /** Claims that a credit note lowered are what they were. */
    public Write raise(List<MadeLowering> lowerings, LocalDate on) {
        return Lowerings.takeBack(lowerings, on);
    }

    /** Speaks for amounts of items; the database refuses a second live reservation of one item. */
    public Write reserve(List<Reservation> reservations) {
        return Write.part("item_reserve", """
                        insert into reservation (tenant_id, attempt_id, item_id, customer_id, amount)
                        select :tenant, attempt_id, item_id, customer_id, amount
                          from unnest(:item_reserve_attempt, :item_reserve_item, :item_reserve_customer,
                                      :item_reserve_amount) as row (attempt_id, item_id, customer_id, amount)
                        """)
                .column("item_reserve_attempt", UUID.class, reservations, Reservation::attempt)
                .column("item_reserve_item", UUID.class, reservations, Reservation::item)
                .column("item_reserve_customer", UUID.class, reservations, reservation -> reservation
                        .customer()
                        .value())
                .column("item_reserve_amount", Long.class, reservations, Reservation::amount)
                .build();
    }

    /** Ends the reservations of an attempt; a second time nothing happens. */
    public Write release(UUID attempt) {
        return Write.part("item_release", """
                        update reservation
                           set released_at = :now
                         where tenant_id = :tenant
                           and attempt_id = :item_release_attempt
                           and released_at is null
                        """)
                .bind("item_release_attempt", attempt)
                .build();
    }

    /** The live reservations of these items. */
    public Flux<Reservation> reservations(Collection<UUID> items) {
        return items.isEmpty()
                ? Flux.empty()
                : database.sql("""
                        select attempt_id, item_id, customer_id, amount
                          from reservation
                         where tenant_id = :tenant
                           and item_id = any(:items)
                           and released_at is null
                        """)
                        .bind("items", items.toArray(UUID[]::new))
                        .all(row -> new Reservation(
                                uuid(row, "attempt_id"),
                                uuid(row, "item_id"),
                                new CustomerId(uuid(row, "customer_id")),
                                minor(row, "amount")));
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
                .one(row -> new WentAndCame(dateOrNever(row, "from_item"), dateOrNever(row, "from_customer")));
    }

    private static LocalDate dateOrNever(Readable row, String column) {
        LocalDate date = row.get(column, LocalDate.class);
        return date == null ? LocalDate.MIN : date;
    }

    private static Instant behind(List<Allocation> allocations) {
        return allocations.stream()
                .map(Allocation::recordedNotBefore)
                .max(Comparator.naturalOrder())
                .orElse(Change.BY_THIS_COMMAND);
    }

    static Map<UUID, ItemChange> changes(List<Allocation> allocations) {
        return allocations.stream().collect(Collectors.toMap(Allocation::item, Allocation::change, ItemChange::plus));
    }

    static Write changeOpen(Map<UUID, Long> deltas) {
        return change(deltas.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, delta -> ItemChange.ofOpen(delta.getValue()))));
    }

    static Write change(Map<UUID, ItemChange> changes) {
        List<Map.Entry<UUID, ItemChange>> rows = List.copyOf(changes.entrySet());
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_change", """
                        update open_item
                           set open = open_item.open + row.open,
                               written_off = open_item.written_off + row.written_off
                          from unnest(:item_change_id, :item_change_open, :item_change_written_off)
                            as row (id, open, written_off)
                         where open_item.tenant_id = :tenant
                           and open_item.id = row.id
                        """)
                        .column("item_change_id", UUID.class, rows, Map.Entry::getKey)
                        .column("item_change_open", Long.class, rows, row -> row.getValue()
                                .open())
                        .column("item_change_written_off", Long.class, rows, row -> row.getValue()
                                .writtenOff())
                        .build()
                        .and(overtakes(rows));
    }

    /**
     * Whoever reserved more of an item than is left of it is told in the same transaction, and whoever offered to take less
     * for it.
     */
    private static Write overtakes(List<Map.Entry<UUID, ItemChange>> rows) {
        return Write.part("item_overtake", """
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        select gen_random_uuid(), :tenant, told.kind, told.subject, now()
                          from (select :item_overtake_kind::text as kind, reservation.attempt_id as subject
                                  from unnest(:item_overtake_id, :item_overtake_delta) as row (id, delta)
                                  join open_item on open_item.tenant_id = :tenant and open_item.id = row.id
                                  join reservation on reservation.tenant_id = :tenant and reservation.item_id = row.id
                                 where reservation.released_at is null
                                   and row.delta < 0
                                   and open_item.open + row.delta < reservation.amount
                                union
                                select :item_overtake_offered::text, item_offer.offer_id
                                  from unnest(:item_overtake_id) as row (id)
                                  join item_offer on item_offer.tenant_id = :tenant and item_offer.item_id = row.id)
                               as told
                        """)
                .bind("item_overtake_kind", RESERVATION_OVERTAKEN)
                .bind("item_overtake_offered", OFFER_TOUCHED)
                .column("item_overtake_id", UUID.class, rows, Map.Entry::getKey)
                .column("item_overtake_delta", Long.class, rows, row -> row.getValue()
                        .open())
                .build();
    }

    static Write changeUnapplied(Map<UUID, Long> deltas) {
        List<Map.Entry<UUID, Long>> rows = List.copyOf(deltas.entrySet());
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_change_unapplied", """
                        update credit
                           set unapplied = unapplied + row.delta
                          from unnest(:item_change_unapplied_id, :item_change_unapplied_delta) as row (id, delta)
                         where credit.tenant_id = :tenant
                           and credit.id = row.id
                        """)
                        .column("item_change_unapplied_id", UUID.class, rows, Map.Entry::getKey)
                        .column("item_change_unapplied_delta", Long.class, rows, Map.Entry::getValue)
                        .build()
                        .and(DepositMoney.told(deltas.keySet()));
    }

    private static OpenItem item(Readable row) {
        Currency currency = currency(row);
        return new OpenItem(
                uuid(row, "id"),
                new CustomerId(uuid(row, "customer_id")),
                OpenItem.Kind.of(text(row, "kind")),
                text(row, "number"),
                new Money(minor(row, "amount"), currency),
                new Money(minor(row, "open"), currency),
                date(row, "issued_on"),
                date(row, "due_on"),
                Boolean.TRUE.equals(row.get("disputed", Boolean.class)),
                history(row, "history"),
                off(row),
                debt(row),
                discount(row),
                dues(row));
    }

    private static List<Due> dues(Readable row) {
        List<Due> parts = Due.parse(present(row.get("dues", String[].class)));
        return parts.isEmpty() ? List.of(Due.whole(date(row, "due_on"))) : parts;
    }

    private static @Nullable DebtOrder debt(Readable row) {
        UUID debt = row.get("accessory_to", UUID.class);
        return debt == null ? null : new DebtOrder(date(row, "debt_due_on"), date(row, "debt_issued_on"), debt);
    }

    private static @Nullable DiscountTerms discount(Readable row) {
        BigDecimal percent = row.get("discount_percent", BigDecimal.class);
        return percent == null
                ? null
                : new DiscountTerms(
                        percent,
                        date(row, "discount_until"),
                        minor(row, "amount") - minor(row, "passed_on"),
                        TaxPart.parse(present(row.get("taxes", String[].class))),
                        Arrays.stream(present(row.get("credited", String[].class)))
                                .map(Items::credited)
                                .toList(),
                        minor(row, "discounted"),
                        TaxPart.parse(present(row.get("discounted_taxes", String[].class))));
    }

    private static DiscountTerms.Credited credited(String dated) {
        String[] parts = dated.split(" ", 2);
        return new DiscountTerms.Credited(
                LocalDate.parse(parts[0]),
                TaxPart.parse(new String[] {parts[1]}).getFirst());
    }

    private static OffTheBooks off(Readable row) {
        long amount = minor(row, "written_off");
        return amount == 0
                ? OffTheBooks.NOTHING
                : new OffTheBooks(
                        amount,
                        Arrays.stream(present(row.get("relief", String[].class)))
                                .map(rate -> rate.split(" "))
                                .collect(Collectors.toMap(
                                        rate -> new BigDecimal(rate[0]).stripTrailingZeros(),
                                        rate -> Long.parseLong(rate[1]),
                                        Long::sum,
                                        TreeMap::new)),
                        history(row, "off_history"));
    }

    private static Credit credit(Readable row) {
        Currency currency = currency(row);
        return new Credit(
                uuid(row, "id"),
                Credit.Kind.of(text(row, "kind")),
                new CustomerId(uuid(row, "customer_id")),
                new Money(minor(row, "amount"), currency),
                new Money(minor(row, "unapplied"), currency),
                date(row, "value_on"),
                date(row, "cash_on"),
                history(row, "history"));
    }

    private static List<Change> history(Readable row, String column) {
        return Arrays.stream(present(row.get(column, String[].class)))
                .map(change -> change.split(" "))
                .map(parts -> new Change(
                        LocalDate.parse(parts[0]),
                        LocalDate.parse(parts[1]),
                        Instant.EPOCH.plus(Long.parseLong(parts[2]), ChronoUnit.MICROS),
                        Long.parseLong(parts[3])))
                .toList();
    }

    private static Currency currency(Readable row) {
        return Currency.of(text(row, "currency"));
    }

    private static UUID uuid(Readable row, String column) {
        return present(row.get(column, UUID.class));
    }

    private static String text(Readable row, String column) {
        return present(row.get(column, String.class));
    }

    private static long minor(Readable row, String column) {
        return present(row.get(column, Long.class));
    }

    private static LocalDate date(Readable row, String column) {
        return present(row.get(column, LocalDate.class));
    }

    private static <T> T present(@Nullable T value) {
        return java.util.Objects.requireNonNull(value);
    }
}
