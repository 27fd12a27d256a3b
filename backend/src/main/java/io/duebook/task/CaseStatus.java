package io.duebook.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Who is to act next, if anybody. */
public enum CaseStatus {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("waiting_for_customer")
    WAITING_FOR_CUSTOMER,
    @JsonProperty("resolved")
    RESOLVED;

    static CaseStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
