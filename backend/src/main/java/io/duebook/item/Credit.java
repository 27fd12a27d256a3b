package io.duebook.item;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Money or credit of a customer, and what is left of it to allocate. Never negative.
 *
 * @param id that of the payment it came from
 */
public record Credit(
        UUID id, CustomerId customer, Money amount, Money unapplied, LocalDate valueOn, List<Change> history) {

    /** When it was last changed, as far as the books know. */
    Instant recordedAt() {
        return Change.last(history);
    }

    /** Money just received, of which nothing is allocated yet. */
    public static Credit received(UUID id, CustomerId customer, Money amount, LocalDate receivedOn) {
        return new Credit(
                id,
                customer,
                amount,
                amount,
                receivedOn,
                List.of(new Change(receivedOn, receivedOn, Change.BY_THIS_COMMAND, amount.amount())));
    }
}
