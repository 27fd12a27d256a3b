package io.duebook.invoice;

import io.duebook.item.Allocation;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the log tells of credit notes. */
final class CreditNoteEvents {

    private CreditNoteEvents() {}

    record Told(
            CreditNoteId id,
            CustomerId customer,
            String number,
            @Nullable String externalId,
            Money total,
            LocalDate issueDate) {}

    /** @param unapplied what its own command left unallocated, in minor units */
    record Issued(
            CreditNoteId id,
            CustomerId customer,
            String number,
            @Nullable String externalId,
            Money total,
            LocalDate issueDate,
            long unapplied,
            List<Settled> allocations) {}

    record Settled(AllocationId id, PublicId invoice, long amount) {}

    static Event issued(CreditNote note, Money unapplied, List<Allocation> allocations) {
        return Event.of(
                "credit_note.issued",
                note.id(),
                note.customer(),
                new Issued(
                        note.id(),
                        note.customer(),
                        Objects.requireNonNull(note.number()),
                        note.externalId(),
                        note.total(),
                        note.issueDate(),
                        unapplied.amount(),
                        allocations.stream()
                                .map(made -> new Settled(
                                        new AllocationId(made.id()),
                                        made.claim(),
                                        made.amount().amount()))
                                .toList()));
    }

    static Event voided(Told note, Reason reason) {
        return Event.because(reason.text(), "credit_note.voided", note.id(), note.customer(), note);
    }
}
