package io.duebook.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, on its dates, with what the journal says of it. It is itself: two alike are two.
 *
 * @param open by how much what is open of the claim changes
 * @param unapplied by how much what is unapplied of the credit changes
 * @param off by how much what is off the books of the claim changes
 * @param relief by how much the tax taken back by write-offs changes, per rate
 */
record Movement(
        String kind,
        Party customer,
        String currency,
        @Nullable Claim claim,
        @Nullable Credit credit,
        long open,
        long unapplied,
        long off,
        Map<BigDecimal, Long> relief,
        List<Transfer> transfers,
        LocalDate valueOn,
        LocalDate accountingOn,
        Instant recordedAt,
        @Nullable Movement reverses) {

    /** One debit, one credit. */
    record Transfer(String debit, String credit, long amount) {
        Transfer back() {
            return new Transfer(credit, debit, amount);
        }
    }

    /** By which of its dates something counts. */
    enum Basis {
        ACCOUNTING,
        VALUE
    }

    LocalDate on(Basis basis) {
        return basis == Basis.VALUE ? valueOn : accountingOn;
    }

    /** Whether it takes back exactly what another did, on the same days: as if neither had been. */
    boolean erases(Movement other) {
        return reverses == other
                && kind.equals(other.kind + "_undone")
                && accountingOn.equals(other.accountingOn)
                && valueOn.equals(other.valueOn);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "%s %s/%s open %+d unapplied %+d off %+d (%s, %s)"
                .formatted(kind, valueOn, accountingOn, open, unapplied, off, claim, credit);
    }
}
