package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What a customer owes or owed beyond its day, for whoever counts interest on it. */
@Component
public class Debts {

    private final Database database;

    Debts(Database database) {
        this.database = database;
    }

    /**
     * Principal claims of a customer, in every currency, that were not settled by value date when they fell due before
     * a day: by due date, issue date, id. Fees and interest are no principal; what was taken over of an invoice is.
     *
     * @param also claims that are wanted whatever became of them
     */
    public Flux<Debt> unpaidWhenDue(CustomerId customer, LocalDate before, Collection<UUID> also) {
        return database.sql("""
                        with moved as (
                            select item_id, max(value_on) as last_on,
                                   array_agg(kind || ' ' || value_on || ' ' || item_delta
                                             order by value_on, id) as moves
                              from movement
                             where tenant_id = :tenant
                               and customer_id = :customer
                               and item_delta <> 0
                             group by item_id
                        )
                        select i.id, i.kind, i.number, i.currency, i.due_on,
                               case when i.disputed then i.open else least(i.contested, i.open) end as disputed,
                               moved.moves,
                               array(select concat_ws(' ', d.due_on, d.amount, d.later, d.retention)
                                       from item_due d
                                      where d.tenant_id = :tenant
                                        and d.item_id = i.id
                                      order by d.due_on) as dues
                          from moved
                          join open_item i on i.tenant_id = :tenant and i.id = moved.item_id
                         where (i.kind = 'invoice'
                                or i.kind = 'taken_over'
                                   and exists (select from transfer
                                                where transfer.tenant_id = :tenant
                                                  and transfer.id = i.id
                                                  and transfer.principal))
                           and (i.id = any(:also)
                                or i.due_on < :before
                                   and (i.open > 0 or moved.last_on > i.due_on))
                         order by i.due_on, i.issued_on, i.id
                        """)
                .bind("customer", customer.value())
                .bind("before", before)
                .bind("also", also.toArray(UUID[]::new))
                .all(columns -> debt(new Row(columns)));
    }

    private static List<Due> dues(Row row) {
        List<Due> parts = Due.parse(row.texts("dues"));
        return parts.isEmpty() ? List.of(Due.whole(row.date("due_on"))) : parts;
    }

    private static Debt debt(Row row) {
        return new Debt(
                row.uuid("id"),
                OpenItem.Kind.of(row.text("kind")),
                row.text("number"),
                row.currency("currency"),
                dues(row),
                row.minor("disputed"),
                Debt.changes(row.texts("moves")));
    }
}
