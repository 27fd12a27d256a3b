package io.duebook.payment;

import io.duebook.item.UndueBill;
import io.duebook.shared.BillId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise of money on a day, which came as a payment.
 *
 * @param drawer who wrote it, if not the customer
 * @param acceptor who has to pay it: the bank or company that accepted it, or a cheque's bank
 * @param transferable whether it may be passed on
 * @param replaces the one in whose place it was given
 * @param inBank whether it was money from the start: a cheque that could be cashed on the day it came
 */
record Bill(
        BillId id,
        PaymentId payment,
        CustomerId customer,
        Money amount,
        BillKind kind,
        String number,
        @Nullable String drawer,
        @Nullable String acceptor,
        @Nullable LocalDate issuedOn,
        LocalDate maturesOn,
        boolean transferable,
        @Nullable BillId replaces,
        boolean inBank) {

    /** From the day it came the customer is trusted for it, unless it is money already. */
    List<UndueBill> received(LocalDate on) {
        return inBank ? List.of() : List.of(counts(amount.amount(), on));
    }

    /** @param delta in minor units */
    UndueBill counts(long delta, LocalDate on) {
        return new UndueBill(payment.value(), customer, amount.currency(), delta, on);
    }
}
