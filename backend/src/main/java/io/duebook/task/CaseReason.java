package io.duebook.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a case is about. */
public enum CaseReason {
    @JsonProperty("price")
    PRICE,
    @JsonProperty("quantity")
    QUANTITY,
    @JsonProperty("not_received")
    NOT_RECEIVED,
    @JsonProperty("quality")
    QUALITY,
    @JsonProperty("already_paid")
    ALREADY_PAID,
    @JsonProperty("duplicate")
    DUPLICATE,
    @JsonProperty("tax")
    TAX,
    @JsonProperty("terms")
    TERMS,
    @JsonProperty("wrong_customer")
    WRONG_CUSTOMER,
    @JsonProperty("other")
    OTHER;

    static CaseReason of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
