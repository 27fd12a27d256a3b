package io.duebook.item;

import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a customer owes as of a day, claim by claim, and how the balance came there.
 *
 * @param items not settled that day, by currency, due date and issue date
 * @param unapplied credit per currency code, in minor units; no currency without any
 * @param changes of the balance, as far as they were asked for, by currency and day
 */
public record Position(
        CustomerId customer,
        String customerName,
        List<ItemAsOf> items,
        Map<String, Long> unapplied,
        List<BalanceChange> changes) {

    /** Currencies in which something is open, unapplied or moved, by code. */
    public List<Currency> currencies() {
        var codes = new TreeSet<>(unapplied.keySet());
        Stream.concat(items.stream().map(ItemAsOf::currency), changes.stream().map(BalanceChange::currency))
                .forEach(currency -> codes.add(currency.code()));
        return codes.stream().map(Currency::of).toList();
    }

    public List<ItemAsOf> itemsIn(Currency currency) {
        return items.stream().filter(item -> item.currency().equals(currency)).toList();
    }

    public List<BalanceChange> changesIn(Currency currency) {
        return changes.stream()
                .filter(change -> change.currency().equals(currency))
                .toList();
    }

    public long unappliedIn(Currency currency) {
        return unapplied.getOrDefault(currency.code(), 0L);
    }

    /** What is open less what is unapplied, in minor units. */
    public long balanceIn(Currency currency) {
        return Math.subtractExact(
                itemsIn(currency).stream().map(ItemAsOf::open).reduce(0L, Math::addExact), unappliedIn(currency));
    }

    /** The rows of one query: the customer's own comes with every answer. */
    static Position of(List<Part> parts) {
        @Nullable Owner owner = null;
        var items = new ArrayList<ItemAsOf>();
        var unapplied = new TreeMap<String, Long>();
        var changes = new ArrayList<BalanceChange>();
        for (Part part : parts) {
            switch (part) {
                case Owner found -> owner = found;
                case Unsettled unsettled -> items.add(unsettled.item());
                case Unapplied credit -> unapplied.put(credit.currency().code(), credit.amount());
                case Changed changed -> changes.add(changed.change());
            }
        }
        Owner found = Objects.requireNonNull(owner, "figures of a customer that is not there");
        return new Position(found.id(), found.name(), List.copyOf(items), Map.copyOf(unapplied), List.copyOf(changes));
    }

    sealed interface Part {}

    record Owner(CustomerId id, String name) implements Part {}

    record Unsettled(ItemAsOf item) implements Part {}

    record Unapplied(Currency currency, long amount) implements Part {}

    record Changed(BalanceChange change) implements Part {}
}
