package io.duebook.item;

import io.duebook.shared.Currency;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A claim that was not settled at the end of a day; of one that is due on several days, a part that was not.
 *
 * @param original what was claimed, in all or for its day, in minor units
 * @param retention whether it is money that the customer keeps back until the warranty is over
 * @param open what was still unpaid of it that day, in minor units; positive
 */
public record ItemAsOf(
        UUID id,
        OpenItem.Kind kind,
        String number,
        Currency currency,
        long original,
        long open,
        LocalDate issuedOn,
        LocalDate dueOn,
        boolean retention) {

    public PublicId publicId() {
        return kind.idOf(id);
    }

    public long settled() {
        return original - open;
    }

    /** Overdue begins the day after the due date: 0 on the due date, negative before it. */
    public long daysPastDue(LocalDate day) {
        return ChronoUnit.DAYS.between(dueOn, day);
    }
}
