package io.duebook.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether a person was asked to join, joined, or may join no longer. */
public enum MembershipState {
    @JsonProperty("invited")
    INVITED,
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("revoked")
    REVOKED;

    public static MembershipState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
