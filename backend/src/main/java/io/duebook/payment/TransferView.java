package io.duebook.payment;

import io.duebook.customer.CustomerName;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as a client sees it. Its id is also that of what the receiver has of it: credit to allocate, or a claim to pay.
 *
 * @param kind credit or debt
 * @param invoice the claim that was taken over, of a debt
 * @param number of that claim, or of the credit note
 * @param payment whose money passed; of credit, one of the three is given
 * @param creditNote which passed
 * @param charge interest given back, which passed
 * @param amount in minor units
 * @param standing what of it has not gone back, in minor units
 * @param left what of it settles nothing yet, or is open, in minor units
 * @param withPayment whether the payment's own command made it; it goes back by itself when what it settles ends
 * @param reversedOn the day on which the last of it went back, if it did
 */
record TransferView(
        TransferId id,
        String kind,
        @Nullable String externalId,
        CustomerName from,
        CustomerName to,
        @Nullable PublicId invoice,
        @Nullable String number,
        @Nullable PaymentId payment,
        @Nullable CreditNoteId creditNote,
        @Nullable ChargeId charge,
        Currency currency,
        long amount,
        long standing,
        long left,
        LocalDate transferredOn,
        boolean withPayment,
        @Nullable String reason,
        @Nullable LocalDate reversedOn,
        Instant createdAt) {}
