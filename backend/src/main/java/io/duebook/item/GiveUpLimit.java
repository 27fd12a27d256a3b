package io.duebook.item;

import io.duebook.platform.Caller;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Tenants;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How much of a claim one person may let end without money: the limit is the claim's, whichever way it ends, before and now
 * together. Written off, waived, withheld, or settled at a rate given by hand (docs/decisions/0171).
 */
@Component
public class GiveUpLimit {

    private final Claims claims;
    private final RateLosses losses;
    private final Tenants tenants;

    GiveUpLimit(Claims claims, RateLosses losses, Tenants tenants) {
        this.claims = claims;
        this.losses = losses;
        this.tenants = tenants;
    }

    /** What ended of each of these claims before, in minor units; none where nothing did. */
    public Mono<Map<UUID, Long>> before(Collection<UUID> ids) {
        return claims.endedBefore(ids).flatMap(ended -> losses.before(ids).map(lost -> together(ended, lost)));
    }

    /** @throws RateRefused if a claim loses more by a rate given by hand than the caller may give up alone, or nobody can tell */
    public Mono<Void> mustAllow(List<Allocation> allocations, GivenRates given) {
        return withholdingTooMuch(allocations, given).then();
    }

    /**
     * Of which claims these allocations withhold more than the caller may give up alone.
     *
     * @throws RateRefused if a claim loses more than that by a rate given by hand, or nobody can tell
     */
    public Mono<Set<UUID>> withholdingTooMuch(List<Allocation> allocations, GivenRates given) {
        Map<UUID, Long> withheld = allocations.stream()
                .filter(made -> made.deducted() > 0)
                .collect(Collectors.toMap(Allocation::item, Allocation::deducted, Math::addExact));
        if (withheld.isEmpty() && given.asked().isEmpty()) {
            return Mono.just(Set.of());
        }
        return tenants.current().zipWith(Caller.current()).flatMap(found -> {
            Policies.WriteOff policy = found.getT1().policies().writeOff();
            List<String> roles = found.getT2().roles();
            return policy.mayAlone(roles, Long.MAX_VALUE)
                    ? Mono.just(Set.of())
                    : losses.of(allocations, given)
                            .flatMap(lost -> before(together(lost, withheld).keySet())
                                    .doOnNext(before -> tooMuch(
                                                    lost, before, allocations, amount -> policy.mayAlone(roles, amount))
                                            .forEach(claim -> refuse(claim, lost, allocations, given)))
                                    .map(before -> tooMuch(
                                            withheld,
                                            together(before, lost),
                                            allocations,
                                            amount -> policy.mayAlone(roles, amount))));
        });
    }

    /**
     * A claim taken over may be a part of a larger debt, passed on in parts: only a role without a limit gives up of it
     * alone.
     */
    private static Set<UUID> tooMuch(
            Map<UUID, Long> ending, Map<UUID, Long> before, List<Allocation> allocations, LongPredicate mayAlone) {
        Set<UUID> takenOver = allocations.stream()
                .filter(made -> made.itemKind() == OpenItem.Kind.TAKEN_OVER)
                .map(Allocation::item)
                .collect(Collectors.toSet());
        return ending.entrySet().stream()
                .filter(part -> takenOver.contains(part.getKey())
                        || !mayAlone.test(Math.addExact(before.getOrDefault(part.getKey(), 0L), part.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void refuse(UUID claim, Map<UUID, Long> lost, List<Allocation> allocations, GivenRates given) {
        Money settled = allocations.stream()
                .filter(made -> made.item().equals(claim))
                .findFirst()
                .orElseThrow()
                .amount();
        throw RateRefused.givesUpTooMuch(
                given.pointer(claim), new Money(lost.getOrDefault(claim, 0L), settled.currency()));
    }

    private static Map<UUID, Long> together(Map<UUID, Long> some, Map<UUID, Long> others) {
        var sums = new HashMap<>(some);
        others.forEach((claim, amount) -> sums.merge(claim, amount, Math::addExact));
        return Map.copyOf(sums);
    }
}
