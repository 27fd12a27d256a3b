package io.duebook.item;

import io.duebook.item.Allocator.Part;
import io.duebook.platform.Ids;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Claims that are settled without money or credit, against what is owed to the customer. Whoever writes holds the customer's
 * lock, and posts what is written here to the journal.
 */
public final class NetItems {

    static final String KIND = "netting";

    private NetItems() {}

    /** The first day on which all of the parts are open, on it and on every later day. */
    public static LocalDate freeFrom(List<Part> parts, Collection<OpenItem> items) {
        return items.stream()
                .map(item -> freeFrom(item, amount(parts, item.id())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static LocalDate freeFrom(OpenItem item, long amount) {
        return AllocationDate.freeFrom(
                item.history(),
                Change::accountingOn,
                amount,
                AllocationDate.freeFrom(item.history(), Change::valueOn, amount, item.issuedOn()));
    }

    private static long amount(List<Part> parts, UUID item) {
        return parts.stream()
                .filter(part -> part.item().equals(item))
                .mapToLong(Part::amount)
                .sum();
    }

    /** Parts of claims that are open no longer, from that day on. */
    public static Write settle(
            CustomerId customer, Currency currency, List<NetPart> parts, List<OpenItem> items, LocalDate on) {
        return Movement.write(
                        "item_net",
                        parts.stream()
                                .map(part -> movement(customer, currency, part, on))
                                .toList())
                .and(ItemRows.changeOpen(
                        parts.stream().collect(Collectors.toMap(NetPart::item, part -> -part.amount()))))
                .recordedNotBefore(lastRecorded(items))
                .with(CarriedBase.OF_TOUCHED, touched(items));
    }

    private static Movement movement(CustomerId customer, Currency currency, NetPart part, LocalDate on) {
        return new Movement(
                part.id(),
                customer,
                KIND,
                part.entry(),
                part.item(),
                null,
                currency.code(),
                -part.amount(),
                0,
                on,
                on,
                null);
    }

    /** What was netted is open again, from that day on. */
    public static Write reopen(
            CustomerId customer, Currency currency, List<Undone> parts, List<OpenItem> items, LocalDate on) {
        return Movement.write(
                        "item_net_undo",
                        parts.stream()
                                .map(undone -> movement(customer, currency, undone, on))
                                .toList())
                .and(ItemRows.changeOpen(parts.stream()
                        .collect(Collectors.toMap(undone -> undone.part().item(), undone -> undone.part()
                                .amount()))))
                .recordedNotBefore(lastRecorded(items))
                .with(CarriedBase.OF_TOUCHED, touched(items));
    }

    private static List<Touched> touched(List<OpenItem> items) {
        return items.stream().map(item -> Touched.item(item.id(), item.open())).toList();
    }

    /** @param entry that takes the part's own back */
    public record Undone(NetPart part, UUID entry) {}

    private static Movement movement(CustomerId customer, Currency currency, Undone undone, LocalDate on) {
        return new Movement(
                Ids.next(),
                customer,
                KIND + "_undone",
                undone.entry(),
                undone.part().item(),
                null,
                currency.code(),
                undone.part().amount(),
                0,
                on,
                on,
                undone.part().id());
    }

    private static Instant lastRecorded(Collection<OpenItem> items) {
        return items.stream()
                .map(OpenItem::recordedAt)
                .max(Comparator.naturalOrder())
                .orElse(Change.BY_THIS_COMMAND);
    }
}
