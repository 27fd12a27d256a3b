package io.duebook.plan;

import io.duebook.shared.ApprovalId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.duebook.shared.SettlementOfferId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A settlement offer as a client sees it. Amounts are in minor units of its currency; the state follows from dates and the
 * books.
 *
 * @param state proposed, active, met, expired, withdrawn or rejected
 * @param debt what was left of the claims when it was made
 * @param amount to be paid
 * @param paid what counts for it today: money of value dates up to its last day, allocated since it was made
 * @param waived by it
 * @param expiresOn the last value date of money that counts
 * @param metOn from which day the rest is waived; null while it is not met
 * @param reason staff's own
 * @param approval what somebody else has to agree to, or had; staff's own
 */
record SettlementOfferView(
        SettlementOfferId id,
        CustomerName customer,
        String state,
        Currency currency,
        long debt,
        long amount,
        long paid,
        long waived,
        LocalDate offeredOn,
        LocalDate expiresOn,
        @Nullable LocalDate metOn,
        @Nullable LocalDate withdrawnOn,
        List<OfferedItem> items,
        @Nullable String reason,
        @Nullable ApprovalId approval,
        Instant createdAt) {

    record CustomerName(
            CustomerId id, String name, @Nullable String externalId) {}

    /**
     * @param claimed what was left of it when the offer was made
     * @param open what is left of it now, on the books or off
     */
    record OfferedItem(PublicId invoice, String number, long claimed, long open, long waived) {}

    static SettlementOfferView of(SettlementOffer offer, LocalDate today) {
        return new SettlementOfferView(
                offer.id(),
                new CustomerName(offer.customer(), offer.customerName(), offer.customerExternalId()),
                offer.state().code(),
                offer.debt().currency(),
                offer.debt().amount(),
                offer.amount().amount(),
                offer.paid(today).amount(),
                offer.items().stream()
                        .mapToLong(SettlementOffer.Offered::waived)
                        .sum(),
                offer.offeredOn(),
                offer.expiresOn(),
                offer.metOn(),
                offer.withdrawnOn(),
                offer.items().stream()
                        .map(item -> new OfferedItem(
                                item.kind().idOf(item.item()),
                                item.number(),
                                item.claimed(),
                                item.open(),
                                item.waived()))
                        .toList(),
                offer.reason(),
                offer.approval(),
                offer.createdAt());
    }

    /** Why it was made is the tenant's business. */
    SettlementOfferView forContact() {
        return new SettlementOfferView(
                id,
                customer,
                state,
                currency,
                debt,
                amount,
                paid,
                waived,
                offeredOn,
                expiresOn,
                metOn,
                withdrawnOn,
                items,
                null,
                null,
                createdAt);
    }
}
