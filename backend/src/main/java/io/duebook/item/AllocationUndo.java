package io.duebook.item;

import io.duebook.ledger.Reversal;
import io.duebook.platform.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An allocation to be taken back on a day of its own; what it recovered of a written-off claim is off the books again, and
 * the discount that its money earned is owed again.
 *
 * @param id of the movement that takes it back
 * @param entry that reverses its entry
 * @param recoveryId of the movement that takes the recovery back, where there was one
 * @param recoveryEntry that reverses the recovery's entry
 * @param discountId of the movement that takes the discount back, where there was one
 * @param discountEntry that reverses the discount's entry
 * @param exchangeId of the movement that gives money of another currency back, where it is of one
 * @param exchangeEntry that reverses the exchange's entry
 * @param differences that are taken back with it
 */
public record AllocationUndo(
        MadeAllocation made,
        UUID id,
        UUID entry,
        UUID recoveryId,
        UUID recoveryEntry,
        UUID discountId,
        UUID discountEntry,
        UUID exchangeId,
        UUID exchangeEntry,
        List<DifferenceUndo> differences,
        LocalDate on) {

    /** @param partOf the movement that takes the allocation back */
    record DifferenceUndo(MadeDifference made, UUID id, UUID entry, UUID partOf, LocalDate on) {}

    public static AllocationUndo of(MadeAllocation made, LocalDate on) {
        UUID id = Ids.next();
        return new AllocationUndo(
                made,
                id,
                Ids.next(),
                Ids.next(),
                Ids.next(),
                Ids.next(),
                Ids.next(),
                Ids.next(),
                Ids.next(),
                made.differences().stream()
                        .map(difference -> new DifferenceUndo(difference, Ids.next(), Ids.next(), id, on))
                        .toList(),
                on);
    }

    /** What the journal takes back: the allocation's entry, the recovery's, the discount's, the exchange's and those of differences. */
    public Stream<Reversal> reversals() {
        return Stream.of(
                        Stream.of(new Reversal(entry, "allocation_undone", made.entry(), on)),
                        Stream.ofNullable(made.recovery())
                                .map(recovery -> new Reversal(recoveryEntry, "recovery_undone", recovery.entry(), on)),
                        Stream.ofNullable(made.discount())
                                .map(discount -> new Reversal(discountEntry, "discount_undone", discount.entry(), on)),
                        Stream.ofNullable(made.exchange())
                                .map(exchange -> new Reversal(exchangeEntry, "exchange_undone", exchange.entry(), on)),
                        differences.stream()
                                .map(difference -> new Reversal(
                                        difference.entry(),
                                        difference.made().kind() + "_undone",
                                        difference.made().entry(),
                                        on)))
                .flatMap(reversals -> reversals);
    }

    /** By how much their items change. */
    static Map<UUID, ItemChange> changes(List<AllocationUndo> undone) {
        return undone.stream()
                .collect(Collectors.toMap(undo -> undo.made().item(), AllocationUndo::change, ItemChange::plus));
    }

    private ItemChange change() {
        long recovered = made.recovery() == null ? 0 : made.recovery().amount();
        return new ItemChange(made.amount().amount() + made.discounted() + made.spared() - recovered, recovered);
    }
}
