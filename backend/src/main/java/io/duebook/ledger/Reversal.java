package io.duebook.ledger;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry that takes another one back, transfer by transfer.
 *
 * @param id of the new entry
 * @param kind of the new entry
 * @param of the entry taken back
 * @param on its value and accounting date; null: the dates of the entry taken back (undo of an import)
 */
public record Reversal(
        UUID id, String kind, UUID of, @Nullable LocalDate on) {}
