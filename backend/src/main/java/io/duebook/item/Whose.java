package io.duebook.item;

import io.duebook.shared.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a report tells: everybody, or these customers.
 *
 * @param customers null: everybody
 */
public record Whose(@Nullable List<CustomerId> customers) {

    private static final Whose EVERYBODY = new Whose(null);

    public static Whose everybody() {
        return EVERYBODY;
    }

    public static Whose of(Collection<CustomerId> customers) {
        return new Whose(List.copyOf(customers));
    }

    boolean isEverybody() {
        return customers == null;
    }

    UUID[] ids() {
        return customers == null
                ? new UUID[0]
                : customers.stream().map(CustomerId::value).toArray(UUID[]::new);
    }
}
