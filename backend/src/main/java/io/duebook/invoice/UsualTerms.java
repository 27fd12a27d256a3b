package io.duebook.invoice;

import io.duebook.customer.Customer;
import io.duebook.tenant.Tenant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The terms of an invoice that says nothing of when it is due: the customer's, else the tenant's, if there are any. */
final class UsualTerms {

    private UsualTerms() {}

    static Optional<JsonNode> of(Customer customer, Tenant tenant) {
        return Stream.of(
                        Optional.ofNullable(customer.details().terms()),
                        Optional.ofNullable(tenant.policies().terms()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
