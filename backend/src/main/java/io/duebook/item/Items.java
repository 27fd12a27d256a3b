package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The claims of the sub-ledger and what is open of each, with every change as a movement. Whoever writes holds the
 * customer's lock, so that commands on one customer come one after another and never deadlock.
 */
@Component
public class Items {

    private final Database database;
    private final JsonMapper json;

    Items(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** What a customer still owes in a currency: by due date, issue date, id. */
    public Flux<OpenItem> unpaid(CustomerId customer, Currency currency) {
        return database.sql(ItemRows.ITEM + """
                          and i.customer_id = :customer
                          and i.currency = :currency
                          and i.open > 0
                        order by i.due_on, i.issued_on, i.id
                        """)
                .bind("customer", customer.value())
                .bind("currency", currency.code())
                .all(ItemRows::item);
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
                        """.formatted(DueDates.OF_ITEM) + ItemRows.ITEM + """
                          and i.id in (select id from unpaid where before < :amount)
                        order by i.due_on, i.issued_on, i.id
                        """)
                .bind("customer", customer.value())
                .bind("currency", amount.currency().code())
                .bind("amount", amount.amount())
                .all(ItemRows::item);
    }

    /** What a customer still owes in a currency, on the books or off, under one of these numbers. */
    public Flux<OpenItem> numbered(CustomerId customer, Currency currency, Collection<String> numbers) {
        return numbers.isEmpty()
                ? Flux.empty()
                : database.sql(ItemRows.ITEM + """
                          and i.customer_id = :customer
                          and i.currency = :currency
                          and i.number = any(:numbers)
                          and (i.open > 0 or i.written_off > 0)
                        """)
                        .bind("customer", customer.value())
                        .bind("currency", currency.code())
                        .bind("numbers", numbers.toArray(String[]::new))
                        .all(ItemRows::item);
    }

    /** The items of these ids, as far as they exist, in no promised order. */
    public Flux<OpenItem> find(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Flux.empty()
                : database.sql(ItemRows.ITEM + " and i.id = any(:ids)")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .all(ItemRows::item);
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
                .one(columns -> new Row(columns).fact("owes_else"));
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

    /** A claim that ends as if it had never begun, on a day of its own. Only for one that nothing settles. */
    public Write voidItem(OpenItem item, UUID entry, LocalDate on) {
        Write movement = Write.part("item_void", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses)
                        select tenant_id, :item_void_id, customer_id, 'void', :item_void_entry, item_id, currency,
                               -item_delta, 0, :item_void_on, %s, :recorded_at, id
                          from movement
                         where tenant_id = :tenant
                           and item_id = :item_void_item
                           and kind = :item_void_kind
                        """.formatted(FirstOpenDay.notBefore(":item_void_on")))
                .bind("item_void_id", Ids.next())
                .bind("item_void_entry", entry)
                .bind("item_void_on", on)
                .bind("item_void_item", item.id())
                .bind("item_void_kind", item.kind().code())
                .build();
        return movement.and(ItemRows.changeOpen(Map.of(item.id(), -item.open().amount())))
                .recordedNotBefore(item.recordedAt())
                .with(CarriedBase.OF_TOUCHED, List.of(Touched.item(item.id(), item.open())));
    }
}
