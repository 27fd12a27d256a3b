package io.duebook.importing;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A commit that would leave rows out in silence. */
final class RowsRejected extends Refusal {

    RowsRejected(int rejected) {
        super(
                Kind.CONFLICT,
                "rows_rejected",
                Map.of("rejected", rejected),
                "Correct the rows that were rejected and send the file again, or commit with skip_rejected=true to"
                        + " leave them out.");
    }
}
