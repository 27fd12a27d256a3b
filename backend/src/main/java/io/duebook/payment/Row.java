package io.duebook.payment;

import io.duebook.shared.ImportId;
import io.duebook.shared.PaymentId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment as the table holds it: with the entry that booked it and the import it came from. */
record Row(
        PaymentId id,
        UUID entry,
        ReceivedPayment received,
        @Nullable ImportId importId,
        @Nullable Integer importLine) {

    static Row of(PaymentId id, UUID entry, ReceivedPayment received) {
        return new Row(id, entry, received, null, null);
    }
}
