package io.duebook.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a case ended. */
public enum CaseOutcome {
    @JsonProperty("credited")
    CREDITED,
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("answered")
    ANSWERED,
    @JsonProperty("withdrawn")
    WITHDRAWN;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
