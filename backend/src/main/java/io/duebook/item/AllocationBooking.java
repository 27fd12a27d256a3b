package io.duebook.item;

import io.duebook.ledger.Ledger;
import io.duebook.platform.EventLog;
import io.duebook.platform.Reason;
import io.duebook.platform.Write;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What is written where credit that was there before is allocated, and where that is taken back: books, journal and log. */
@Component
public class AllocationBooking {

    private final Credits credits;
    private final Ledger ledger;
    private final EventLog events;

    AllocationBooking(Credits credits, Ledger ledger, EventLog events) {
        this.credits = credits;
        this.ledger = ledger;
        this.events = events;
    }

    public Write made(List<Allocation> made) {
        return Write.all(
                credits.allocate(made),
                ledger.post(made.stream().flatMap(Allocation::postings).toList()),
                events.append(Stream.concat(made.stream().map(AllocationEvents::made), ClaimEvents.made(made))
                        .toList()));
    }

    public Write undone(AllocationUndo undo, Reason reason) {
        return Write.all(
                credits.undo(List.of(undo)),
                ledger.reverse(undo.reversals().toList()),
                events.append(Stream.concat(
                                Stream.of(AllocationEvents.undone(undo.made(), undo.on(), reason)),
                                ClaimEvents.undone(List.of(undo), reason))
                        .toList()));
    }
}
