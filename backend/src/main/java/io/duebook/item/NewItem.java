package io.duebook.item;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claim that begins to be owed, booked by the entry named.
 *
 * @param id that of the document
 * @param taxes what each tax rate contributes to the amount; empty for what carries no tax
 * @param accessoryTo the claim that it is about, where it is a fee or interest of one
 */
public record NewItem(
        UUID id,
        UUID entry,
        CustomerId customer,
        OpenItem.Kind kind,
        String number,
        @Nullable String reference,
        Money amount,
        LocalDate issuedOn,
        LocalDate dueOn,
        boolean disputed,
        List<TaxPart> taxes,
        @Nullable UUID accessoryTo) {

    /** A claim of its own. */
    public NewItem(
            UUID id,
            UUID entry,
            CustomerId customer,
            OpenItem.Kind kind,
            String number,
            @Nullable String reference,
            Money amount,
            LocalDate issuedOn,
            LocalDate dueOn,
            boolean disputed,
            List<TaxPart> taxes) {
        this(id, entry, customer, kind, number, reference, amount, issuedOn, dueOn, disputed, taxes, null);
    }
}
