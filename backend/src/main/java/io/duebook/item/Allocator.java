package io.duebook.item;

import io.duebook.shared.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which part of an amount settles which items. Never more than there is, never more than is open. */
public final class Allocator {

    private Allocator() {}

    /** A share of an item, in minor units of its currency; positive. */
    public record Part(UUID item, long amount) {}

    /** Settles items in the order given until nothing is left of the amount. */
    public static List<Part> inOrder(long amount, List<OpenItem> items) {
        return inOrder(amount, items, OpenItem::open);
    }

    /** The same, of whatever may be settled of each. */
    static List<Part> inOrder(long amount, List<OpenItem> items, Function<OpenItem, Money> most) {
        var parts = new ArrayList<Part>();
        long left = amount;
        for (OpenItem item : items) {
            long share = Math.min(left, most.apply(item).amount());
            if (share > 0) {
                parts.add(new Part(item.id(), share));
                left -= share;
            }
        }
        return List.copyOf(parts);
    }

    /** Settles what is due first of all items until nothing is left of the amount: by due date, issue date, id. */
    static List<Part> inDueOrder(long amount, Collection<OpenItem> items) {
        record Owed(DebtOrder order, UUID item, long open) {
            static Stream<Owed> of(OpenItem item) {
                return item.dues().stream()
                        .map(due -> new Owed(
                                new DebtOrder(due.on(), item.issuedOn(), item.id()),
                                item.id(),
                                due.open(item.open().amount())));
            }
        }
        var parts = new LinkedHashMap<UUID, Long>();
        long left = amount;
        for (Owed owed : items.stream()
                .flatMap(Owed::of)
                .sorted(Comparator.comparing(Owed::order))
                .toList()) {
            long share = Math.min(left, owed.open());
            if (share > 0) {
                parts.merge(owed.item(), share, Long::sum);
                left -= share;
            }
        }
        return parts.entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue()))
                .toList();
    }

    /** The parts asked for, each cut to what is open. */
    public static List<Part> chosen(List<Part> asked, List<OpenItem> items) {
        return cut(asked, items, OpenItem::open);
    }

    /**
     * The parts that a payment names, each cut to what is still claimed, on the books or off: it never loses a race
     * (MONEY-RULES 5).
     */
    public static List<Part> named(List<Part> asked, List<OpenItem> items) {
        return cut(asked, items, OpenItem::claimed);
    }

    private static List<Part> cut(List<Part> asked, List<OpenItem> items, Function<OpenItem, Money> most) {
        Map<UUID, Long> wanted =
                asked.stream().collect(Collectors.groupingBy(Part::item, Collectors.summingLong(Part::amount)));
        return items.stream()
                .map(item -> new Part(
                        item.id(),
                        Math.min(
                                wanted.getOrDefault(item.id(), 0L),
                                most.apply(item).amount())))
                .filter(part -> part.amount() > 0)
                .toList();
    }
}
