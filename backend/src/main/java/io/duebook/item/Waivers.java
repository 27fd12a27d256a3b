package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Waives what is left of several claims because of something else, and takes that back when its ground is gone. Whoever
 * writes holds the customer's lock.
 */
@Component
public class Waivers {

    private static final String KIND = "waiver";

    private final Claims claims;
    private final Items items;
    private final Ledger ledger;
    private final Database database;

    Waivers(Claims claims, Items items, Ledger ledger, Database database) {
        this.claims = claims;
        this.items = items;
        this.ledger = ledger;
        this.database = database;
    }

    /** @param movement that waives it */
    public record Waived(UUID movement, OpenItem item, Money amount, LocalDate on) {

        /** What then happened to the claim, as the event log says it. */
        public String event() {
            return Ending.Way.WAIVER.eventOf(item.kind());
        }
    }

    /**
     * Ends what is left of claims, on the books or off, the oldest first and up to an amount in minor units.
     *
     * @param on the day, moved to the first on which so much of a claim was left
     */
    public Flux<Waived> waive(Collection<UUID> ids, long most, LocalDate on) {
        return items.find(ids)
                .collectSortedList(OpenItem.OLDEST_FIRST)
                .flatMapIterable(found -> Allocator.inOrder(most, found, OpenItem::claimed))
                .concatMap(part -> claims.waiveFrom(part.item(), part.amount(), on))
                .concatMap(ended -> database.write(ended.write())
                        .thenReturn(new Waived(ended.movement(), ended.item(), ended.amount(), ended.on())));
    }

    /** A waiver that stands, as the books hold it. */
    public record Made(
            UUID movement,
            UUID entry,
            UUID item,
            OpenItem.Kind itemKind,
            Money amount,
            long itemDelta,
            long writtenOffDelta,
            LocalDate on,
            Instant recordedAt) {

        public String undoneEvent() {
            return itemKind.document() + ".waiver_undone";
        }
    }

    /** Those of these waivers that nobody took back, the undo of an import included. */
    public Flux<Made> standing(Collection<UUID> movements) {
        return database.sql("""
                        select m.id, m.entry_id, m.item_id, i.kind, m.currency, m.item_delta, m.written_off_delta,
                               m.accounting_on,
                               (select max(latest.recorded_at)
                                  from movement latest
                                 where latest.tenant_id = :tenant
                                   and latest.item_id = m.item_id) as recorded_at
                          from movement m
                          join open_item i on i.tenant_id = :tenant and i.id = m.item_id
                         where m.tenant_id = :tenant
                           and m.id = any(:movements)
                           and not exists (select from movement undone
                                            where undone.tenant_id = :tenant
                                              and undone.reverses = m.id)
                         order by m.id
                        """)
                .bind("movements", movements.toArray(UUID[]::new))
                .all(columns -> made(new Row(columns)));
    }

    private static Made made(Row row) {
        long open = row.minor("item_delta");
        long off = row.minor("written_off_delta");
        return new Made(
                row.uuid("id"),
                row.uuid("entry_id"),
                row.uuid("item_id"),
                OpenItem.Kind.of(row.text("kind")),
                new Money(-open - off, row.currency("currency")),
                open,
                off,
                row.date("accounting_on"),
                row.moment("recorded_at"));
    }

    /**
     * What was waived is claimed again, where it was before: open, or off the books with its tax relief.
     *
     * @param on not before any of them
     */
    public Mono<Void> takeBack(List<Made> waivers, LocalDate on) {
        record Undo(UUID id, UUID entry, Made of) {}
        List<Undo> rows = waivers.stream()
                .map(made -> new Undo(Ids.next(), Ids.next(), made))
                .toList();
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        Write movements = Write.part("waiver_undo", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, currency, item_delta,
                                              credit_delta, written_off_delta, value_on, accounting_on, recorded_at,
                                              reverses)
                        select m.tenant_id, row.id, m.customer_id, m.kind || '_undone', row.entry_id, m.item_id,
                               m.currency, -m.item_delta, 0, -m.written_off_delta, :waiver_undo_on, %s,
                               :recorded_at, m.id
                          from unnest(:waiver_undo_id, :waiver_undo_entry, :waiver_undo_of)
                            as row (id, entry_id, movement_id)
                          join movement m on m.tenant_id = :tenant and m.id = row.movement_id
                        """.formatted(FirstOpenDay.notBefore(":waiver_undo_on")))
                .column("waiver_undo_id", UUID.class, rows, Undo::id)
                .column("waiver_undo_entry", UUID.class, rows, Undo::entry)
                .column("waiver_undo_of", UUID.class, rows, row -> row.of().movement())
                .bind("waiver_undo_on", on)
                .build();
        Write relief = Write.part("waiver_undo_relief", """
                        insert into tax_relief (tenant_id, movement_id, rate, customer_id, item_id, amount)
                        select r.tenant_id, row.id, r.rate, r.customer_id, r.item_id, -r.amount
                          from unnest(:waiver_undo_relief_id, :waiver_undo_relief_of) as row (id, movement_id)
                          join tax_relief r on r.tenant_id = :tenant and r.movement_id = row.movement_id
                        """)
                .column("waiver_undo_relief_id", UUID.class, rows, Undo::id)
                .column("waiver_undo_relief_of", UUID.class, rows, row -> row.of()
                        .movement())
                .build();
        Map<UUID, ItemChange> changes = waivers.stream()
                .collect(Collectors.toMap(
                        Made::item,
                        made -> new ItemChange(-made.itemDelta(), -made.writtenOffDelta()),
                        ItemChange::plus));
        return database.write(Write.all(
                        movements,
                        relief,
                        ItemRows.change(changes),
                        ledger.reverse(rows.stream()
                                .map(row -> new Reversal(
                                        row.entry(), KIND + "_undone", row.of().entry(), on))
                                .toList()))
                .recordedNotBefore(waivers.stream()
                        .map(Made::recordedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Change.BY_THIS_COMMAND))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(waivers.stream().map(made -> Touched.item(made.item(), made.amount())))));
    }
}
