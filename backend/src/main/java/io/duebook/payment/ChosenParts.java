package io.duebook.payment;

import io.duebook.item.Allocator.Part;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Conversion;
import io.duebook.ledger.NoExchangeRate;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parts of claims that somebody chose for money to settle, each in its claim's currency.
 *
 * @param items the claims, in the order in which they were named first
 * @param on the value date of the money
 */
record ChosenParts(List<Part> parts, List<OpenItem> items, Money money, LocalDate on) {

    /**
     * @param found whoever owes them
     * @throws UnknownReference if one is not there
     * @throws CurrencyMismatch if one is another customer's and of another currency than the money
     * @throws InvalidRequest if they are all of the money's currency and more than it
     */
    static ChosenParts of(List<Part> parts, List<OpenItem> found, ReceivedPayment received) {
        Money money = received.amount();
        if (found.stream().allMatch(item -> item.open().currency().equals(money.currency()))) {
            mustNotExceed(parts.stream().mapToLong(Part::amount).toArray(), money);
        }
        Map<UUID, OpenItem> byId = found.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        for (int at = 0; at < parts.size(); at++) {
            OpenItem item = byId.get(parts.get(at).item());
            if (item == null) {
                throw new UnknownReference("/allocate/" + at + "/invoice");
            }
            // What passes to another customer settles claims of its own currency.
            if (!item.customer().equals(received.customer())
                    && !item.open().currency().equals(money.currency())) {
                throw new CurrencyMismatch(item.open().currency(), money.currency());
            }
        }
        return new ChosenParts(
                parts, parts.stream().map(Part::item).distinct().map(byId::get).toList(), money, received.receivedOn());
    }

    /**
     * @param rates of the claims of another currency than the money's, as far as they are known
     * @throws NoExchangeRate if one is not
     * @throws InvalidRequest if the money does not reach at these rates, or a part is worth nothing in its currency
     */
    void mustFit(Map<UUID, Conversion> rates) {
        var asked = new LinkedHashMap<UUID, Long>();
        parts.forEach(part -> asked.merge(part.item(), part.amount(), Math::addExact));
        mustNotExceed(
                items.stream()
                        .mapToLong(item -> cost(item, asked.getOrDefault(item.id(), 0L), rates))
                        .toArray(),
                money);
    }

    private long cost(OpenItem item, long amount, Map<UUID, Conversion> rates) {
        if (item.open().currency().equals(money.currency())) {
            return amount;
        }
        Conversion rate = rates.get(item.id());
        if (rate == null) {
            throw new NoExchangeRate(item.open().currency(), money.currency(), on);
        }
        long cost = rate.of(new Money(amount, item.open().currency())).amount();
        if (cost == 0) {
            throw new InvalidRequest(
                    "/allocate/" + place(item.id()) + "/amount",
                    "out_of_range",
                    "At this rate it is worth nothing in the payment's currency.");
        }
        return cost;
    }

    private int place(UUID item) {
        return parts.stream().map(Part::item).toList().indexOf(item);
    }

    private static void mustNotExceed(long[] costs, Money money) {
        long left = money.amount();
        for (long cost : costs) {
            // Neither side is more than the payment, so this cannot overflow.
            if (cost > left) {
                throw new InvalidRequest(
                        "/allocate", "parts_exceed_payment", "The parts sum to more than the payment.");
            }
            left -= cost;
        }
    }
}
