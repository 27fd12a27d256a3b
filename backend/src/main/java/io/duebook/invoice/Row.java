package io.duebook.invoice;

import io.duebook.shared.ImportId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invoice as the table holds it: with the entry that issued it and the import it came from. */
record Row(
        Invoice invoice,
        @Nullable UUID entry,
        boolean disputed,
        @Nullable ImportId importId,
        @Nullable Integer importLine) {

    static Row of(Invoice invoice, @Nullable UUID entry) {
        return new Row(invoice, invoice.total().isPositive() ? entry : null, false, null, null);
    }
}
