package io.duebook.payment;

import io.duebook.shared.AllocationId;
import io.duebook.shared.Currency;
import io.duebook.shared.DeductionId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a payer withheld, as a client sees it.
 *
 * @param payment with which it was withheld
 * @param allocation with which it is taken back
 * @param invoice the claim: an invoice or a charge
 * @param number of the claim
 * @param reason the code it was booked under
 * @param amount in minor units of the currency
 * @param reversedOn the day from which it is owed again, if it is
 */
record DeductionView(
        DeductionId id,
        PaymentView.CustomerName customer,
        PaymentId payment,
        AllocationId allocation,
        PublicId invoice,
        String number,
        String reason,
        long amount,
        Currency currency,
        LocalDate deductedOn,
        @Nullable LocalDate reversedOn) {}
