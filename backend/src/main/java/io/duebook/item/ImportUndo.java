package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The undo of an import in the sub-ledger and the journal. Whoever undoes holds the locks of all customers concerned.
 */
@Component
public class ImportUndo {

    private static final int UNDONE_AT_ONCE = 1_000;

    private final Database database;
    private final Reversals reversals;
    private final Ledger ledger;

    ImportUndo(Database database, Reversals reversals, Ledger ledger) {
        this.database = database;
        this.reversals = reversals;
        this.ledger = ledger;
    }

    /**
     * Takes back everything that ever happened to these items and credits, each movement on its own dates, so that the
     * past is as if they had never been (LEDGER: undo of an import). What others gave to or got from them is free again.
     * All of it is recorded at one moment, the caller's, which {@link #lastRecorded} says how early it may be.
     */
    public Mono<Void> takeBack(Collection<UUID> items, Collection<UUID> credits) {
        return Flux.concat(
                        Flux.fromIterable(credits).buffer(UNDONE_AT_ONCE).concatMap(this::undoCredits),
                        Flux.fromIterable(items).buffer(UNDONE_AT_ONCE).concatMap(this::undoItems))
                .then();
    }

    /** The latest moment at which anything of the tenant's is recorded: nothing that takes it back is recorded before. */
    public Mono<Instant> lastRecorded() {
        return database.sql("select max(recorded_at) as latest from movement where tenant_id = :tenant")
                .one(row -> Optional.ofNullable(row.get("latest", Instant.class)))
                .map(latest -> latest.orElse(Change.BY_THIS_COMMAND));
    }

    /** With what other customers took over of them, at however many removes: both sides are one entry. */
    private Mono<Void> undoItems(List<UUID> items) {
        return withTransferred(items).flatMap(all -> undo(all, List.of()));
    }

