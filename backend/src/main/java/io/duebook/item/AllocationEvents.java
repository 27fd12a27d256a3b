package io.duebook.item;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the log tells of allocations that are a command of their own, or the work of a policy. */
public final class AllocationEvents {

    private AllocationEvents() {}

    /** @param payment or a credit note, interest given back, or what passed from another: always one of the four */
    record Allocated(
            AllocationId id,
            CustomerId customer,
            @Nullable PaymentId payment,
            @Nullable CreditNoteId creditNote,
            @Nullable ChargeId charge,
            @Nullable TransferId transfer,
            PublicId invoice,
            Money amount,
            LocalDate allocatedOn) {

        static Allocated of(
                AllocationId id,
                CustomerId customer,
                PublicId source,
                PublicId claim,
                Money amount,
                LocalDate allocatedOn) {
            return new Allocated(
                    id,
                    customer,
                    source instanceof PaymentId payment ? payment : null,
                    source instanceof CreditNoteId note ? note : null,
                    source instanceof ChargeId interest ? interest : null,
                    source instanceof TransferId passed ? passed : null,
                    claim,
                    amount,
                    allocatedOn);
        }
    }

    public static Event made(Allocation made) {
        AllocationId id = new AllocationId(made.id());
        return Event.of(
                "allocation.created",
                id,
                made.customer(),
                Allocated.of(id, made.customer(), made.source(), made.claim(), made.amount(), made.accountingOn()));
    }

    public static Event undone(MadeAllocation made, LocalDate on, Reason reason) {
        AllocationId id = new AllocationId(made.id());
        return Event.because(
                reason.text(),
                "allocation.reversed",
                id,
                made.customer(),
                Allocated.of(id, made.customer(), made.source(), made.claim(), made.amount(), on));
    }
}
