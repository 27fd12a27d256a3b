package io.duebook.item;

import io.duebook.ledger.Reversal;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What a credit note took off a claim that is off the books, as the books hold it.
 *
 * @param entry the journal entry that made it
 * @param amount in minor units, positive
 * @param undoneBy the entry that takes it back if somebody does
 */
public record MadeLowering(
        UUID id, UUID entry, UUID item, long amount, LocalDate on, Instant recordedAt, UUID undoneBy) {

    static MadeLowering of(Row row) {
        return new MadeLowering(
                row.uuid("id"),
                row.uuid("entry_id"),
                row.uuid("item_id"),
                row.minor("amount"),
                row.date("accounting_on"),
                row.moment("recorded_at"),
                Ids.next());
    }

    public Reversal reversal(String kind, LocalDate day) {
        return new Reversal(undoneBy, kind, entry, day);
    }
}
