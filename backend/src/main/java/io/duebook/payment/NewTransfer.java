package io.duebook.payment;

import io.duebook.item.Credit;
import io.duebook.item.OpenItem;
import io.duebook.payment.Allocations.Source;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to pass to another customer, as a client asks for it: a claim, which they take over, or unapplied credit.
 *
 * @param to who gets it
 * @param invoice the claim's id, which they take over; give this or one of the credits
 * @param payment whose money passes
 * @param creditNote which passes
 * @param charge a credit of interest claimed too much, which passes
 * @param amount in minor units; all that is open or unapplied unless given
 * @param transferredOn today unless given
 * @param reason required, 1 to 500 characters
 */
record NewTransfer(
        @NotNull CustomerId to,
        @Nullable String invoice,
        @Nullable PaymentId payment,
        @Nullable CreditNoteId creditNote,
        @Nullable ChargeId charge,
        @Positive @Max(Money.MOST) @Nullable Long amount,
        @Nullable LocalDate transferredOn,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @Nullable String reason) {

    /** @throws InvalidRequest unless exactly one thing is named */
    Optional<UUID> claim() {
        boolean isOne = Stream.of(invoice, payment, creditNote, charge)
                        .filter(named -> named != null)
                        .count()
                == 1;
        if (!isOne) {
            throw new InvalidRequest(
                    "/invoice", "required", "Give an invoice, a payment, a credit note or a charge: one of them.");
        }
        return Optional.ofNullable(invoice).map(text -> OpenItem.named(text, "/invoice"));
    }

    /** The credit, where no claim is named. */
    Source credit() {
        return Stream.of(
                        Source.of(Credit.Kind.PAYMENT, "/payment", payment),
                        Source.of(Credit.Kind.CREDIT_NOTE, "/credit_note", creditNote),
                        Source.of(Credit.Kind.INTEREST, "/charge", charge))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }
}
