package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A digital fapiao is never voided: it stays with its invoice, and can only be reversed. */
final class TaxDocumentStays extends Refusal {
    TaxDocumentStays(String number) {
        super(
                Kind.CONFLICT,
                "tax_document_stays",
                Map.of("number", number),
                "The tax document %s was issued; leave it in the list, as issued or as reversed.".formatted(number));
    }
}
