package io.duebook.portal.staff;

import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.staff.ForeignParts.Taken;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an allocation will realise in the base currency: what the money carries less what the claims carry, each in
 * proportion to what is taken of it. A side of the base currency carries itself; where no rate was known, nothing is realised.
 * Where one side of a part is not known here, nothing is said at all rather than too little.
 *
 * @param base the tenant's currency
 * @param money the money's
 * @param carriedByMoney null where that is not known here
 * @param claims what claims outside the base currency carry, by their ids, as far as that is known
 */
record RealisedDraft(String base, String money, @Nullable Carried carriedByMoney, Map<String, Carried> claims) {

    /** Above zero is a gain; empty where it cannot be told from what is known here. */
    OptionalLong of(List<Part> own, List<Taken> foreign) {
        List<OptionalLong> differences = Stream.concat(
                        own.stream().map(part -> difference(part.invoice(), money, part.amount(), part.amount())),
                        foreign.stream()
                                .map(part -> difference(part.claim(), part.currency(), part.amount(), part.cost())))
                .toList();
        return differences.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(
                        differences.stream().mapToLong(OptionalLong::getAsLong).reduce(0, Math::addExact))
                : OptionalLong.empty();
    }

    private OptionalLong difference(String claim, String currency, long amount, long cost) {
        Carried ofMoney = money.equals(base) ? new Carried(cost, cost) : carriedByMoney;
        Carried ofClaim = currency.equals(base) ? new Carried(amount, amount) : claims.get(claim);
        if (isWithoutRate(ofMoney) || isWithoutRate(ofClaim)) {
            return OptionalLong.of(0);
        }
        return ofMoney == null || ofClaim == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.subtractExact(ofMoney.partOf(cost), ofClaim.partOf(amount)));
    }

    private static boolean isWithoutRate(@Nullable Carried carried) {
        return carried != null && !carried.hasRate();
    }
}
