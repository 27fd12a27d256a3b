package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Receipts that are taken back and given again, with what they settle. Whoever writes holds the customer's lock, and
 * posts what is written here to the journal.
 */
@Component
public class Reversals {

    private final Database database;
    private final Credits credits;

    Reversals(Database database, Credits credits) {
        this.database = database;
        this.credits = credits;
    }

    /** The receipt of a payment; empty where there is none. */
    public Mono<Receipt> find(UUID payment) {
        return credits.find(payment)
                .zipWhen(credit -> settledBy(payment).collectList())
                .flatMap(found -> database.sql("""
                                select m.id, m.entry_id, m.accounting_on, m.kind = 'reversal' as reversed,
                                       abs(m.credit_delta) as given,
                                       (select coalesce(-sum(taken.credit_delta), 0)::bigint
                                          from movement taken
                                         where taken.tenant_id = :tenant
                                           and taken.credit_id = :id
                                           and taken.kind in ('chargeback', 'chargeback_undone')) as lost,
                                       array(select owed.item_id
                                               from movement owed
                                              where owed.tenant_id = :tenant
                                                and owed.credit_id = :id
                                                and owed.kind = 'refund_reclaimed') as own_debts
                                  from movement m
                                 where m.tenant_id = :tenant
                                   and m.credit_id = :id
                                   and m.kind in ('payment', 'reversal', 'reinstatement')
                                   and not exists (select from movement later
                                                    where later.tenant_id = :tenant
                                                      and later.reverses = m.id)
                                """)
                        .bind("id", payment)
                        .one(Row::new)
                        .map(row -> new Receipt(
                                found.getT1(),
                                found.getT2(),
                                row.uuid("id"),
                                row.uuid("entry_id"),
                                row.date("accounting_on"),
                                row.fact("reversed"),
                                row.minor("given"),
                                row.minor("lost"),
                                Set.of(Objects.requireNonNull(row.columns().get("own_debts", UUID[].class))))));
    }

    /** The items by which these credits are owed again what had been given back of them, the oldest first. */
    public Flux<UUID> ownDebts(Collection<UUID> credits) {
        return database.sql("""
                        select m.item_id
                          from unnest(:credits) as given (id)
                          join movement m on m.tenant_id = :tenant and m.credit_id = given.id
                         where m.kind = 'refund_reclaimed'
                         order by m.id
                        """)
                .bind("credits", credits.toArray(UUID[]::new))
                .all(row -> Objects.requireNonNull(row.get("item_id", UUID.class)));
    }

    /** The allocations of a credit that stand, in the order in which they were made. */
    public Flux<MadeAllocation> settledBy(UUID credit) {
        return database.sql(MadeAllocation.MADE + """
                           and a.credit_id = :credit
                           and not exists (select from movement undone
                                            where undone.tenant_id = :tenant
                                              and undone.reverses = a.id)
                         order by a.id
                        """)
                .bind("credit", credit)
                .all(columns -> MadeAllocation.of(new Row(columns)));
    }

    /** Allocations by their ids, taken back or not, in the order in which they were made. */
    public Flux<MadeAllocation> allocations(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Flux.empty()
                : database.sql(MadeAllocation.MADE + " and a.id = any(:ids) order by a.id")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .all(columns -> MadeAllocation.of(new Row(columns)));
    }

    /**
     * A receipt to be taken back on a day, with all that it settles.
     *
     * @param entry that takes back the receipt's own
     * @param amount in minor units: the receipt's, less what disputes took of it before
     * @param reclaimed what of it was given back before, owed again; none where nothing was
     */
    public record Reversed(
            Receipt receipt,
            UUID entry,
            long amount,
            List<AllocationUndo> undone,
            Optional<NewItem> reclaimed,
            LocalDate on) {

        public static Reversed of(Receipt receipt, Optional<NewItem> reclaimed, LocalDate on) {
            return new Reversed(
                    receipt,
                    Ids.next(),
                    receipt.takeable(),
                    receipt.ending().stream()
                            .map(made -> AllocationUndo.of(made, on))
                            .toList(),
                    reclaimed,
                    on);
        }

        /** By how much it changes what is unapplied, in minor units. */
        private long left() {
            long freed = undone.stream().mapToLong(undo -> undo.made().taken()).sum();
            long owed = reclaimed.map(item -> item.amount().amount()).orElse(0L);
            return freed + owed - amount;
        }
    }

