package io.duebook.model;

import org.jspecify.annotations.Nullable;

/** An allocation, and the recovery that belongs to it where it settled what was off the books. */
final class Made {

    final Claim claim;
    final Credit credit;
    final long amount;
    final Movement settled;
    final @Nullable Movement recovered;
    boolean isUndone;
    String id = "";

    Made(Claim claim, Credit credit, long amount, Movement settled, @Nullable Movement recovered) {
        this.claim = claim;
        this.credit = credit;
        this.amount = amount;
        this.settled = settled;
        this.recovered = recovered;
    }

    long recoveredAmount() {
        return recovered == null ? 0 : recovered.open();
    }
}
