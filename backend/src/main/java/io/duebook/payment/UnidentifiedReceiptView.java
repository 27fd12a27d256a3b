package io.duebook.payment;

import io.duebook.shared.Currency;
import io.duebook.shared.PaymentId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money of an unknown payer as a client sees it.
 *
 * @param state unclaimed, claimed or returned
 * @param amount in minor units of the currency
 * @param payment that claims it, while it is claimed
 * @param returnedOn the day it was sent back, if it was
 * @param ageDays days since it was received, as of today in the tenant's time zone
 * @param asOf that day
 */
record UnidentifiedReceiptView(
        UnidentifiedReceiptId id,
        @Nullable String externalId,
        String state,
        long amount,
        Currency currency,
        LocalDate receivedOn,
        String method,
        @Nullable String payer,
        @Nullable String reference,
        @Nullable PaymentId payment,
        @Nullable LocalDate returnedOn,
        long ageDays,
        LocalDate asOf,
        Instant createdAt) {}
