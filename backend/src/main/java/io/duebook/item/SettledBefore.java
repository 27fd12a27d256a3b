package io.duebook.item;

import io.duebook.item.Allocator.Part;
import io.duebook.ledger.Conversion;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What money settled before it was taken away: what it settles again when it comes back.
 *
 * @param parts in their order
 * @param items as they are now
 * @param roundedUp what was freed beyond what was taken away, in minor units of the money, for a unit of a claim of another
 *     currency may be worth many of its; it settles again what it settled, as far as it is unapplied
 */
public record SettledBefore(List<Settled> parts, List<OpenItem> items, long roundedUp) {

    /**
     * What an allocation settled.
     *
     * @param part in minor units of its claim's currency
     * @param exchanged what that took, where the money is of another currency
     */
    public record Settled(Part part, Optional<Exchanged> exchanged) {

        /** Of a claim in the money's currency. */
        public static Settled of(Part part) {
            return new Settled(part, Optional.empty());
        }

        /** What was taken out of an allocation, in minor units of its claim's currency, with what that gave free. */
        public static Settled of(MadeAllocation made, long part) {
            return new Settled(
                    new Part(made.item(), part),
                    Optional.ofNullable(made.exchange())
                            .map(exchange -> new Exchanged(
                                    new Money(
                                            made.freedBy(part), exchange.taken().currency()),
                                    exchange.rate())));
        }

        /** In minor units of the money's currency. */
        public long money() {
            return exchanged.map(taken -> taken.taken().amount()).orElse(part.amount());
        }

        private Settled plus(Settled other) {
            return of(new Part(part.item(), part.amount() + other.part.amount()));
        }
    }

    /**
     * What was taken of money of another currency than the claim's.
     *
     * @param rate from the claim's currency to the money's
     */
    public record Exchanged(Money taken, Conversion rate) {}

    public SettledBefore {
        parts = List.copyOf(parts);
        items = List.copyOf(items);
    }

    /** Of claims that are all of the money's currency. */
    public SettledBefore(List<Part> parts, List<OpenItem> items) {
        this(parts.stream().map(Settled::of).toList(), items, 0);
    }

    /**
     * What an amount settles from that day on: the parts in their order, each cut to what is still claimed, and all of
     * them together to the amount. What is not cut takes what it took; what is cut, what its rate says.
     *
     * @param credit with the amount
     * @param amount in minor units of the credit's currency
     */
    List<Allocation> again(Credit credit, long amount, LocalDate on) {
        Map<UUID, OpenItem> claims = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        var made = new ArrayList<Allocation>();
        Credit money = credit;
        long left = amount + Math.min(roundedUp, credit.unapplied().amount() - amount);
        for (Settled before : apart()) {
            OpenItem item = claims.get(before.part().item());
            Allocation allocation = item == null ? null : again(money, item, before, left, on);
            if (item != null && allocation != null) {
                made.add(allocation);
                left -= allocation.taken();
                money = money.less(allocation);
                claims.put(item.id(), item.less(allocation));
            }
        }
        return List.copyOf(made);
    }

    private static @Nullable Allocation again(Credit money, OpenItem item, Settled before, long left, LocalDate on) {
        long wanted = Math.min(before.part().amount(), item.claimed().amount());
        Optional<Exchanged> asItWas = before.exchanged()
                .filter(taken -> wanted == before.part().amount())
                .filter(taken -> taken.taken().isPositive() && taken.taken().amount() <= left);
        long share = asItWas.isPresent()
                ? wanted
                : CrossCurrency.atMost(
                        wanted, item.open().currency(), left, before.exchanged().map(Exchanged::rate));
        return share == 0
                ? null
                : asItWas.map(taken ->
                                Allocation.again(money, item, share, on, Exchange.taking(taken.taken(), taken.rate())))
                        .orElseGet(() -> Allocation.again(
                                money,
                                item,
                                share,
                                on,
                                on,
                                Optional.empty(),
                                before.exchanged().map(Exchanged::rate)));
    }

    /** What is of the money's currency together per claim; what was exchanged as it was, each by its own rate. */
    private List<Settled> apart() {
        record Key(UUID item, int exchange) {}
        var apart = new LinkedHashMap<Key, Settled>();
        for (int at = 0; at < parts.size(); at++) {
            Settled one = parts.get(at);
            apart.merge(new Key(one.part().item(), one.exchanged().isPresent() ? at : -1), one, Settled::plus);
        }
        return List.copyOf(apart.values());
    }
}
