package io.duebook.item;

import io.duebook.item.Allocator.Part;
import io.duebook.tenant.Policies;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How money is laid over what a customer owes. Each way is a pure rule: it never gives more than there is, nor more than
 * is owed of an item, and the order in which it is told of the items does not matter.
 */
public sealed interface SettlementOrder {

    /** @param amount in minor units of the items' currency */
    List<Part> parts(long amount, Collection<OpenItem> items);

    /** Whether the customer may owe more than the items it looks at, which it then leaves alone. */
    default boolean reachesOnlyNamed() {
        return this instanceof ByReference || this instanceof Chosen;
    }

    /** What a tenant's policy says of money whose payer named nothing. */
    static SettlementOrder of(Policies.Settlement settlement) {
        return switch (settlement) {
            case OLDEST_FIRST -> new OldestFirst();
            case STATUTORY -> new Statutory();
        };
    }

    /** By due date, issue date, id. */
    record OldestFirst() implements SettlementOrder {

        @Override
        public List<Part> parts(long amount, Collection<OpenItem> items) {
            return Allocator.inDueOrder(amount, items);
        }
    }

    /**
     * Debts oldest first, each with what hangs on it: costs, then interest, then principal (BGB § 367, 民法典 561). Whoever
     * follows it claims the interest of all debts before.
     */
    record Statutory() implements SettlementOrder {

        private static final Comparator<OpenItem> ORDER = Comparator.comparing(OpenItem::debt)
                .thenComparing(Statutory::rank)
                .thenComparing(OpenItem.OLDEST_FIRST);

        @Override
        public List<Part> parts(long amount, Collection<OpenItem> items) {
            return Allocator.inOrder(amount, items.stream().sorted(ORDER).toList());
        }

        private static int rank(OpenItem item) {
            return switch (item.kind()) {
                case FEE -> 0;
                case INTEREST -> 1;
                case INVOICE, TAKEN_OVER -> 2;
            };
        }
    }

    /**
     * The items whose numbers are words of the payment's reference, in the order in which they stand there; what was
     * written off is recovered, for it is named. Several of one number: the oldest first.
     */
    record ByReference(String reference) implements SettlementOrder {

        private static final String BETWEEN_WORDS = "[\\s,;|]+";
        private static final String BETWEEN_CHINESE_WORDS = "[，、；：。（）【】\\u3000]+";
        private static final String AROUND_A_WORD = "^[.:!?'\"#()\\[\\]<>]+|[.:!?'\"#()\\[\\]<>]+$";

        @Override
        public List<Part> parts(long amount, Collection<OpenItem> items) {
            List<OpenItem> named = words().stream()
                    .flatMap(word -> items.stream()
                            .filter(item -> item.number().equals(word))
                            .sorted(OpenItem.OLDEST_FIRST))
                    .toList();
            return Allocator.inOrder(amount, named, OpenItem::claimed);
        }

        /**
         * The words as they stand, what Chinese punctuation parts in them, which stands between words without a space, and
         * all of these without the punctuation around them; each once, in their order.
         */
        public List<String> words() {
            return Arrays.stream(reference.split(BETWEEN_WORDS))
                    .flatMap(word -> Stream.concat(Stream.of(word), Arrays.stream(word.split(BETWEEN_CHINESE_WORDS))))
                    .flatMap(word -> Stream.of(word, word.replaceAll(AROUND_A_WORD, "")))
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    /** In proportion to what is open, rounded down; the minor units that remain go one each to the oldest. */
    record ProRata() implements SettlementOrder {

        @Override
        public List<Part> parts(long amount, Collection<OpenItem> items) {
            List<OpenItem> oldestFirst = items.stream()
                    .filter(item -> item.open().isPositive())
                    .sorted(OpenItem.OLDEST_FIRST)
                    .toList();
            BigInteger whole = oldestFirst.stream()
                    .map(item -> BigInteger.valueOf(item.open().amount()))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            if (whole.compareTo(BigInteger.valueOf(amount)) <= 0) {
                return Allocator.inOrder(amount, oldestFirst);
            }
            long[] shares = oldestFirst.stream()
                    .mapToLong(item -> BigInteger.valueOf(amount)
                            .multiply(BigInteger.valueOf(item.open().amount()))
                            .divide(whole)
                            .longValueExact())
                    .toArray();
            // Less than the whole is shared out, so every share leaves a unit of its item open.
            long left = amount - Arrays.stream(shares).sum();
            return IntStream.range(0, shares.length)
                    .mapToObj(at -> new Part(oldestFirst.get(at).id(), shares[at] + (at < left ? 1 : 0)))
                    .filter(part -> part.amount() > 0)
                    .toList();
        }
    }

    /**
     * What a payer withheld of an item that they pay a part of.
     *
     * @param amount in minor units
     * @param reason its code
     */
    record Withheld(UUID item, long amount, String reason) {}

    /**
     * Exactly these parts, each cut to what is still claimed: a payment never loses a race.
     *
     * @param parts each in minor units of its item's currency
     * @param withheld of the same items
     * @param rates that were given for items of another currency than the money's
     */
    record Chosen(List<Part> parts, List<Withheld> withheld, Map<UUID, AskedRate> rates) implements SettlementOrder {

        public Chosen {
            parts = List.copyOf(parts);
            withheld = List.copyOf(withheld);
            rates = Map.copyOf(rates);
        }

        public Chosen(List<Part> parts) {
            this(parts, List.of(), Map.of());
        }

        /** The same parts, and nothing withheld of these claims. */
        public Chosen withholdingNothingOf(Set<UUID> claims) {
            return new Chosen(
                    parts,
                    withheld.stream()
                            .filter(deduction -> !claims.contains(deduction.item()))
                            .toList(),
                    rates);
        }

        @Override
        public List<Part> parts(long amount, Collection<OpenItem> items) {
            return Allocator.named(parts, inOrderNamed(items));
        }

        private List<OpenItem> inOrderNamed(Collection<OpenItem> items) {
            return parts.stream()
                    .map(Part::item)
                    .distinct()
                    .flatMap(id -> items.stream().filter(item -> item.id().equals(id)))
                    .toList();
        }
    }

    /** Nothing; somebody decides later. */
    record Nothing() implements SettlementOrder {

        @Override
        public List<Part> parts(long amount, Collection<OpenItem> items) {
            return List.of();
        }
    }
}
