package io.duebook.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a member may do; identity turns it into scopes. */
enum Role {
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("accountant")
    ACCOUNTANT,
    @JsonProperty("collector")
    COLLECTOR,
    @JsonProperty("credit_manager")
    CREDIT_MANAGER,
    @JsonProperty("sales")
    SALES,
    @JsonProperty("auditor")
    AUDITOR;

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
