package io.duebook.item;

import io.duebook.platform.Reason;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A write-off as a client asks for it.
 *
 * @param amount in minor units of the claim's currency; all that is open unless given
 * @param writtenOffOn today unless given; not in the future
 * @param reason required, 1 to 500 characters
 */
public record ClaimWriteOff(
        @Positive @Max(Money.MOST) @Nullable Long amount,
        @Nullable LocalDate writtenOffOn,
        @Nullable String reason) {

    public Ending of(PublicId claim) {
        return new Ending(Ending.Way.WRITE_OFF, claim, amount, writtenOffOn, Reason.of(reason));
    }
}
