package io.duebook.item;

import io.duebook.customer.CustomerName;
import io.duebook.shared.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one customer owes by the time since the business date, in each currency. */
public record CustomerAges(CustomerId customer, @Nullable String externalId, String name, List<Ages> currencies) {

    static CustomerAges of(CustomerName customer, List<Figures> figures, AgeBuckets buckets) {
        return new CustomerAges(
                customer.id(),
                customer.externalId(),
                customer.name(),
                figures.stream().map(ofOne -> Ages.of(ofOne, buckets)).toList());
    }
}
