package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A void invoice, fee or interest claim is owed no more: there is nothing of it to credit. */
final class ClaimVoid extends Refusal {
    ClaimVoid(String number) {
        super(
                Kind.CONFLICT,
                "invoice_void",
                Map.of("number", number),
                "%s is void, and so takes no credit note.".formatted(number));
    }
}
