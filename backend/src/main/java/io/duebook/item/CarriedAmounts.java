package io.duebook.item;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what claims and credits outside the tenant's base currency carry in it now. */
@Component
public class CarriedAmounts {

    /** Of its first command the movement that raises it is what began it; others take from that, or give back. */
    private static final String CARRIED = """
            select found.side, found.id, found.kind, found.currency, found.amount,
                   (select first.amount
                      from carried_base first
                     where first.tenant_id = :tenant
                       and first.subject_id = found.id
                       and first.side = found.side
                     order by first.amount < 0, first.movement_id
                     limit 1) as began,
                   (select case when bool_and(part.amount is not null) then sum(part.amount) end
                      from carried_base part
                     where part.tenant_id = :tenant
                       and part.subject_id = found.id
                       and part.side = found.side)::bigint as carried
              from (%s) as found
             order by found.id
             limit :rows
            """;

    private static final String OF_CUSTOMER = """
            select 'item' as side, id, kind, currency, open as amount
              from open_item
             where tenant_id = :tenant
               and customer_id = :customer
               and open > 0
               and currency <> :base%1$s
            union all
            select 'credit', id, kind, currency, unapplied
              from credit
             where tenant_id = :tenant
               and customer_id = :customer
               and unapplied > 0
               and currency <> :base%1$s
            """;

    private static final String OF_DOCUMENT = """
            select 'item' as side, id, kind, currency, open as amount
              from open_item
             where tenant_id = :tenant
               and id = :document
               and currency <> :base
            union all
            select 'credit', id, kind, currency, unapplied
              from credit
             where tenant_id = :tenant
               and id = :document
               and currency <> :base
            """;

    /** Where documents are that may carry something. */
    public enum Table {
        INVOICE("state <> 'undone'"),
        CHARGE("true"),
        PAYMENT("state <> 'undone'"),
        CREDIT_NOTE("true"),
        TRANSFER("true");

        private final String there;

        /** @param there the condition under which a row is a document, and not what an import had brought */
        Table(String there) {
            this.there = there;
        }

        private String lookup() {
            return "select from " + name().toLowerCase(Locale.ROOT) + " where tenant_id = :tenant and id = :id and "
                    + there;
        }
    }

    private final Database database;

    CarriedAmounts(Database database) {
        this.database = database;
    }

    /** All that is open or unapplied, in the order of their ids. */
    public Flux<CarriedAmount> of(CustomerId customer, Currency base, @Nullable Cursor after, int rows) {
        Database.Query query = database.sql(
                        CARRIED.formatted(OF_CUSTOMER.formatted(after == null ? "" : "\n   and id > :after")))
                .bind("customer", customer.value())
                .bind("base", base.code())
                .bind("rows", rows);
        return (after == null ? query : query.bind("after", after.uuid())).all(columns -> carried(new Row(columns)));
    }

    /** Whether there is a document of this kind that the caller may see, in whatever currency. */
    public Mono<Boolean> isThere(Table table, UUID id) {
        return database.sql("select exists (" + table.lookup() + ") as there")
                .bind("id", id)
                .one(row -> Boolean.TRUE.equals(row.get("there", Boolean.class)));
    }

    /** Of a document, also once nothing is left; nothing of one in the base currency, or of none. */
    public Flux<CarriedAmount> of(PublicId document, Currency base) {
        return database.sql(CARRIED.formatted(OF_DOCUMENT))
                .bind("document", document.value())
                .bind("base", base.code())
                .bind("rows", 2)
                .all(columns -> carried(new Row(columns)));
    }

    /** Behind which the list goes on. */
    public static Cursor cursorAfter(CarriedAmount last) {
        return Cursor.after(last.subject());
    }

    private static CarriedAmount carried(Row row) {
        UUID id = row.uuid("id");
        return new CarriedAmount(
                id,
                row.text("side").equals("item")
                        ? OpenItem.Kind.of(row.text("kind")).idOf(id)
                        : Credit.Kind.of(row.text("kind")).idOf(id),
                new Money(row.minor("amount"), row.currency("currency")),
                row.columns().get("began", Long.class),
                row.columns().get("carried", Long.class));
    }
}
