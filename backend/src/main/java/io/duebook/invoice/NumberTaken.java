package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** The tenant's number or external id belongs to another invoice or credit note. */
final class NumberTaken extends Refusal {

    static NumberTaken number() {
        return new NumberTaken("number_taken", "Another invoice has this number; give the next one or leave it out.");
    }

    static NumberTaken externalId() {
        return new NumberTaken("external_id_taken", "Another invoice has this external_id; look it up by it.");
    }

    static NumberTaken numberOfCreditNote() {
        return new NumberTaken(
                "number_taken", "Another credit note has this number; give the next one or leave it out.");
    }

    static NumberTaken externalIdOfCreditNote() {
        return new NumberTaken("external_id_taken", "Another credit note has this external_id; look it up by it.");
    }

    static NumberTaken numberOfDeposit() {
        return new NumberTaken("number_taken", "Another deposit has this number; give the next one or leave it out.");
    }

    static NumberTaken externalIdOfDeposit() {
        return new NumberTaken("external_id_taken", "Another deposit has this external_id; look it up by it.");
    }

    /** The next number of the series was given to another document by hand at this moment; the one after it is free. */
    static NumberTaken atThisMoment() {
        return new NumberTaken(Kind.BUSY, "busy", "Another document took the next number at this moment; try again.");
    }

    private NumberTaken(String code, String detail) {
        this(Kind.CONFLICT, code, detail);
    }

    private NumberTaken(Kind kind, String code, String detail) {
        super(kind, code, Map.of(), detail);
    }
}
