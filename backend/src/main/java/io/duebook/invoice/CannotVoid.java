package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** An invoice that something settles, or that has ended, is not voided: a credit note cancels it. */
final class CannotVoid extends Refusal {

    static CannotVoid settled() {
        return new CannotVoid(
                "invoice_has_allocations", "Something settles this invoice; undo the allocations first, then void it.");
    }

    static CannotVoid ended() {
        return new CannotVoid("already_void", "This invoice is void already.");
    }

    private CannotVoid(String code, String detail) {
        super(Kind.CONFLICT, code, Map.of(), detail);
    }
}
