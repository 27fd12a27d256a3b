package io.duebook.item;

import io.duebook.platform.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Credit given back to the customer on a day.
 *
 * @param entry the journal entry that books it
 * @param amount in minor units
 * @param undone the allocations that end for it
 * @param again the rests of what was undone, which settle again
 */
public record CreditRefund(
        Release release, UUID entry, long amount, List<AllocationUndo> undone, List<Allocation> again, LocalDate on) {

    public static CreditRefund of(Release release, long amount, LocalDate on) {
        return new CreditRefund(
                release,
                Ids.next(),
                amount,
                release.undone().stream()
                        .map(made -> AllocationUndo.of(made, on))
                        .toList(),
                release.again(on),
                on);
    }
}
