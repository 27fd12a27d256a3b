package io.duebook.item;

import io.duebook.platform.Reason;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A claim, or a part of one, that is to end unpaid.
 *
 * @param amount in minor units of the claim's currency, positive; null: all that is left
 * @param on null: today
 */
public record Ending(
        Way way,
        PublicId claim,
        @Nullable Long amount,
        @Nullable LocalDate on,
        Reason reason) {

    /** How a claim ends unpaid: it leaves the books and remains, or it is over. */
    public enum Way {
        WRITE_OFF("write_off", "written_off"),
        WAIVER("waiver", "waived");

        private final String kind;
        private final String done;

        Way(String kind, String done) {
            this.kind = kind;
            this.done = done;
        }

        /** What it is called in the books and in the queue of approvals. */
        String kind() {
            return kind;
        }

        /** What then happened to a claim, as the event log says it. */
        String eventOf(OpenItem.Kind claim) {
            return claim.document() + "." + done;
        }
    }
}
