package io.duebook.payment;

import io.duebook.platform.Reason;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A payer's objection at their bank, as the processor tells it: what was taken for it, and whether it came back.
 *
 * @param id what the processor calls it
 * @param amount that was taken; the whole payment or a part
 * @param fee what the processor keeps for it
 * @param givenBackOn when the tenant was found right, if that was so
 * @param work the kind of due work that looks at it again while it stands; its subject is the reversal
 */
public record Dispute(
        String id,
        Money amount,
        LocalDate takenOn,
        Optional<Money> fee,
        Optional<LocalDate> givenBackOn,
        Reason reason,
        String work) {}
