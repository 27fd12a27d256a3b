package io.duebook.platform;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a command that needs a second person stands. */
enum ApprovalState {
    PENDING,
    APPROVED,
    REJECTED;

    @JsonValue
    String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static ApprovalState of(String code) {
        return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }
}
