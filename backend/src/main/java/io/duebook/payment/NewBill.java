package io.duebook.payment;

import io.duebook.platform.Ids;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.BillId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The promise that a payment came as, as a client tells it.
 *
 * @param drawer who wrote it, if not the customer
 * @param acceptor who has to pay it: the bank or company that accepted it, or a cheque's bank
 * @param maturesOn when it is money; of a cheque the day it came or, where that is later, was issued, unless given
 * @param transferable whether it may be passed on: yes unless said otherwise
 * @param replaces one that was dishonoured or given back, in whose place it is given
 */
record NewBill(
        @NotNull BillKind kind,
        @NotNull @Size(min = 1, max = 60) String number,
        @Size(min = 1, max = 200) @Nullable String drawer,
        @Size(min = 1, max = 200) @Nullable String acceptor,
        @Nullable LocalDate issuedOn,
        @Nullable LocalDate maturesOn,
        @Nullable Boolean transferable,
        @Nullable BillId replaces) {

    /** Nobody promises later than that: a year with a digit too many is refused before it is reckoned with. */
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** @throws InvalidRequest if it does not fit to how the payment came */
    void mustFit(String method, @Nullable String account) {
        if (!method.equals(kind == BillKind.CHEQUE ? "cheque" : "bill")) {
            throw new InvalidRequest("/bill/kind", "kind_mismatch", "A bill is the method bill, a cheque is cheque.");
        }
        if (account != null) {
            throw new InvalidRequest("/account", "not_with_bill", "Where a bill is, its own steps say.");
        }
        if (maturesOn == null && kind != BillKind.CHEQUE) {
            throw new InvalidRequest("/bill/matures_on", "required", "Say when it is to be paid.");
        }
        mustBeInSight("/bill/issued_on", issuedOn);
        mustBeInSight("/bill/matures_on", maturesOn);
        if (issuedOn != null && maturesOn != null && maturesOn.isBefore(issuedOn)) {
            throw new InvalidRequest("/bill/matures_on", "out_of_range", "A bill matures when it is issued, or later.");
        }
    }

    private static void mustBeInSight(String pointer, @Nullable LocalDate day) {
        if (day != null && day.isAfter(LATEST)) {
            throw new InvalidRequest(pointer, "out_of_range", "At the latest " + LATEST + ".");
        }
    }

    /** Only a cheque can be money on the day it comes. */
    boolean isInBank(LocalDate receivedOn) {
        return kind == BillKind.CHEQUE && !matures(receivedOn).isAfter(receivedOn);
    }

    /** When it is money; empty where it is money already. */
    Optional<LocalDate> cashOn(LocalDate receivedOn) {
        LocalDate maturity = matures(receivedOn);
        return isInBank(receivedOn)
                ? Optional.empty()
                : Optional.of(maturity.isAfter(receivedOn) ? maturity : receivedOn);
    }

    private LocalDate matures(LocalDate receivedOn) {
        if (maturesOn != null) {
            return maturesOn;
        }
        // A cheque of a later day is post-dated by the words of its paper.
        return issuedOn != null && issuedOn.isAfter(receivedOn) ? issuedOn : receivedOn;
    }

    Bill of(PaymentId payment, CustomerId customer, Money amount, LocalDate receivedOn) {
        return new Bill(
                new BillId(Ids.next()),
                payment,
                customer,
                amount,
                kind,
                number,
                drawer,
                acceptor,
                issuedOn,
                matures(receivedOn),
                transferable == null || transferable,
                replaces,
                isInBank(receivedOn));
    }
}
