package io.duebook.charge;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Account;
import java.util.Locale;

/** What a charge is for. */
enum ChargeKind {
    @JsonProperty("collection_cost")
    COLLECTION_COST,
    @JsonProperty("late_fee")
    LATE_FEE,
    @JsonProperty("return_fee")
    RETURN_FEE,
    /** Money that was given back, and that a bank took back a second time: it is owed again and earns nothing. */
    @JsonProperty("refund_reclaimed")
    REFUND_RECLAIMED,
    @JsonProperty("interest")
    INTEREST,
    /** Interest that was claimed too much and is given back as credit. */
    @JsonProperty("interest_credit")
    INTEREST_CREDIT;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChargeKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The item it is in the sub-ledger, and what the journal calls its document. */
    OpenItem.Kind item() {
        return switch (this) {
            case COLLECTION_COST, LATE_FEE, RETURN_FEE, REFUND_RECLAIMED -> OpenItem.Kind.FEE;
            case INTEREST, INTEREST_CREDIT -> OpenItem.Kind.INTEREST;
        };
    }

    /** What it earns. */
    Account earns() {
        return switch (item()) {
            case FEE -> Account.feesCharged();
            case INTEREST, INVOICE, TAKEN_OVER -> Account.interestCharged();
        };
    }
}
