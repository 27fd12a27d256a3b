package io.duebook.item;

import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A change of what is open of one claim.
 *
 * @param item the claim's
 * @param on its accounting date
 * @param valueOn the day for which it counts for interest and days past due
 * @param recordedAt when it was known
 * @param kind as a statement calls it; of money and credit that settles the claim, or settles it no longer, where it came from
 * @param id of the payment or credit note; else of the claim
 * @param amount in minor units; positive: more is open
 */
public record ClaimChange(
        UUID item, LocalDate on, LocalDate valueOn, Instant recordedAt, String kind, PublicId id, long amount) {}
