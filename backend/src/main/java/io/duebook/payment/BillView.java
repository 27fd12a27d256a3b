package io.duebook.payment;

import io.duebook.shared.BillId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bill or cheque as a client sees it.
 *
 * @param amount in minor units
 * @param daysToMaturity negative after it
 * @param slip the deposit slip it lies at the bank with, or was collected with
 * @param takenBackOn the day from which it is dishonoured or given back, if it is
 * @param replacedBy what was given in its place, the newest
 * @param sameNumber others of the same number that stand
 */
record BillView(
        BillId id,
        PaymentId payment,
        @Nullable String externalId,
        BillCustomer customer,
        BillKind kind,
        String number,
        @Nullable String drawer,
        @Nullable String acceptor,
        BillState state,
        long amount,
        Currency currency,
        @Nullable LocalDate issuedOn,
        LocalDate receivedOn,
        LocalDate maturesOn,
        long daysToMaturity,
        boolean transferable,
        @Nullable String slip,
        List<BillStepView> steps,
        @Nullable LocalDate takenBackOn,
        @Nullable BillId replaces,
        @Nullable BillId replacedBy,
        List<BillId> sameNumber,
        LocalDate asOf,
        Instant createdAt) {

    record BillCustomer(
            CustomerId id, String name, @Nullable String externalId) {}

    /**
     * What was done with it.
     *
     * @param kind deposited, collected, discounted or endorsed
     * @param party the bank that discounted it, or to whom it was endorsed
     * @param cost what having the money early cost, in minor units
     * @param undoneOn the day from which it was not done, if it was taken back
     */
    record BillStepView(
            String kind,
            LocalDate on,
            @Nullable String slip,
            @Nullable String party,
            long cost,
            boolean withRecourse,
            @Nullable LocalDate undoneOn) {}
}
