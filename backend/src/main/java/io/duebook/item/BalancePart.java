package io.duebook.item;

import io.duebook.customer.CustomerName;
import java.util.List;

/**
 * One customer's part of what a group owes.
 *
 * @param balances one per currency in which something is open or unapplied
 */
public record BalancePart(CustomerName customer, List<Balance> balances) {}
