package io.duebook.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether something can still be posted into a month. */
enum PeriodState {
    @JsonProperty("open")
    OPEN,

    /** Nothing is posted into it; it may be opened again. */
    @JsonProperty("closed")
    CLOSED,

    /** Closed, and nobody opens it again. */
    @JsonProperty("locked")
    LOCKED
}
