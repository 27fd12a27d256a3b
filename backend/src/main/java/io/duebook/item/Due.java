package io.duebook.item;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a claim with a due date of its own. Money fills the earlier parts first, so that how much of each is open
 * follows from how much of the claim is.
 *
 * @param amount of the part, in minor units, positive
 * @param later what of the claim is due after it, in minor units
 * @param retention whether the customer keeps it back until the warranty is over
 */
public record Due(LocalDate on, long amount, long later, boolean retention) {

    public Due(LocalDate on, long amount, long later) {
        this(on, amount, later, false);
    }

    /** The whole of a claim, due on one day. */
    static Due whole(LocalDate on) {
        return new Due(on, Long.MAX_VALUE, 0);
    }

    /** What is open of it, if so much of the claim is. */
    public long open(long claimOpen) {
        return Math.min(amount, Math.max(0, claimOpen - later));
    }

    /** @param parts each as its day, amount, what is due later and whether it is kept back, between blanks */
    static List<Due> parse(String[] parts) {
        var dues = new ArrayList<Due>();
        for (String part : parts) {
            String[] columns = part.split(" ");
            dues.add(new Due(
                    LocalDate.parse(columns[0]),
                    Long.parseLong(columns[1]),
                    Long.parseLong(columns[2]),
                    columns[3].equals("t")));
        }
        return List.copyOf(dues);
    }
}
