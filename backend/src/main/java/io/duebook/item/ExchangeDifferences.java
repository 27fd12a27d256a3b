package io.duebook.item;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.shared.AllocationId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.EntryId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what allocations realised in the tenant's base currency, by accounting date. */
@Component
public class ExchangeDifferences {

    private static final String IN_PERIOD = """
              from exchange_difference d
              join movement m on m.tenant_id = :tenant and m.id = d.id
             where d.tenant_id = :tenant
               and d.entry_id is not null
               and m.accounting_on between :from and :to
            """;

    private static final String VIEW = """
            select d.id, d.entry_id, d.customer_id, whose.name as customer_name, d.currency as base, -d.credit_base as money_base,
                   -d.item_base as claim_base, m.accounting_on, coalesce(m.reverses, m.id) as allocation_id,
                   m.item_id, i.kind as item_kind, i.number, m.credit_id, c.kind as credit_kind,
                   -m.item_delta as settled, m.currency
            """ + IN_PERIOD.replace("where", """
              join customer whose on whose.tenant_id = :tenant and whose.id = d.customer_id
              join open_item i on i.tenant_id = :tenant and i.id = m.item_id
              join credit c on c.tenant_id = :tenant and c.id = m.credit_id
             where""");

    private final Database database;

    ExchangeDifferences(Database database) {
        this.database = database;
    }

    /** @param gains and losses in minor units of the base currency, neither below nothing; what was taken back counts in */
    public record Sum(long gains, long losses) {}

    /** From a day to a day, both included. */
    public Mono<Sum> sum(LocalDate from, LocalDate to) {
        return database.sql("""
                        select coalesce(sum(d.item_base - d.credit_base)
                                   filter (where d.item_base > d.credit_base), 0)::bigint as gains,
                               coalesce(sum(d.credit_base - d.item_base)
                                   filter (where d.item_base < d.credit_base), 0)::bigint as losses
                        """ + IN_PERIOD)
                .bind("from", from)
                .bind("to", to)
                .one(Row::new)
                .map(row -> new Sum(row.minor("gains"), row.minor("losses")));
    }

    /** From a day to a day, both included, the earliest first. */
    public Flux<ExchangeDifference> list(LocalDate from, LocalDate to, @Nullable Cursor after, int rows) {
        return Listing.of(database, VIEW)
                .earliestDayFirst("m.accounting_on", "m.id", after, rows)
                .bind("from", from)
                .bind("to", to)
                .all(columns -> difference(new Row(columns)));
    }

    /** Behind which the list goes on. */
    public static Cursor cursorAfter(ExchangeDifference last) {
        return Cursor.after(last.on(), last.movement());
    }

    private static ExchangeDifference difference(Row row) {
        return new ExchangeDifference(
                row.uuid("id"),
                new EntryId(row.uuid("entry_id")),
                row.date("accounting_on"),
                new CustomerId(row.uuid("customer_id")),
                row.text("customer_name"),
                new AllocationId(row.uuid("allocation_id")),
                Credit.Kind.of(row.text("credit_kind")).idOf(row.uuid("credit_id")),
                OpenItem.Kind.of(row.text("item_kind")).idOf(row.uuid("item_id")),
                row.text("number"),
                new Money(row.minor("settled"), row.currency("currency")),
                row.minor("money_base"),
                row.minor("claim_base"),
                row.currency("base"));
    }
}
