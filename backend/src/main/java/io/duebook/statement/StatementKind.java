package io.duebook.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a statement shows. */
enum StatementKind {
    /** What is open at the end of a day. */
    @JsonProperty("open_item")
    OPEN_ITEM,
    /** What moved the balance in a period. */
    @JsonProperty("activity")
    ACTIVITY;

    static StatementKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
