package io.duebook.invoice;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the log tells of deposits. */
final class DepositEvents {

    private DepositEvents() {}

    record Told(
            DepositId id,
            CustomerId customer,
            String number,
            @Nullable String externalId,
            Money total,
            LocalDate issueDate,
            LocalDate dueDate) {}

    /** @param amount of the payment that settled nothing and is kept, or was until now */
    record Paid(DepositId id, CustomerId customer, PaymentId payment, Money amount) {}

    static Event requested(Deposit deposit) {
        return Event.of("deposit.requested", deposit.id(), deposit.customer(), told(deposit));
    }

    static Event paid(Deposit deposit, PaymentId payment, Money amount) {
        return Event.of(
                "deposit.paid",
                deposit.id(),
                deposit.customer(),
                new Paid(deposit.id(), deposit.customer(), payment, amount));
    }

    static Event released(Deposit deposit, PaymentId payment, Money amount, Reason reason) {
        return Event.because(
                reason.text(),
                "deposit.payment_released",
                deposit.id(),
                deposit.customer(),
                new Paid(deposit.id(), deposit.customer(), payment, amount));
    }

    static Event voided(Deposit deposit, Reason reason) {
        return Event.because(reason.text(), "deposit.voided", deposit.id(), deposit.customer(), told(deposit));
    }

    private static Told told(Deposit deposit) {
        return new Told(
                deposit.id(),
                deposit.customer(),
                deposit.number(),
                deposit.externalId(),
                deposit.total(),
                deposit.issueDate(),
                deposit.dueDate());
    }
}
