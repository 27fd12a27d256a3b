package io.duebook.item;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;

/** Where a debt stands among others: the older one first, by due date, issue date, id. */
public record DebtOrder(LocalDate dueOn, LocalDate issuedOn, UUID id) implements Comparable<DebtOrder> {

    private static final Comparator<DebtOrder> OLDEST_FIRST = Comparator.comparing(DebtOrder::dueOn)
            .thenComparing(DebtOrder::issuedOn)
            .thenComparing(DebtOrder::id);

    @Override
    public int compareTo(DebtOrder other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
