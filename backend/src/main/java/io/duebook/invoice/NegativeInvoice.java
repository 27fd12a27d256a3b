package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** The lines of one tax rate sum up to less than nothing: that is a credit, not a claim. */
final class NegativeInvoice extends Refusal {
    NegativeInvoice() {
        super(
                Kind.UNPROCESSABLE,
                "negative_invoice",
                Map.of(),
                "The lines of a tax rate sum to less than zero; an invoice is a claim, use a credit note.");
    }
}
