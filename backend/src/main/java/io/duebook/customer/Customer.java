package io.duebook.customer;

import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who owes the tenant money.
 *
 * @param importId the import that brought it, if one did
 * @param archivedAt since when it takes part in nothing any more; its past stays
 */
public record Customer(
        CustomerId id,
        CustomerDetails details,
        @Nullable ImportId importId,
        @Nullable Instant archivedAt,
        Version version,
        Instant createdAt,
        Instant updatedAt) {

    public static Customer create(CustomerId id, CustomerDetails details, @Nullable ImportId importId, Instant now) {
        return new Customer(id, details, importId, null, Version.FIRST, now, now);
    }

    Customer edited(CustomerDetails edited, Instant now) {
        return new Customer(id, edited, importId, archivedAt, version.next(), createdAt, now);
    }

    Customer unarchived(Instant now) {
        return new Customer(id, details, importId, null, version.next(), createdAt, now);
    }

    public String name() {
        return details.name();
    }

    public @Nullable String externalId() {
        return details.externalId();
    }

    public @Nullable String email() {
        return details.email();
    }

    public @Nullable String language() {
        return details.language();
    }

    public boolean isArchived() {
        return archivedAt != null;
    }
}
