package io.duebook.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** To which customers a run sends. */
enum RunCustomers {
    @JsonProperty("all")
    ALL,
    /** Those of whom something is open when the run begins. */
    @JsonProperty("open_items")
    OPEN_ITEMS;

    static RunCustomers of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
