package io.duebook.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row after its own rules were asked: either what it says, or everything that is wrong with it.
 *
 * @param number kept for a row with errors too, since a second row of that number is a duplicate all the same
 */
record CheckedRow(
        int line,
        @Nullable String number,
        @Nullable String externalId,
        @Nullable Receivable receivable,
        List<RowError> errors) {

    CheckedRow {
        errors = List.copyOf(errors);
    }
}
