package io.duebook.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether a customer objects to an amount, or asks. */
public enum CaseKind {
    @JsonProperty("dispute")
    DISPUTE,
    @JsonProperty("question")
    QUESTION;

    static CaseKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
