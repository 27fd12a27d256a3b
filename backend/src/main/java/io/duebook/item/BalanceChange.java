package io.duebook.item;

import io.duebook.shared.Currency;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A movement of a customer's balance. An allocation is none: it lowers open and unapplied alike.
 *
 * @param on its accounting date
 * @param kind as a statement calls it
 * @param id of the claim, payment or credit note that moved
 * @param number of the claim or credit note; a payment has none
 * @param amount in minor units; positive: the customer owes more
 */
public record BalanceChange(
        LocalDate on, String kind, PublicId id, @Nullable String number, Currency currency, long amount) {

    /**
     * A reinstatement is a payment again, a discount or recovery taken back one of its kind; what undoes a whole document
     * reverses.
     */
    static String kindOf(String movement) {
        return switch (movement) {
            case "reinstatement", "chargeback_undone" -> "payment";
            case "discount_undone" -> "discount";
            case "rounding_undone" -> "rounding";
            case "deduction_undone" -> "deduction";
            case "netting_undone" -> "netting";
            case "recovery_undone" -> "recovery";
            case "void", "chargeback" -> "reversal";
            case String undone when undone.endsWith("_undone") -> "reversal";
            default -> movement;
        };
    }
}
