package io.duebook.customer;

import io.duebook.shared.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which customers a list is about.
 *
 * @param search a part of the name, external id or email, in any case
 * @param parent those right below it
 * @param updatedSince lists by time of change, archived ones included, so that a copy elsewhere can follow
 */
record CustomerFilter(
        @Nullable String externalId,
        @Nullable String search,
        @Nullable CustomerId parent,
        @Nullable Instant updatedSince,
        boolean archived) {

    static CustomerFilter inUse(@Nullable String q) {
        return new CustomerFilter(null, q == null || q.isBlank() ? null : q.strip(), null, null, false);
    }
}
