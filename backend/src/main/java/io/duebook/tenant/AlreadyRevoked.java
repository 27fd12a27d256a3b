package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A membership that was ended for good. */
public final class AlreadyRevoked extends Refusal {

    public AlreadyRevoked() {
        super(
                Kind.CONFLICT,
                "already_revoked",
                Map.of(),
                "This person's access was revoked for good; invite them anew.");
    }
}
