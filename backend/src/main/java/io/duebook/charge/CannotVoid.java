package io.duebook.charge;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A charge that something settles or takes back, that has ended, or that gives something back is not voided. */
final class CannotVoid extends Refusal {

    static CannotVoid settled() {
        return new CannotVoid(
                "charge_has_allocations", "Something settles this charge; undo the allocations first, then void it.");
    }

    static CannotVoid credited() {
        return new CannotVoid(
                "charge_has_credit_notes",
                "A credit note takes this charge back, or a part of it; void the credit note first, then this.");
    }

    static CannotVoid ended() {
        return new CannotVoid("already_void", "This charge is void already.");
    }

    static CannotVoid credit() {
        return new CannotVoid(
                "credit_not_voidable", "This is a credit of interest; the next interest claim counts it by itself.");
    }

    static CannotVoid reclaimed() {
        return new CannotVoid(
                "reclaimed_not_voidable",
                "This is money that was given back twice; reinstate the payment, or waive what is owed.");
    }

    private CannotVoid(String code, String detail) {
        super(Kind.CONFLICT, code, Map.of(), detail);
    }
}
