package io.duebook.customer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a customer is before the law: consumers and public bodies have rules of their own. */
public enum CustomerKind {
    @JsonProperty("business")
    BUSINESS,
    @JsonProperty("consumer")
    CONSUMER,
    @JsonProperty("public")
    PUBLIC;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static CustomerKind of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
