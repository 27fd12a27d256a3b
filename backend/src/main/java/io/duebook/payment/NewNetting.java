package io.duebook.payment;

import io.duebook.item.Allocator.Part;
import io.duebook.item.OpenItem;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be set against what is owed to the customer, as a client asks for it.
 *
 * @param nettedOn today unless given
 * @param items which, and how much of each; each named once
 * @param reason required, 1 to 500 characters
 */
record NewNetting(
        @NotNull CustomerId customer,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @NotNull Currency currency,
        @Nullable LocalDate nettedOn,
        @NotEmpty @Size(max = 1000) List<@Valid @NotNull NettedPart> items,
        @Nullable String reason) {

    /**
     * @param invoice the claim's id: an invoice's or a charge's
     * @param amount in minor units
     */
    record NettedPart(
            @NotNull String invoice,
            @NotNull @Positive @Max(Money.MOST) Long amount) {}

    /** @throws InvalidRequest if an item is named twice, or all are more than can be counted */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        var seen = new HashSet<UUID>();
        long sum = 0;
        for (int at = 0; at < items.size(); at++) {
            String pointer = "/items/" + at + "/invoice";
            UUID item = OpenItem.named(items.get(at).invoice(), pointer);
            if (!seen.add(item)) {
                throw new InvalidRequest(pointer, "named_twice", "Name each claim once.");
            }
            sum += items.get(at).amount();
            if (sum > Money.MOST) {
                throw new InvalidRequest("/items", "out_of_range", "At most " + Money.MOST + " minor units in all.");
            }
            parts.add(new Part(item, items.get(at).amount()));
        }
        return parts;
    }
}
