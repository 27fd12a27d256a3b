package io.duebook.ledger;

import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One immutable booking: transfers that belong together.
 *
 * @param kind what happened, as the journal shows it
 * @param sourceKind what document it came from: invoice, payment, credit_note
 * @param source the document's id
 * @param valueOn when it counts for interest, discount and days past due
 * @param accountingOn the day it is booked on, in an open period
 * @param reverses the entry it undoes, if it undoes one
 */
public record Entry(
        UUID id,
        String kind,
        String sourceKind,
        UUID source,
        @Nullable CustomerId customer,
        LocalDate valueOn,
        LocalDate accountingOn,
        List<Transfer> transfers,
        @Nullable UUID reverses) {

    public Entry {
        if (transfers.isEmpty()) {
            throw new IllegalArgumentException("an entry without transfers says nothing: " + kind);
        }
        transfers = List.copyOf(transfers);
    }
}
