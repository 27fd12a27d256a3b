package io.duebook.portal.staff;

import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.staff.ForeignParts.Taken;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an allocation will realise in the base currency: what the money carries less what the claims carry, each in
 * proportion to what is taken of it. A side of the base currency carries itself; where no rate was known, nothing is realised.
 *
 * @param base the tenant's currency
 * @param money the money's
 * @param carriedByMoney null where that is not known
 * @param claims what claims outside the base currency carry, by their ids
 */
record RealisedDraft(String base, String money, @Nullable Carried carriedByMoney, Map<String, Carried> claims) {

    /** Above zero is a gain. */
    long of(List<Part> own, List<Taken> foreign) {
        long sum = 0;
        for (Part part : own) {
            sum = Math.addExact(sum, difference(part.invoice(), money, part.amount(), part.amount()));
        }
        for (Taken part : foreign) {
            sum = Math.addExact(sum, difference(part.claim(), part.currency(), part.amount(), part.cost()));
        }
        return sum;
    }

    private long difference(String claim, String currency, long amount, long cost) {
        OptionalLong ofMoney = worth(money, carriedByMoney, cost);
        OptionalLong ofClaim = worth(currency, claims.get(claim), amount);
        return ofMoney.isPresent() && ofClaim.isPresent()
                ? Math.subtractExact(ofMoney.getAsLong(), ofClaim.getAsLong())
                : 0;
    }

    private OptionalLong worth(String currency, @Nullable Carried carried, long taken) {
        if (currency.equals(base)) {
            return OptionalLong.of(taken);
        }
        return carried == null ? OptionalLong.empty() : OptionalLong.of(carried.partOf(taken));
    }
}
