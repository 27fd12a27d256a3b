package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A transfer, or its undoing, that the books do not allow. */
final class TransferRefused extends Refusal {

    static TransferRefused toThemselves() {
        return new TransferRefused(
                Kind.UNPROCESSABLE,
                "same_customer",
                Map.of(),
                "It is theirs already; name another customer.",
                List.of(new FieldError("/to", "same_customer", "has it already")));
    }

    static TransferRefused itemSettled(long open) {
        return new TransferRefused(
                Kind.CONFLICT,
                "item_settled",
                Map.of("open", open),
                "Only %d (minor units) of it is open; transfer at most that.".formatted(open));
    }

    static TransferRefused creditUsedUp(long unapplied) {
        return new TransferRefused(
                Kind.CONFLICT,
                "credit_used_up",
                Map.of("unapplied", unapplied),
                "Only %d (minor units) of it is unapplied; transfer at most that.".formatted(unapplied));
    }

    static TransferRefused disputed() {
        return new TransferRefused(
                Kind.CONFLICT,
                "item_disputed",
                Map.of(),
                "The customer disputes it; resolve that before it passes on.");
    }

    static TransferRefused paymentUnderWay() {
        return new TransferRefused(
                Kind.CONFLICT,
                "payment_under_way",
                Map.of(),
                "A payment of it is under way; wait until that has ended.");
    }

    static TransferRefused inUse() {
        return new TransferRefused(
                Kind.CONFLICT,
                "transfer_in_use",
                Map.of(),
                "Something of it is settled, written off or passed on; undo that first.");
    }

    static TransferRefused alreadyReversed() {
        return new TransferRefused(Kind.CONFLICT, "already_reversed", Map.of(), "This transfer was taken back before.");
    }

    static TransferRefused tooEarly(LocalDate earliest) {
        return new TransferRefused(
                Kind.UNPROCESSABLE,
                "transferred_too_early",
                Map.of("earliest", earliest.toString()),
                "Before %s there was not so much of it; give that day or a later one.".formatted(earliest));
    }

    static TransferRefused notYet(LocalDate latest) {
        return new TransferRefused(
                Kind.UNPROCESSABLE,
                "transferred_in_future",
                Map.of("latest", latest.toString()),
                "What is not known yet is not booked; the latest day is %s.".formatted(latest));
    }

    private TransferRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }

    private TransferRefused(
            Kind kind, String code, Map<String, Object> params, String detail, List<FieldError> errors) {
        super(kind, code, params, detail, errors);
    }
}
