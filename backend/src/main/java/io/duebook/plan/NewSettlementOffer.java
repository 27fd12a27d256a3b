package io.duebook.plan;

import io.duebook.item.OpenItem;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A settlement offer as a client asks for it.
 *
 * @param items ids of invoices or charges, all overdue; all that is overdue in the currency unless given
 * @param amount to be paid for them, in minor units; less than what is left of them
 * @param expiresOn the last value date of money that counts
 * @param reason required, 1 to 500 characters; not shown to contacts
 */
record NewSettlementOffer(
        @NotNull CustomerId customer,
        @NotNull Currency currency,
        @Size(min = 1, max = 500) @Nullable List<@NotNull String> items,
        @NotNull @Positive @Max(Money.MOST) Long amount,
        @NotNull LocalDate expiresOn,
        @Nullable String reason) {

    /**
     * The claims it names; empty where it means all that is overdue.
     *
     * @throws InvalidRequest if it names one twice
     */
    Set<UUID> named() {
        var named = new LinkedHashSet<UUID>();
        List<String> ids = items == null ? List.of() : items;
        for (int at = 0; at < ids.size(); at++) {
            if (!named.add(OpenItem.named(ids.get(at), "/items/" + at))) {
                throw new InvalidRequest("/items/" + at, "named_twice", "Name each claim once.");
            }
        }
        return named;
    }
}
