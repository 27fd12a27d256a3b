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
 * @param instalments what of it is due when, where that is not one day; the first on its due date
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
        @Nullable DiscountOffer discount,
        List<Instalment> instalments) {

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
        this(
                id, entry, customer, kind, number, reference, amount, issuedOn, dueOn, disputed, taxes, null, null,
                List.of());
    }

    /** The same, about another claim, if it is about one. */
    public NewItem about(@Nullable UUID claim) {
        return with(claim, discount, instalments);
    }

    /** The same with what it offers for being paid early, if it does. */
    public NewItem offering(@Nullable DiscountOffer offer) {
        return with(accessoryTo, offer, instalments);
    }

    /** The same with due dates of its parts; none where all of it is due on one day. */
    public NewItem dueIn(List<Instalment> parts) {
        return with(accessoryTo, discount, parts);
    }

    private NewItem with(@Nullable UUID claim, @Nullable DiscountOffer offer, List<Instalment> parts) {
        return new NewItem(
                id, entry, customer, kind, number, reference, amount, issuedOn, dueOn, disputed, taxes, claim, offer,
                parts);
    }
}
