package io.duebook.customer;

import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who owes the tenant money.
 *
 * @param parent the customer it hangs under, if it is in a group and not its top
 * @param importId the import that brought it, if one did
 * @param archivedAt since when it takes part in nothing any more; its past stays
 */
public record Customer(
        CustomerId id,
        CustomerDetails details,
        @Nullable CustomerName parent,
        @Nullable ImportId importId,
        @Nullable Instant archivedAt,
        Version version,
        Instant createdAt,
        Instant updatedAt) {

    public static Customer create(CustomerId id, CustomerDetails details, @Nullable ImportId importId, Instant now) {
        return new Customer(id, details, null, importId, null, Version.FIRST, now, now);
    }

    /** The same under a parent, which its details name. */
    Customer under(@Nullable CustomerName found) {
        return new Customer(id, details, found, importId, archivedAt, version, createdAt, updatedAt);
    }

    Customer edited(CustomerDetails edited, Instant now) {
        return new Customer(id, edited, parent, importId, archivedAt, version.next(), createdAt, now);
    }

    Customer unarchived(Instant now) {
        return new Customer(id, details, parent, importId, null, version.next(), createdAt, now);
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
