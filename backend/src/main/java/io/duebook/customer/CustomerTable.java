package io.duebook.customer;

import io.duebook.platform.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What customers look like in a table. */
final class CustomerTable {

    static final Table<Customer> COLUMNS = Table.<Customer>named("customers")
            .column("id", Customer::id)
            .column("external_id", Customer::externalId)
            .column("name", Customer::name)
            .column("kind", customer -> customer.details().kind().word())
            .column("parent", CustomerTable::parent)
            .column(
                    "parent_name",
                    customer ->
                            customer.parent() == null ? null : customer.parent().name())
            .column("language", Customer::language)
            .column("email", Customer::email)
            .column("tax_id", customer -> customer.details().taxId())
            .column("terms", CustomerTable::terms)
            .column("archived_at", Customer::archivedAt)
            .column("created_at", Customer::createdAt);

    private CustomerTable() {}

    /** Only for who may see whom it names: a contact's database shows no name. */
    private static @Nullable Object parent(Customer customer) {
        return customer.parent() == null ? null : customer.details().parent();
    }

    private static @Nullable Object terms(Customer customer) {
        JsonNode terms = customer.details().terms();
        return terms == null ? null : terms.isString() ? terms.asString() : terms.toString();
    }
}
