package io.duebook.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why somebody undid something: 1 to 500 characters, kept in the audit trail. */
public record Reason(String text) {

    private static final int LONGEST = 500;

    /** @throws ReasonRequired if it is missing, blank or too long */
    public static Reason of(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new ReasonRequired();
        }
        return new Reason(text.strip());
    }

    /** An undoing without a word why. */
    static final class ReasonRequired extends Refusal {
        ReasonRequired() {
            super(
                    Kind.UNPROCESSABLE,
                    "reason_required",
                    Map.of("longest", LONGEST),
                    "Say in reason why, in 1 to 500 characters; it is kept in the audit trail.");
        }
    }
}
