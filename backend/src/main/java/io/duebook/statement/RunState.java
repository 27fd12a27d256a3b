package io.duebook.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a run is. */
enum RunState {
    /** Its time has not come, or its customers are not chosen yet. */
    @JsonProperty("scheduled")
    SCHEDULED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("paused")
    PAUSED,
    /** Each customer's statement is frozen and queued, or it is known why not. */
    @JsonProperty("done")
    DONE,
    /** Ended by a person; what was queued is sent all the same. */
    @JsonProperty("cancelled")
    CANCELLED;

    static RunState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isUnderWay() {
        return switch (this) {
            case SCHEDULED, RUNNING, PAUSED -> true;
            case DONE, CANCELLED -> false;
        };
    }
}
