package io.duebook.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody with an e-mail address, known once however many memberships they have. */
record Person(
        UUID id,
        String email,
        @Nullable String name,
        Language language,
        @Nullable String passwordHash) {

    boolean hasPassword() {
        return passwordHash != null;
    }

    /** What to call them: their name, or their address until they gave one. */
    String calledName() {
        return name == null || name.isBlank() ? email : name;
    }
}
