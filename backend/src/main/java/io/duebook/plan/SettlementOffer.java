package io.duebook.plan;

import io.duebook.item.OpenItem;
import io.duebook.plan.OfferPayments.Paid;
import io.duebook.shared.ApprovalId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.SettlementOfferId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Less than the debt, if it is paid by a day: then the rest of exactly these claims is waived.
 *
 * @param state as it is today
 * @param debt what was left of the claims when it was made
 * @param amount to be paid, less than the debt
 * @param expiresOn the last value date of money that counts
 * @param approval what somebody else has to agree to, or had
 * @param agreed whether it was made, and not only proposed
 * @param metOn from which day the rest is waived; null while it is not met
 * @param superseded whether another offer took the place of it
 */
record SettlementOffer(
        SettlementOfferId id,
        CustomerId customer,
        String customerName,
        @Nullable String customerExternalId,
        State state,
        Money debt,
        Money amount,
        LocalDate offeredOn,
        LocalDate expiresOn,
        String reason,
        @Nullable ApprovalId approval,
        boolean agreed,
        @Nullable LocalDate metOn,
        boolean superseded,
        @Nullable LocalDate withdrawnOn,
        List<Offered> items,
        OfferPayments payments,
        Instant createdAt) {

    enum State {
        PROPOSED,
        ACTIVE,
        MET,
        EXPIRED,
        WITHDRAWN,
        REJECTED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * A claim that it is about; amounts in minor units.
     *
     * @param claimed what was left of it when the offer was made
     * @param open what is left of it now, on the books or off
     * @param waived by this offer
     */
    record Offered(UUID item, OpenItem.Kind kind, String number, long claimed, long open, long waived) {}

    /** The same, once somebody else agrees. */
    SettlementOffer proposed(ApprovalId asked) {
        return new SettlementOffer(
                id,
                customer,
                customerName,
                customerExternalId,
                State.PROPOSED,
                debt,
                amount,
                offeredOn,
                expiresOn,
                reason,
                asked,
                false,
                metOn,
                superseded,
                withdrawnOn,
                items,
                payments,
                createdAt);
    }

    /** What is given up if it is met. */
    Money rest() {
        return debt.minus(amount);
    }

    List<UUID> itemIds() {
        return items.stream().map(Offered::item).toList();
    }

    /** How far it is paid, by today. */
    Paid paid(LocalDate today) {
        return payments.towards(amount.amount(), expiresOn, today);
    }

    /** Whether money that counts for it ends the rest of the claims: late news of timely money does, too. */
    boolean canBeMet() {
        return agreed && metOn == null && !superseded && withdrawnOn == null;
    }
}
