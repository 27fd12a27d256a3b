package io.duebook.payment;

import io.duebook.item.Strategy;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money that arrived, as whoever saw it arrive tells it.
 *
 * @param payer who sent it, if not the customer
 * @param receivedOn its value date
 * @param account where it arrived: {@code bank} or {@code processor}
 * @param processor the processor and its object, booked at most once; both or neither
 * @param allocate what it settles; as the tenant's policy says unless given
 */
public record ReceivedPayment(
        CustomerId customer,
        @Nullable String payer,
        @Nullable String externalId,
        Money amount,
        LocalDate receivedOn,
        String method,
        String account,
        @Nullable String reference,
        @Nullable String processor,
        @Nullable String processorObject,
        @Nullable Strategy allocate) {}
