package io.duebook.item;

import io.duebook.customer.CustomerName;
import io.duebook.shared.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one customer owes by days past due, in each currency. */
public record CustomerAging(CustomerId customer, @Nullable String externalId, String name, List<Aging> currencies) {

    static CustomerAging of(CustomerName customer, List<Figures> figures, Buckets buckets) {
        return new CustomerAging(
                customer.id(),
                customer.externalId(),
                customer.name(),
                figures.stream().map(ofOne -> Aging.of(ofOne, buckets)).toList());
    }
}
