package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** What is settled or taken back, or settles something, or has ended is not voided: another document takes it back. */
final class CannotVoid extends Refusal {

    static CannotVoid settled() {
        return new CannotVoid(
                "invoice_has_allocations", "Something settles this invoice; undo the allocations first, then void it.");
    }

    static CannotVoid credited() {
        return new CannotVoid(
                "invoice_has_credit_notes",
                "A credit note takes this invoice back, or a part of it; void the credit note first, then this.");
    }

    static CannotVoid creditUsed() {
        return new CannotVoid(
                "credit_note_has_allocations",
                "Something is settled with this credit note; undo the allocations first, then void it.");
    }

    static CannotVoid creditNoteEnded() {
        return new CannotVoid("already_void", "This credit note is void already.");
    }

    static CannotVoid ended() {
        return new CannotVoid("already_void", "This invoice is void already.");
    }

    private CannotVoid(String code, String detail) {
        super(Kind.CONFLICT, code, Map.of(), detail);
    }
}
