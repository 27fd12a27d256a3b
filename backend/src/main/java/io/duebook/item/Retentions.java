package io.duebook.item;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Row;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Retention money that customers still keep back, as of any day and known at any moment. */
@Component
public class Retentions {

    /** What of each retained part {@code due} was open that day. */
    private static final String HELD = """
            select i.id, i.kind, i.number, i.customer_id, customer.external_id, customer.name, i.currency, due.amount,
                   least(due.amount, held.open - due.later) as open, i.issued_on, due.due_on
              from item_due due
              join open_item i on i.tenant_id = :tenant and i.id = due.item_id
              join customer on customer.tenant_id = :tenant and customer.id = i.customer_id
             cross join lateral (
                   select coalesce(sum(m.item_delta), 0)::bigint as open
                     from movement m
                    where m.tenant_id = :tenant
                      and m.item_id = i.id
                      and m.accounting_on <= :as_of
                      and m.recorded_at <= :known_at) as held
             where due.tenant_id = :tenant
               and due.retention
               and held.open > due.later
               and (:customer::uuid is null or due.customer_id = :customer)
            """;

    private static final LocalDate BEFORE_ALL = LocalDate.of(1, 1, 1);

    private final Database database;

    Retentions(Database database) {
        this.database = database;
    }

    /**
     * A part of a claim that is kept back.
     *
     * @param amount kept back when it was issued, in minor units
     * @param open what is still kept back of it, in minor units; positive
     * @param dueOn when the customer is to pay it
     */
    public record Retention(
            PublicId invoice,
            String number,
            CustomerId customer,
            @Nullable String externalId,
            String name,
            Currency currency,
            long amount,
            long open,
            LocalDate issueDate,
            LocalDate dueOn) {}

    /**
     * All that is kept back in a currency.
     *
     * @param held in minor units
     * @param due of that, what is past due, in minor units
     */
    public record Held(Currency currency, long count, long held, long due) {}

    /** By due date, then claim. */
    public Mono<Page<Retention>> list(@Nullable CustomerId customer, AsOf asOf, @Nullable Cursor after, Limit limit) {
        return asked(HELD + """
                           and (due.due_on, due.item_id) > (:after_on, :after_item)
                         order by due.due_on, due.item_id
                         limit :rows
                        """, customer, asOf)
                .bind("after_on", after == null ? BEFORE_ALL : after.day())
                .bind("after_item", after == null ? new UUID(0, 0) : after.uuid())
                .bind("rows", limit.withOneMore())
                .all(columns -> retention(new Row(columns)))
                .collectList()
                .map(found -> Page.of(
                        found,
                        limit.rows(),
                        last -> Cursor.after(last.dueOn(), last.invoice().value())));
    }

    public Mono<List<Held>> inAll(@Nullable CustomerId customer, AsOf asOf) {
        return asked("""
                        select currency, count(*) as count, sum(open)::bigint as held,
                               coalesce(sum(open) filter (where due_on < :as_of), 0)::bigint as due
                          from (%s) as retained
                         group by currency
                         order by currency
                        """.formatted(HELD), customer, asOf)
                .all(Row::new)
                .map(row -> new Held(row.currency("currency"), row.minor("count"), row.minor("held"), row.minor("due")))
                .collectList();
    }

    private Database.Query asked(String sql, @Nullable CustomerId customer, AsOf asOf) {
        return database.sql(sql)
                .bind("customer", customer == null ? null : customer.value(), UUID.class)
                .bind("as_of", asOf.day())
                .bind("known_at", asOf.recordedUntil());
    }

    private static Retention retention(Row row) {
        return new Retention(
                OpenItem.Kind.of(row.text("kind")).idOf(row.uuid("id")),
                row.text("number"),
                new CustomerId(row.uuid("customer_id")),
                row.textIfAny("external_id"),
                row.text("name"),
                row.currency("currency"),
                row.minor("amount"),
                row.minor("open"),
                row.date("issued_on"),
                row.date("due_on"));
    }
}
