package io.duebook.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What kind of promise it is. */
enum BillKind {
    /** A draft that a bank promised to pay. */
    @JsonProperty("bank_acceptance")
    BANK_ACCEPTANCE,
    /** A draft that a company promised to pay. */
    @JsonProperty("commercial_acceptance")
    COMMERCIAL_ACCEPTANCE,
    /** A promise of its drawer. */
    @JsonProperty("promissory_note")
    PROMISSORY_NOTE,
    /** An order to the drawer's bank, to be cashed on its date or later. */
    @JsonProperty("cheque")
    CHEQUE;

    static BillKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
