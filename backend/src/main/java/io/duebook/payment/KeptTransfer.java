package io.duebook.payment;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.TransferId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as the table holds it.
 *
 * @param source the credit or the open item that it comes from
 * @param isWithPayment whether the payment's own command made it, which takes it back with what it settles
 * @param reason why, where somebody asked for it
 */
record KeptTransfer(
        TransferId id,
        Kind kind,
        @Nullable String externalId,
        CustomerId from,
        CustomerId to,
        UUID source,
        Money amount,
        LocalDate on,
        boolean isWithPayment,
        @Nullable String reason,
        UUID entry,
        @Nullable LocalDate reversedOn) {

    /** What passes. */
    enum Kind {
        CREDIT,
        DEBT;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
