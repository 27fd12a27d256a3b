package io.duebook.item;

import io.duebook.platform.Reason;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A waiver as a client asks for it.
 *
 * @param amount in minor units of the claim's currency; all that is left, written off or not, unless given
 * @param waivedOn today unless given; not in the future
 * @param reason required, 1 to 500 characters
 */
public record ClaimWaiver(
        @Positive @Max(Money.MOST) @Nullable Long amount,
        @Nullable LocalDate waivedOn,
        @Nullable String reason) {

    public Ending of(PublicId claim) {
        return new Ending(Ending.Way.WAIVER, claim, amount, waivedOn, Reason.of(reason));
    }
}
