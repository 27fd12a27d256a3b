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
 * @param discount what it offers for being paid early, if it does
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
        @Nullable UUID accessoryTo,
        @Nullable DiscountOffer discount) {

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
        this(id, entry, customer, kind, number, reference, amount, issuedOn, dueOn, disputed, taxes, null, null);
    }

    /** The same, about another claim, if it is about one. */
    public NewItem about(@Nullable UUID claim) {
        return new NewItem(
                id, entry, customer, kind, number, reference, amount, issuedOn, dueOn, disputed, taxes, claim,
                discount);
    }

    /** The same with what it offers for being paid early, if it does. */
    public NewItem offering(@Nullable DiscountOffer offer) {
        return new NewItem(
                id,
                entry,
                customer,
                kind,
                number,
                reference,
                amount,
                issuedOn,
                dueOn,
                disputed,
                taxes,
                accessoryTo,
                offer);
    }
}
