package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Only a draft can be issued. */
final class NotADraft extends Refusal {
    NotADraft(Invoice.State state) {
        super(
                Kind.CONFLICT,
                "not_a_draft",
                Map.of("state", state.code()),
                "This invoice was issued or voided before; there is nothing left to issue.");
    }
}