    /** These, and what passed from them to other customers. */
    private Mono<List<UUID>> withTransferred(List<UUID> sources) {
        return database.sql("""
                        with recursive reached as (
                            select id from unnest(:sources) as given (id)
                             union
                            select transfer.id
                              from reached
                              join transfer on transfer.tenant_id = :tenant and transfer.source_id = reached.id)
                        select id from reached
                        """)
                .bind("sources", sources.toArray(UUID[]::new))
                .all(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .collectList();
    }

    /**
     * With what passed to others, and with the debts that they made: one movement opened both sides, and neither may be below
     * nothing meanwhile.
     */
    private Mono<Void> undoCredits(List<UUID> credits) {
        return withTransferred(credits)
                .flatMap(all -> reversals.ownDebts(all).collectList().flatMap(debts -> undo(debts, all)));
    }

    /**
     * What an undo took back on its own dates changes no day, and is not taken back again. A payment, its reversal and
     * its reinstatement are each taken back, on one day too: each names the one before, and what stays are three, not
     * two.
     */
    private Mono<Void> undo(List<UUID> items, List<UUID> credits) {
        return database.sql("""
                        select m.id, m.entry_id, m.kind, m.item_id, m.credit_id, m.item_delta, m.credit_delta,
                               m.written_off_delta, difference.entry_id as difference_entry
                          from (select of_item.*
                                  from unnest(:items) as given (id)
                                  join movement of_item on of_item.tenant_id = :tenant and of_item.item_id = given.id
                                 union
                                select of_credit.*
                                  from unnest(:credits) as given (id)
                                  join movement of_credit on of_credit.tenant_id = :tenant
                                                         and of_credit.credit_id = given.id) as m
                          left join movement undoing on undoing.tenant_id = :tenant
                                                    and undoing.reverses = m.id
                                                    and undoing.kind = m.kind || '_undone'
                          left join movement undone on undone.tenant_id = :tenant
                                                   and undone.id = m.reverses
                                                   and m.kind = undone.kind || '_undone'
                          left join exchange_difference difference
                            on difference.tenant_id = :tenant
                           and difference.id = m.id
                         where (undoing.value_on, undoing.accounting_on) is distinct from (m.value_on, m.accounting_on)
                           and (undone.value_on, undone.accounting_on) is distinct from (m.value_on, m.accounting_on)
                        """)
                .bind("items", items.toArray(UUID[]::new))
                .bind("credits", credits.toArray(UUID[]::new))
                .all(columns -> Undoing.of(new Row(columns)))
                .collectList()
                .map(Undoing::ofOneEntryEach)
                .flatMap(undoings -> database.write(undo(undoings)));
    }

    private Write undo(List<Undoing> undoings) {
        if (undoings.isEmpty()) {
            return Write.nothing();
        }
        Write movements = Write.part("item_undoing", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, written_off_delta, value_on, accounting_on,
                                              recorded_at, reverses)
                        select m.tenant_id, row.id, m.customer_id, m.kind || '_undone', row.entry_id, m.item_id,
                               m.credit_id, m.currency, -m.item_delta, -m.credit_delta, -m.written_off_delta,
                               m.value_on, %s, :recorded_at,
                               case when exists (select from movement r
                                                  where r.tenant_id = :tenant
                                                    and r.reverses = m.id)
                                    then null else m.id end
                          from unnest(:item_undoing_id, :item_undoing_entry, :item_undoing_of)
                            as row (id, entry_id, movement_id)
                          join movement m on m.tenant_id = :tenant and m.id = row.movement_id
                        """.formatted(FirstOpenDay.notBefore("m.accounting_on")))
                .column("item_undoing_id", UUID.class, undoings, Undoing::id)
                .column("item_undoing_entry", UUID.class, undoings, Undoing::entry)
                .column("item_undoing_of", UUID.class, undoings, Undoing::movement)
                .build();
        Write relief = Write.part("item_undoing_relief", """
                        insert into tax_relief (tenant_id, movement_id, rate, customer_id, item_id, amount)
                        select r.tenant_id, row.id, r.rate, r.customer_id, r.item_id, -r.amount
                          from unnest(:item_undoing_relief_id, :item_undoing_relief_of) as row (id, movement_id)
                          join tax_relief r on r.tenant_id = :tenant and r.movement_id = row.movement_id
                        """)
                .column("item_undoing_relief_id", UUID.class, undoings, Undoing::id)
                .column("item_undoing_relief_of", UUID.class, undoings, Undoing::movement)
                .build();
        Write discounted = Write.part("item_undoing_discounted", """
                        insert into claim_discounted (tenant_id, movement_id, rate, customer_id, item_id, net, tax)
                        select d.tenant_id, row.id, d.rate, d.customer_id, d.item_id, -d.net, -d.tax
                          from unnest(:item_undoing_discounted_id, :item_undoing_discounted_of)
                            as row (id, movement_id)
                          join claim_discounted d on d.tenant_id = :tenant and d.movement_id = row.movement_id
                        """)
                .column("item_undoing_discounted_id", UUID.class, undoings, Undoing::id)
                .column("item_undoing_discounted_of", UUID.class, undoings, Undoing::movement)
                .build();
        Write carried = Write.part("item_undoing_carried", """
                        insert into carried_base (tenant_id, movement_id, side, customer_id, subject_id, amount)
                        select c.tenant_id, row.id, c.side, c.customer_id, c.subject_id, -c.amount
                          from unnest(:item_undoing_carried_id, :item_undoing_carried_of) as row (id, movement_id)
                          join carried_base c on c.tenant_id = :tenant and c.movement_id = row.movement_id
                        """)
                .column("item_undoing_carried_id", UUID.class, undoings, Undoing::id)
                .column("item_undoing_carried_of", UUID.class, undoings, Undoing::movement)
                .build();
        Write differences = Write.part("item_undoing_difference", """
                        insert into exchange_difference (tenant_id, id, customer_id, entry_id, currency, credit_base,
                                                         item_base)
                        select d.tenant_id, row.id, d.customer_id,
                               case when d.entry_id is not null then row.entry_id end,
                               d.currency, -d.credit_base, -d.item_base
                          from unnest(:item_undoing_difference_id, :item_undoing_difference_entry,
                                      :item_undoing_difference_of) as row (id, entry_id, movement_id)
                          join exchange_difference d on d.tenant_id = :tenant and d.id = row.movement_id
                        """)
                .column("item_undoing_difference_id", UUID.class, undoings, Undoing::id)
                .column("item_undoing_difference_entry", UUID.class, undoings, Undoing::differenceEntry)
                .column("item_undoing_difference_of", UUID.class, undoings, Undoing::movement)
                .build();
        Map<UUID, ItemChange> items = undoings.stream()
                .filter(undoing -> undoing.item() != null)
                .collect(Collectors.toMap(
                        undoing -> Objects.requireNonNull(undoing.item()),
                        undoing -> new ItemChange(-undoing.itemDelta(), -undoing.writtenOffDelta()),
                        ItemChange::plus));
        Map<UUID, Long> unapplied = undoings.stream()
                .filter(undoing -> undoing.credit() != null)
                .collect(Collectors.groupingBy(
                        undoing -> Objects.requireNonNull(undoing.credit()),
                        Collectors.summingLong(undoing -> -undoing.creditDelta())));
        return Write.all(
                movements,
                relief,
                discounted,
                carried,
                differences,
                ItemRows.change(items),
                CreditRows.changeUnapplied(unapplied),
                ledger.reverse(undoings.stream()
                        .flatMap(Undoing::reversals)
                        .collect(Collectors.toMap(Reversal::id, Function.identity(), (one, same) -> one))
                        .values()
                        .stream()
                        .toList()));
    }

    /** A movement to be taken back, with the ids of what takes it back. */
    private record Undoing(
            UUID id,
            UUID entry,
            UUID movement,
            UUID reversed,
            String kind,
            @Nullable UUID item,
            @Nullable UUID credit,
            long itemDelta,
            long creditDelta,
            long writtenOffDelta,
            UUID differenceEntry,
            @Nullable UUID difference) {

        /** What passed between two customers is two movements of one entry, which is taken back once. */
        static List<Undoing> ofOneEntryEach(List<Undoing> all) {
            var entries = new HashMap<UUID, UUID>();
            return all.stream()
                    .map(undoing -> undoing.by(entries.computeIfAbsent(undoing.reversed(), first -> undoing.entry())))
                    .toList();
        }

        private Undoing by(UUID sameEntry) {
            return new Undoing(
                    id,
                    sameEntry,
                    movement,
                    reversed,
                    kind,
                    item,
                    credit,
                    itemDelta,
                    creditDelta,
                    writtenOffDelta,
                    differenceEntry,
                    difference);
        }

        static Undoing of(Row row) {
            return new Undoing(
                    Ids.next(),
                    Ids.next(),
                    row.uuid("id"),
                    row.uuid("entry_id"),
                    row.text("kind"),
                    row.uuidIfAny("item_id"),
                    row.uuidIfAny("credit_id"),
                    row.minor("item_delta"),
                    row.minor("credit_delta"),
                    row.minor("written_off_delta"),
                    Ids.next(),
                    row.uuidIfAny("difference_entry"));
        }

        Stream<Reversal> reversals() {
            return Stream.concat(
                    Stream.of(new Reversal(entry, kind + "_undone", reversed, null)),
                    Stream.ofNullable(difference)
                            .map(booked -> new Reversal(differenceEntry, "exchange_difference_undone", booked, null)));
        }
    }
}
