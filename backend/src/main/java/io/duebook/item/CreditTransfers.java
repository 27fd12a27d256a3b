package io.duebook.item;

import io.duebook.platform.Write;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Credit that passes between customers, and goes back. Each movement is one customer's, and both sides name one journal
 * entry. Whoever writes holds the locks of both, and posts what is written here to the journal.
 */
@Component
public class CreditTransfers {

    private final Credits credits;

    CreditTransfers(Credits credits) {
        this.credits = credits;
    }

    /** Money that came, what its own command allocates of it, and what of it passes to others. */
    public Write receive(NewCredit money, List<Allocation> own, List<PassedCredit> passed) {
        return credits.receive(
                        Stream.concat(Stream.of(money), passed.stream().map(PassedCredit::booked))
                                .toList(),
                        Stream.concat(own.stream(), passed.stream().flatMap(one -> one.allocations().stream()))
                                .toList())
                .and(leaving(passed))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(passed.stream()
                                .map(one -> Touched.passing(
                                        one.transfer().source().id(),
                                        one.transfer().amount()))));
    }

    private static Write leaving(List<PassedCredit> passed) {
        return Movement.write(
                "item_pass_on",
                passed.stream().map(one -> one.transfer().leaving()).toList());
    }

    /** Credit that was there before passes on. */
    public Write pass(PassedCredit passed) {
        Credit source = passed.transfer().source();
        return credits.receive(List.of(passed.booked()), passed.allocations())
                .and(leaving(List.of(passed)))
                .and(CreditRows.changeUnapplied(
                        Map.of(source.id(), -passed.transfer().amount().amount())))
                .recordedNotBefore(source.recordedAt())
                .with(CarriedBase.OF_TOUCHED, List.of(Touched.passing(source.id(), source.amount())));
    }

    /** From that day on the credit is where it came from, and what was undone for it is open. */
    public Write takeBack(ReturnedCredit returned) {
        Credit receivers = returned.release().credit();
        List<Movement> movements = Stream.of(
                        returned.undone().stream().map(Movement::undoes),
                        returned.again().stream().map(Movement::allocates),
                        Stream.of(
                                Movement.ofCredit(
                                        "transfer_undone",
                                        receivers,
                                        returned.entry(),
                                        -returned.amount(),
                                        returned.on()),
                                Movement.ofCredit(
                                        CreditTransfer.KIND + "_undone",
                                        returned.source(),
                                        returned.entry(),
                                        returned.amount(),
                                        returned.on())))
                .flatMap(some -> some)
                .toList();
        return Movement.write("item_pass_back", movements)
                .and(AllocationParts.takeBack(returned.undone()))
                .and(AllocationParts.write(returned.again()))
                .and(ItemRows.change(changed(returned)))
                .and(CreditRows.changeUnapplied(Map.of(
                        receivers.id(), returned.left(), returned.source().id(), returned.amount())))
                .recordedNotBefore(lastRecorded(returned))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(
                                Stream.of(
                                        Touched.credit(receivers.id(), receivers.amount()),
                                        Touched.passing(
                                                returned.source().id(),
                                                returned.source().amount())),
                                returned.undone().stream().flatMap(Touched::by),
                                returned.again().stream().flatMap(Touched::by)));
    }

    private static Map<UUID, ItemChange> changed(ReturnedCredit returned) {
        var changes = new HashMap<>(AllocationUndo.changes(returned.undone()));
        Allocation.changes(returned.again()).forEach((item, change) -> changes.merge(item, change, ItemChange::plus));
        return changes;
    }

    private static Instant lastRecorded(ReturnedCredit returned) {
        return Stream.concat(
                        Stream.of(
                                returned.release().credit().recordedAt(),
                                returned.source().recordedAt()),
                        returned.release().undone().stream().map(MadeAllocation::recordedAt))
                .max(Comparator.naturalOrder())
                .orElse(Change.BY_THIS_COMMAND);
    }
}
