package io.duebook.customer;

import io.duebook.platform.Event;
import io.duebook.shared.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the log tells of customers: ids and the names of fields, never a person's data, for events cannot be forgotten. */
final class CustomerEvents {

    private CustomerEvents() {}

    static Event created(Customer customer) {
        return of(
                "customer.created",
                customer.id(),
                Map.of("id", customer.id(), "version", customer.version().number()));
    }

    static Event updated(Customer before, Customer after) {
        return of(
                "customer.updated",
                after.id(),
                Map.of(
                        "id",
                        after.id(),
                        "version",
                        after.version().number(),
                        "changed",
                        changed(before.details(), after.details())));
    }

    static Event archived(CustomerId id) {
        return of("customer.archived", id, Map.of("id", id));
    }

    static Event unarchived(Customer customer) {
        return of("customer.unarchived", customer.id(), Map.of("id", customer.id()));
    }

    private static List<String> changed(CustomerDetails before, CustomerDetails after) {
        var fields = new ArrayList<String>();
        differ(fields, "external_id", before.externalId(), after.externalId());
        differ(fields, "name", before.name(), after.name());
        differ(fields, "kind", before.kind(), after.kind());
        differ(fields, "parent", before.parent(), after.parent());
        differ(fields, "language", before.language(), after.language());
        differ(fields, "email", before.email(), after.email());
        differ(fields, "tax_id", before.taxId(), after.taxId());
        differ(fields, "address", before.address(), after.address());
        differ(fields, "terms", before.terms(), after.terms());
        differ(fields, "metadata", before.metadata(), after.metadata());
        return fields;
    }

    private static void differ(
            List<String> fields,
            String field,
            @org.jspecify.annotations.Nullable Object before,
            @org.jspecify.annotations.Nullable Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(field);
        }
    }

    private static Event of(String type, CustomerId id, Object object) {
        return Event.of(type, id, id, object);
    }
}
