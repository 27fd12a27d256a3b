package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** An allocation, or its undoing, that the books do not allow. */
final class AllocationRefused extends Refusal {

    static AllocationRefused itemSettled(long open) {
        return new AllocationRefused(
                Kind.CONFLICT,
                "item_settled",
                Map.of("open", open),
                "Only %d (minor units) of this item is open; allocate at most that.".formatted(open));
    }

    static AllocationRefused creditUsedUp(long unapplied) {
        return new AllocationRefused(
                Kind.CONFLICT,
                "credit_used_up",
                Map.of("unapplied", unapplied),
                "Only %d (minor units) of this payment or credit note is unapplied; allocate at most that."
                        .formatted(unapplied));
    }

    static AllocationRefused alreadyReversed() {
        return new AllocationRefused(
                Kind.CONFLICT, "already_reversed", Map.of(), "This allocation was taken back before.");
    }

    static AllocationRefused undoneBeforeMade(LocalDate earliest) {
        return new AllocationRefused(
                Kind.UNPROCESSABLE,
                "undone_before_made",
                Map.of("earliest", earliest.toString()),
                "It cannot be taken back before it was made; the earliest day is %s.".formatted(earliest));
    }

    static AllocationRefused notYet(LocalDate latest) {
        return new AllocationRefused(
                Kind.UNPROCESSABLE,
                "undone_in_future",
                Map.of("latest", latest.toString()),
                "It is free again from the moment it is taken back; the latest day is %s.".formatted(latest));
    }

    static AllocationRefused allocatedInFuture(LocalDate latest) {
        return new AllocationRefused(
                Kind.UNPROCESSABLE,
                "allocated_in_future",
                Map.of("latest", latest.toString()),
                "It settles from the moment it is made; the latest day is %s.".formatted(latest));
    }

    static AllocationRefused allocatedTooEarly(LocalDate earliest) {
        return new AllocationRefused(
                Kind.UNPROCESSABLE,
                "allocated_too_early",
                Map.of("earliest", earliest.toString()),
                "Before %s the invoice or the money was not there yet.".formatted(earliest));
    }

    private AllocationRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
