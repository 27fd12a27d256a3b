package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** An invitation that was accepted already, and so is not sent again. */
public final class AlreadyActive extends Refusal {

    public AlreadyActive() {
        super(
                Kind.CONFLICT,
                "already_active",
                Map.of(),
                "This invitation was accepted already; the person can sign in.");
    }
}
