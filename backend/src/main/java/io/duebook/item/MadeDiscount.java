package io.duebook.item;

import java.util.List;
import java.util.UUID;

/**
 * A discount that was taken with an allocation, as the books hold it.
 *
 * @param id of its movement
 * @param entry the journal entry that made it
 * @param amount in minor units, positive
 * @param taxes what of it lowered which rate
 */
record MadeDiscount(UUID id, UUID entry, long amount, List<TaxPart> taxes) {}
