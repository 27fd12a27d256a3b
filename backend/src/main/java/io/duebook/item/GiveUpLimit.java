package io.duebook.item;

import io.duebook.platform.Caller;
import io.duebook.shared.Money;
import io.duebook.tenant.Tenants;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /**
     * Whether the caller may give up so much of these claims alone, together with what was given up of them before.
     *
     * @param amount in minor units
     */
    public Mono<Boolean> mayAlone(Collection<UUID> ids, long amount) {
        return mayAnything()
                .flatMap(anything -> anything
                        ? Mono.just(true)
                        : before(ids).flatMap(before -> alone().map(mayAlone ->
                                mayAlone.test(before.values().stream().reduce(amount, Math::addExact)))));
    }

    /** Whether the caller has no limit at all. */
    public Mono<Boolean> mayAnything() {
        return alone().map(mayAlone -> mayAlone.test(Long.MAX_VALUE));
    }

    /** What the caller may give up alone, in minor units. */
    private Mono<LongPredicate> alone() {
        return tenants.current()
                .zipWith(
                        Caller.current(),
                        (tenant, caller) ->
                                amount -> tenant.policies().writeOff().mayAlone(caller.roles(), amount));
    }

    private Mono<Map<UUID, Long>> before(Collection<UUID> ids) {
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
        return alone().flatMap(mayAlone -> mayAlone.test(Long.MAX_VALUE)
                ? Mono.just(Set.of())
                : losses.of(allocations, given)
                        .flatMap(lost -> before(together(lost, withheld).keySet())
                                .map(before -> together(before, recovered(allocations)))
                                .doOnNext(before -> tooMuch(lost, before, allocations, mayAlone)
                                        .forEach(claim -> refuse(claim, lost, allocations, given)))
                                .map(before -> tooMuch(withheld, together(before, lost), allocations, mayAlone))));
    }

    /** What was given up and is paid after all by these allocations: so much less of each claim, in minor units. */
    private static Map<UUID, Long> recovered(List<Allocation> allocations) {
        return allocations.stream()
                .filter(made -> made.recovery() != null)
                .collect(Collectors.toMap(
                        Allocation::item,
                        made -> -Objects.requireNonNull(made.recovery()).amount(),
                        Math::addExact));
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
