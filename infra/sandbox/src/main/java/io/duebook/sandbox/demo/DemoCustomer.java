package io.duebook.sandbox.demo;

import java.util.List;

/**
 * A customer of the demo.
 *
 * @param currencies it is invoiced in, the usual one first
 * @param usualAmount of an invoice, in major units
 * @param invoicesAMonth on average
 * @param termDays days between issue and due date
 */
record DemoCustomer(
        String externalId,
        String name,
        String email,
        String city,
        String country,
        List<String> currencies,
        Habit habit,
        long usualAmount,
        double invoicesAMonth,
        int termDays) {}
