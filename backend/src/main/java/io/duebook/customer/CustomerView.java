package io.duebook.customer;

import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A customer as the API shows it. */
record CustomerView(
        CustomerId id,
        @Nullable String externalId,
        String name,
        CustomerKind kind,
        @Nullable CustomerName parent,
        @Nullable String language,
        @Nullable String email,
        @Nullable String taxId,
        @Nullable Address address,

        @Schema(
                oneOf = {String.class, Object.class},
                description = "net_30, eom_15 or alike, or an object that may offer a discount")
        @Nullable
        JsonNode terms,

        Map<String, String> metadata,
        @Nullable ImportId importId,
        @Nullable Instant archivedAt,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    static CustomerView of(Customer customer) {
        CustomerDetails details = customer.details();
        return new CustomerView(
                customer.id(),
                details.externalId(),
                details.name(),
                details.kind(),
                customer.parent(),
                details.language(),
                details.email(),
                details.taxId(),
                details.address(),
                details.terms(),
                details.metadata(),
                customer.importId(),
                customer.archivedAt(),
                customer.version().number(),
                customer.createdAt(),
                customer.updatedAt());
    }

    /** The tenant's own words about a customer, and whose group it counts it to, are not the customer's to read. */
    static CustomerView forContact(Customer customer) {
        return of(new Customer(
                customer.id(),
                customer.details().forContact(),
                null,
                null,
                customer.archivedAt(),
                customer.version(),
                customer.createdAt(),
                customer.updatedAt()));
    }
}
