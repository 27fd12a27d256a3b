package io.duebook.item;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A small difference or deduction that was taken with an allocation, as the books hold it.
 *
 * @param id of its movement
 * @param entry the journal entry that made it
 * @param kind rounding or deduction
 * @param ofItem what of the item need not be paid, in minor units
 * @param ofCredit what of the money is used up, in minor units
 */
public record MadeDifference(UUID id, UUID entry, String kind, long ofItem, long ofCredit) {

    /** Which way the money differed; null where it was withheld for a reason. */
    @Nullable
    String paid() {
        return kind.equals(Difference.DEDUCTION) ? null : ofItem > 0 ? "too_little" : "too_much";
    }

    static MadeDifference parse(String text) {
        String[] parts = text.split(" ");
        return new MadeDifference(
                UUID.fromString(parts[0]),
                UUID.fromString(parts[1]),
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }
}
