package io.duebook.item;

import io.duebook.shared.Currency;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A movement of a customer's balance. An allocation is none, unless its money is of another currency: it lowers open and
 * unapplied alike.
 *
 * @param on its accounting date
 * @param valueOn the day for which it counts for interest and days past due: its own, where it came too late for its period
 * @param recordedAt when it was known
 * @param companion whether it came with an allocation, and has its money's value date
 * @param kind as a statement calls it
 * @param id of the claim, payment or credit note that moved
 * @param number of the claim or credit note; a payment has none
 * @param amount in minor units; positive: the customer owes more
 */
public record BalanceChange(
        LocalDate on,
        LocalDate valueOn,
        Instant recordedAt,
        String kind,
        PublicId id,
        @Nullable String number,
        Currency currency,
        long amount,
        boolean companion) {

    private static final String UNDONE = "_undone";
    private static final String OF_BILL = ":bill";

    /** Whether it is of a day before this one and was booked from then on, for it came too late. */
    public boolean isOfBefore(LocalDate day) {
        return !companion && valueOn.isBefore(day);
    }

    /**
     * A reinstatement is a payment again, a discount, recovery or waiver taken back one of its kind, however often; what undoes a
     * whole document reverses.
     */
    static String kindOf(String movement) {
        return movement.endsWith(OF_BILL)
                ? kindOfBill(kindOf(movement.substring(0, movement.length() - OF_BILL.length())))
                : kindOfMoney(movement);
    }

    private static String kindOfBill(String kind) {
        return switch (kind) {
            case "payment" -> "bill";
            case "reversal" -> "bill_returned";
            default -> kind;
        };
    }

    private static String kindOfMoney(String movement) {
        String taken = movement.replace(UNDONE, "");
        return switch (taken) {
            // What passes between customers, and goes back, keeps its word: the sign says which.
            case "transfer" -> "paid_by";
            case "taken_over" -> "debt_taken_over";
            case "paid_for", "debt_passed_on" -> taken;
            // Of another currency, it lowers what is owed in one and what is unapplied in the other.
            case "allocation" -> Exchange.KIND;
            case Exchange.KIND -> taken;
            case "discount", "rounding", "deduction", "netting", "recovery", "waiver" -> taken;
            default -> kindOfDocument(movement);
        };
    }

    private static String kindOfDocument(String movement) {
        return switch (movement) {
            case "reinstatement", "chargeback_undone" -> "payment";
            case "void", "chargeback" -> "reversal";
            case String undone when undone.endsWith(UNDONE) -> "reversal";
            default -> movement;
        };
    }
}
