package io.duebook.item;

import java.util.UUID;

/**
 * What an allocation recovered of a written-off claim, as the books hold it.
 *
 * @param id of its movement
 * @param entry the journal entry that made it
 * @param amount in minor units, positive
 */
record MadeRecovery(UUID id, UUID entry, long amount) {}