    /** What the receipt settled is open again on that day, and nothing of the money is left. */
    public Write reverse(Reversed reversed) {
        Credit credit = reversed.receipt().credit();
        Movement taken =
                Movement.ofReceipt("reversal", reversed.receipt(), reversed.entry(), -reversed.amount(), reversed.on());
        List<Movement> movements = Stream.of(
                        reversed.undone().stream().map(Movement::undoes),
                        reversed.reclaimed().stream().map(owed -> Movement.reclaims(owed, credit)),
                        Stream.of(taken))
                .flatMap(some -> some)
                .toList();
        return reversed.reclaimed()
                .map(Reversals::owed)
                .orElse(Write.nothing())
                .and(Movement.write("item_reverse", movements))
                .and(AllocationParts.takeBack(reversed.undone()))
                .and(ItemRows.change(AllocationUndo.changes(reversed.undone())))
                .and(CreditRows.changeUnapplied(Map.of(credit.id(), reversed.left())))
                .recordedNotBefore(lastRecorded(reversed.receipt()))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(
                                Stream.of(Touched.credit(credit.id(), credit.amount())),
                                reversed.reclaimed().stream().map(owed -> Touched.item(owed.id(), owed.amount())),
                                reversed.undone().stream().flatMap(Touched::by)));
    }

    /** An item that is opened by the same movement that makes what was given back credit again. */
    static Write owed(NewItem item) {
        return Write.part("item_reclaimed", """
                        insert into open_item (tenant_id, id, customer_id, kind, number, currency, amount, open,
                                               issued_on, due_on)
                        values (:tenant, :item_reclaimed_id, :item_reclaimed_customer, :item_reclaimed_kind,
                                :item_reclaimed_number, :item_reclaimed_currency, :item_reclaimed_amount,
                                :item_reclaimed_amount, :item_reclaimed_issued_on, :item_reclaimed_due_on)
                        """)
                .bind("item_reclaimed_id", item.id())
                .bind("item_reclaimed_customer", item.customer().value())
                .bind("item_reclaimed_kind", item.kind().code())
                .bind("item_reclaimed_number", item.number())
                .bind("item_reclaimed_currency", item.amount().currency().code())
                .bind("item_reclaimed_amount", item.amount().amount())
                .bind("item_reclaimed_issued_on", item.issuedOn())
                .bind("item_reclaimed_due_on", item.dueOn())
                .build();
    }

    private static Instant lastRecorded(Receipt receipt) {
        return Stream.concat(
                        Stream.of(receipt.credit().recordedAt()),
                        receipt.settles().stream().map(MadeAllocation::recordedAt))
                .max(Comparator.naturalOrder())
                .orElse(Change.BY_THIS_COMMAND);
    }

    /**
     * A receipt to be given again on a day.
     *
     * @param entry that takes back the reversal's own
     * @param amount in minor units
     * @param allocations of the money, to what is still claimed of what it settled before
     */
    public record Reinstated(Receipt receipt, UUID entry, long amount, List<Allocation> allocations, LocalDate on) {

        /** What it settled before is settled again, cut to what is still claimed; the rest is unapplied. */
        public static Reinstated of(Receipt receipt, long amount, SettledBefore before, LocalDate on) {
            Credit again = receipt.credit().given(amount, on);
            return new Reinstated(receipt, Ids.next(), amount, before.again(again, amount, on), on);
        }

        /** What settles nothing of it, in minor units. */
        public long unapplied() {
            return amount - allocations.stream().mapToLong(Allocation::taken).sum();
        }
    }

    /** The money is the customer's again from that day on, and settles what the allocations say. */
    public Write reinstate(Reinstated reinstated) {
        Receipt receipt = reinstated.receipt();
        Movement given =
                Movement.ofReceipt("reinstatement", receipt, reinstated.entry(), reinstated.amount(), reinstated.on());
        return Movement.write(
                        "item_reinstate",
                        Stream.concat(
                                        Stream.of(given),
                                        reinstated.allocations().stream().map(Movement::allocates))
                                .toList())
                .and(AllocationParts.write(reinstated.allocations()))
                .and(ItemRows.change(Allocation.changes(reinstated.allocations())))
                .and(CreditRows.changeUnapplied(Map.of(receipt.credit().id(), reinstated.unapplied())))
                .recordedNotBefore(Stream.concat(
                                Stream.of(lastRecorded(receipt)),
                                reinstated.allocations().stream().map(Allocation::recordedNotBefore))
                        .max(Comparator.naturalOrder())
                        .orElse(Change.BY_THIS_COMMAND))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(
                                Stream.of(Touched.credit(
                                        receipt.credit().id(), receipt.credit().amount())),
                                reinstated.allocations().stream().flatMap(Touched::by)));
    }
}
