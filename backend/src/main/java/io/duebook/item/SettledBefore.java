package io.duebook.item;

import io.duebook.item.Allocator.Part;
import io.duebook.ledger.Conversion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What money settled before it was taken away: what it settles again when it comes back, at the same rates.
 *
 * @param parts in their order, each in minor units of its claim's currency
 * @param items as they are now
 * @param rates of the claims of another currency than the money's, from theirs to the money's
 */
public record SettledBefore(List<Part> parts, List<OpenItem> items, Map<UUID, Conversion> rates) {

    public SettledBefore {
        parts = List.copyOf(parts);
        items = List.copyOf(items);
        rates = Map.copyOf(rates);
    }

    /** Of claims that are all of the money's currency. */
    public SettledBefore(List<Part> parts, List<OpenItem> items) {
        this(parts, items, Map.of());
    }

    /**
     * What an amount settles from that day on: the parts in their order, each cut to what is still claimed, and all of
     * them together to the amount.
     *
     * @param credit with the amount
     * @param amount in minor units of the credit's currency
     */
    List<Allocation> again(Credit credit, long amount, LocalDate on) {
        var wanted = new LinkedHashMap<UUID, Long>();
        parts.forEach(part -> wanted.merge(part.item(), part.amount(), Long::sum));
        Map<UUID, OpenItem> byId = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        var made = new ArrayList<Allocation>();
        long left = amount;
        for (var part : wanted.entrySet()) {
            OpenItem item = byId.get(part.getKey());
            if (item != null) {
                Optional<Conversion> rate = Optional.ofNullable(rates.get(item.id()));
                long share = CrossCurrency.atMost(
                        Math.min(part.getValue(), item.claimed().amount()),
                        item.open().currency(),
                        left,
                        rate);
                if (share > 0) {
                    Allocation allocation = Allocation.again(credit, item, share, on, on, Optional.empty(), rate);
                    made.add(allocation);
                    left -= allocation.taken();
                }
            }
        }
        return List.copyOf(made);
    }
}
