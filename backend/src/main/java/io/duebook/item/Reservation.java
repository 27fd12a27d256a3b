package io.duebook.item;

import io.duebook.shared.CustomerId;
import java.util.UUID;

/**
 * An amount of an open item spoken for by a payment attempt under way: it blocks other charges, never bookings.
 *
 * @param amount in minor units of the item's currency; positive
 */
public record Reservation(UUID attempt, UUID item, CustomerId customer, long amount) {}
