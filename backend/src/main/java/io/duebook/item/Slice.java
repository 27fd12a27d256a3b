package io.duebook.item;

import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the books a report tells of.
 *
 * @param customers null: of all of them
 * @param currency null: in all of them
 */
public record Slice(
        @Nullable List<CustomerId> customers, @Nullable Currency currency) {

    private static final Slice WHOLE = new Slice(null, null);

    public static Slice whole() {
        return WHOLE;
    }

    public static Slice of(Collection<CustomerId> customers) {
        return new Slice(List.copyOf(customers), null);
    }

    public Slice in(@Nullable Currency one) {
        return new Slice(customers, one);
    }

    boolean isOfEverybody() {
        return customers == null;
    }

    UUID[] ids() {
        return customers == null
                ? new UUID[0]
                : customers.stream().map(CustomerId::value).toArray(UUID[]::new);
    }
}
