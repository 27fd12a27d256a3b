package io.duebook.payment;

import io.duebook.item.Credit;
import io.duebook.item.OpenItem;
import io.duebook.payment.Allocations.Source;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A refund as a client asks for it.
 *
 * @param payment whose money is given back; give this, a credit note or a charge
 * @param creditNote whose credit is given back
 * @param charge a credit of interest claimed too much, which is given back
 * @param amount in minor units of the credit's currency
 * @param refundedOn today unless given; only for what was given by hand
 * @param method processor (the way it came), or by hand: bank_transfer, cash, cheque or other
 * @param items what to take it out of, for the part beyond what is unapplied
 * @param reason required, 1 to 500 characters
 */
record NewRefund(
        @Nullable PaymentId payment,
        @Nullable CreditNoteId creditNote,
        @Nullable ChargeId charge,
        @NotNull @Positive @Max(Money.MOST) Long amount,
        @Nullable LocalDate refundedOn,

        @Size(min = 1, max = 40) @Pattern(regexp = "[a-z_]+") @Nullable
        String method,

        @Size(max = 200) @Nullable List<@NotNull @Valid ItemPart> items,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @Nullable String reason) {

    static final String BY_PROCESSOR = "processor";

    /**
     * A part of the credit that settles a claim, and is to be taken out of it.
     *
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units of the credit's currency
     */
    record ItemPart(
            @NotNull String invoice,
            @NotNull @Positive @Max(Money.MOST) Long amount) {}

    /** @throws InvalidRequest unless exactly one source is named */
    Source source() {
        List<Source> named = Stream.of(
                        Source.of(Credit.Kind.PAYMENT, "/payment", payment),
                        Source.of(Credit.Kind.CREDIT_NOTE, "/credit_note", creditNote),
                        Source.of(Credit.Kind.INTEREST, "/charge", charge))
                .flatMap(Optional::stream)
                .toList();
        if (named.size() != 1) {
            throw new InvalidRequest("/payment", "required", "Give a payment, a credit note or a charge: one of them.");
        }
        return named.getFirst();
    }

    /** How much is to be taken out of which item, in the order in which they are named. */
    Map<UUID, Long> parts() {
        var parts = new LinkedHashMap<UUID, Long>();
        List<ItemPart> named = items == null ? List.of() : items;
        for (int at = 0; at < named.size(); at++) {
            parts.merge(
                    OpenItem.named(named.get(at).invoice(), "/items/" + at + "/invoice"),
                    named.get(at).amount(),
                    Long::sum);
        }
        return parts;
    }
}
