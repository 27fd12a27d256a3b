package io.duebook.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Tenants with customers and open items, among whom calls are spread evenly. */
final class Population {

    private final List<Customer> customers;
    private final List<Payable> payables;
    private final AtomicInteger nextPayable = new AtomicInteger();
    private final AtomicInteger nextNumber = new AtomicInteger(100_000_000);
    private final int tenants;

    Population(List<Customer> customers, List<Payable> payables) {
        this.customers = List.copyOf(customers);
        this.tenants = (int) customers.stream().map(Customer::tenant).distinct().count();
        List<Payable> mixed = new ArrayList<>(payables);
        Collections.shuffle(mixed, new Random(3));
        this.payables = List.copyOf(mixed);
    }

    record Customer(UUID tenant, UUID id) {

        String shown() {
            return Ids.shown("cus_", id);
        }
    }

    /** An open item, large enough to be paid in small parts. */
    record Payable(Customer customer, UUID item) {

        String shown() {
            return Ids.shown("inv_", item);
        }
    }

    int tenants() {
        return tenants;
    }

    List<Customer> customers() {
        return customers;
    }

    Customer anyCustomer() {
        return customers.get(ThreadLocalRandom.current().nextInt(customers.size()));
    }

    /** Each in turn, so that all of them are paid equally often. */
    Payable nextPayable() {
        return payables.get(Math.floorMod(nextPayable.getAndIncrement(), payables.size()));
    }

    /** A number that no invoice has, as long as those of the series. */
    String nextNumber() {
        return "F-" + nextNumber.getAndIncrement();
    }
}
