package io.duebook.item;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Money that arrived, booked by the entry named.
 *
 * @param id that of the payment
 * @param unapplied what its own command leaves unallocated
 */
public record NewCredit(UUID id, UUID entry, CustomerId customer, Money amount, Money unapplied, LocalDate valueOn) {}
