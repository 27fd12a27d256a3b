package io.duebook.invoice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what else an invoice is known in the business: searched for, and changed at any time, for none of it is posted.
 *
 * @param taxDocuments at most 50; none unless given
 */
record InvoiceReferences(
        @Size(min = 1, max = 100) @Nullable String purchaseOrder,
        @Size(min = 1, max = 100) @Nullable String deliveryNote,
        @Size(min = 1, max = 100) @Nullable String contract,
        @Size(min = 1, max = 100) @Nullable String salesperson,
        @Size(max = 50) List<@Valid @NotNull TaxDocument> taxDocuments) {

    static final InvoiceReferences NONE = new InvoiceReferences(null, null, null, null, List.of());

    InvoiceReferences {
        taxDocuments = taxDocuments == null ? List.of() : List.copyOf(taxDocuments);
    }

    /** @throws TaxDocumentStays if one that can only be reversed is left out, or made anything else */
    void mustKeep(InvoiceReferences before) {
        before.taxDocuments().stream()
                .filter(TaxDocument::isForGood)
                .filter(document -> !document.isStillIn(this))
                .findFirst()
                .ifPresent(gone -> {
                    throw new TaxDocumentStays(String.valueOf(gone.number()));
                });
    }
}
