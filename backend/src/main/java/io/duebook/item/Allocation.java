package io.duebook.item;

import io.duebook.item.SettlementOrder.Withheld;
import io.duebook.ledger.Account;
import io.duebook.ledger.Conversion;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Part of a credit that settles part of an item, on its own dates, with its own entry in the journal.
 *
 * @param amount in the claim's currency
 * @param recordedNotBefore when its item or its credit was last changed before it
 * @param recovery what of it is for the part of its item that is off the books, if any
 * @param discount what need not be paid of its item because this was paid early, if anything
 * @param exchange what it takes of money of another currency; none where money and claim are of one
 * @param differences small differences and deductions that go with it
 */
public record Allocation(
        UUID id,
        UUID entry,
        UUID item,
        OpenItem.Kind itemKind,
        UUID credit,
        Credit.Kind creditKind,
        CustomerId customer,
        Money amount,
        LocalDate valueOn,
        LocalDate accountingOn,
        Instant recordedNotBefore,
        @Nullable Recovery recovery,
        @Nullable Discount discount,
        @Nullable Exchange exchange,
        List<Difference> differences) {

    /** An allocation by the payment's or credit note's own command: on the later of its and the item's dates. */
    public static Allocation ofOwnCommand(Credit credit, OpenItem item, long amount) {
        return later(credit, item, amount, credit.valueOn());
    }

    /** The same of a payment, with the discount it earns if it came early. */
    public static Allocation ofOwnCommand(Credit credit, OpenItem item, long amount, Optional<EarlyPayment> early) {
        return ofOwnCommand(credit, item, amount, early, Optional.empty());
    }

    /**
     * The same of money that may be of another currency.
     *
     * @param amount in minor units of the item's currency
     * @param rate from the item's currency to the money's; none where they are one
     */
    static Allocation ofOwnCommand(
            Credit credit, OpenItem item, long amount, Optional<EarlyPayment> early, Optional<Conversion> rate) {
        return later(credit, item, amount, credit.valueOn(), credit.valueOn(), early, exchange(item, amount, rate));
    }

    /**
     * An allocation made later. First it settles what is open of the item; what goes beyond it recovers what is off the
     * books.
     *
     * @param amount in minor units; at most what is still claimed of the item
     * @param allocatedOn its accounting date, moved to the first day on which both sides have the amount free and
     *     from which the money counts
     */
    public static Allocation later(Credit credit, OpenItem item, long amount, LocalDate allocatedOn) {
        return later(credit, item, amount, allocatedOn, credit.valueOn(), Optional.empty(), Optional.empty());
    }

    /**
     * The same of money that was taken back since, from this item or from the customer: until that day it counted as it
     * did then, and what is made now counts from there, so that no day sees the money twice.
     *
     * @param countsFrom the first day on which it may count
     */
    public static Allocation again(
            Credit credit, OpenItem item, long amount, LocalDate allocatedOn, LocalDate countsFrom) {
        return again(credit, item, amount, allocatedOn, countsFrom, Optional.empty());
    }

    /** The same with the discount that the money earns if it came early. */
    public static Allocation again(
            Credit credit,
            OpenItem item,
            long amount,
            LocalDate allocatedOn,
            LocalDate countsFrom,
            Optional<EarlyPayment> early) {
        return again(credit, item, amount, allocatedOn, countsFrom, early, Optional.empty());
    }

    /**
     * The same of money that may be of another currency.
     *
     * @param rate from the item's currency to the money's; none where they are one
     */
    public static Allocation again(
            Credit credit,
            OpenItem item,
            long amount,
            LocalDate allocatedOn,
            LocalDate countsFrom,
            Optional<EarlyPayment> early,
            Optional<Conversion> rate) {
        return later(
                credit,
                item,
                amount,
                allocatedOn,
                countsFrom.isAfter(credit.valueOn()) ? countsFrom : credit.valueOn(),
                early,
                exchange(item, amount, rate));
    }

    /** The same on a day, of money of another currency of which is known what is taken. */
    static Allocation again(Credit credit, OpenItem item, long amount, LocalDate on, Exchange exchange) {
        LocalDate countsFrom = on.isAfter(credit.valueOn()) ? on : credit.valueOn();
        return later(credit, item, amount, on, countsFrom, Optional.empty(), Optional.of(exchange));
    }

    /**
     * One that was undone, made anew on that day: of money of another currency it takes what it took.
     *
     * @param countsFrom the first day on which it may count
     */
    static Allocation anew(
            MadeAllocation before,
            Credit credit,
            OpenItem item,
            LocalDate on,
            LocalDate countsFrom,
            Optional<EarlyPayment> early) {
        return later(
                credit,
                item,
                before.amount().amount(),
                on,
                countsFrom.isAfter(credit.valueOn()) ? countsFrom : credit.valueOn(),
                early,
                Optional.ofNullable(before.exchange()).map(made -> Exchange.taking(made.taken(), made.rate())));
    }

    private static Optional<Exchange> exchange(OpenItem item, long amount, Optional<Conversion> rate) {
        return rate.map(by -> Exchange.settling(new Money(amount, item.open().currency()), by));
    }

    private static Allocation later(
            Credit credit,
            OpenItem item,
            long amount,
            LocalDate allocatedOn,
            LocalDate countsFrom,
            Optional<EarlyPayment> early,
            Optional<Exchange> exchanged) {
        var settled = new Money(amount, item.open().currency());
        Exchange exchange = exchanged.orElse(null);
        long ofCredit = (exchange == null ? settled : exchange.taken()).amount();
        long paid = Math.min(amount, item.open().amount());
        long recovered = amount - paid;
        Discount discount =
                early.flatMap(payment -> payment.discountOn(item, paid)).orElse(null);
        long open = discount == null ? paid : paid + discount.amount();
        // For interest and discount the money counts from the day it arrived, however late it was allocated.
        LocalDate value = AllocationDate.freeFrom(
                credit.history(),
                Change::valueOn,
                ofCredit,
                AllocationDate.freeFrom(
                        item.history(), Change::valueOn, open, item.off().freeFrom(recovered, countsFrom)));
        // Nothing is booked before it counts: figures by value date read the books of that day.
        LocalDate notBefore = value.isAfter(allocatedOn) ? value : allocatedOn;
        LocalDate accounting = AllocationDate.freeFrom(
                credit.history(),
                Change::accountingOn,
                ofCredit,
                AllocationDate.freeFrom(item.history(), Change::accountingOn, open, notBefore));
        return new Allocation(
                Ids.next(),
                Ids.next(),
                item.id(),
                item.kind(),
                credit.id(),
                credit.kind(),
                credit.customer(),
                settled,
                value,
                accounting,
                credit.recordedAt().isAfter(item.recordedAt()) ? credit.recordedAt() : item.recordedAt(),
                recovered == 0 ? null : Recovery.of(item, recovered),
                discount,
                exchange,
                List.of());
    }

    /**
     * The same with a difference, from the first day on which both sides have that free as well.
     *
     * @param money as it is without this allocation
     * @param claim as it is without this allocation
     */
    Allocation with(Difference difference, Credit money, OpenItem claim) {
        List<Difference> all =
                Stream.concat(differences.stream(), Stream.of(difference)).toList();
        long ofMoney =
                money().amount() + all.stream().mapToLong(Difference::ofCredit).sum();
        long ofClaim = amount.amount()
                - (recovery == null ? 0 : recovery.amount())
                + discounted()
                + all.stream().mapToLong(Difference::ofItem).sum();
        LocalDate value = AllocationDate.freeFrom(
                money.history(),
                Change::valueOn,
                ofMoney,
                AllocationDate.freeFrom(claim.history(), Change::valueOn, ofClaim, valueOn));
        LocalDate accounting = AllocationDate.freeFrom(
                money.history(),
                Change::accountingOn,
                ofMoney,
                AllocationDate.freeFrom(
                        claim.history(),
                        Change::accountingOn,
                        ofClaim,
                        value.isAfter(accountingOn) ? value : accountingOn));
        return new Allocation(
                id,
                entry,
                item,
                itemKind,
                credit,
                creditKind,
                customer,
                amount,
                value,
                accounting,
                recordedNotBefore,
                recovery,
                discount,
                exchange,
                all);
    }

    /** The amount in the money's currency. */
    Money money() {
        return exchange == null ? amount : exchange.taken();
    }

    /** What leaves the credit, in minor units of its currency: the amount, and what of it was paid too much. */
    public long taken() {
        return money().amount()
                + differences.stream().mapToLong(Difference::ofCredit).sum();
    }

    /** Small differences: positive where too little was paid, negative where too much was, in minor units. */
    public long rounded() {
        return differences.stream()
                .filter(difference -> difference.word().equals(Difference.ROUNDING))
                .mapToLong(difference -> difference.ofItem() - difference.ofCredit())
                .sum();
    }

    /** What the payer withheld, in minor units. */
    public long deducted() {
        return differences.stream()
                .filter(difference -> difference.word().equals(Difference.DEDUCTION))
                .mapToLong(Difference::amount)
                .sum();
    }

    /** The same by reason, each in minor units. */
    public List<Withheld> withheld() {
        return differences.stream()
                .flatMap(difference -> Stream.ofNullable(difference.withheldFor())
                        .map(reason -> new Withheld(item, difference.amount(), reason)))
                .toList();
    }

    /** The payment or credit note by the id the API knows it by. */
    public PublicId source() {
        return creditKind.idOf(credit);
    }

    /** The item by the id the API knows it by. */
    public PublicId claim() {
        return itemKind.idOf(item);
    }

    /** What the journal says: what is recovered is owed again before it is settled. */
    public Stream<Entry> postings() {
        return Stream.of(
                        Stream.ofNullable(recovery).map(made -> made.posting(this)),
                        Stream.ofNullable(exchange).map(made -> made.posting(this)),
                        Stream.of(posting()),
                        Stream.ofNullable(discount).map(taken -> taken.posting(this)),
                        differences.stream().map(difference -> difference.posting(this)))
                .flatMap(entries -> entries);
    }

    /** What need not be paid of its item because this was paid early, in minor units. */
    public long discounted() {
        return discount == null ? 0 : discount.amount();
    }

    /** By how much their items change. */
    static Map<UUID, ItemChange> changes(List<Allocation> allocations) {
        return allocations.stream().collect(Collectors.toMap(Allocation::item, Allocation::change, ItemChange::plus));
    }

    /** What it leaves open of its item, in minor units. @param before as it was without this */
    public long leavesOpen(OpenItem before) {
        return before.open().amount() + change().open();
    }

    /** By how much its item changes. */
    ItemChange change() {
        long recovered = recovery == null ? 0 : recovery.amount();
        long spared = discounted()
                + differences.stream().mapToLong(Difference::ofItem).sum();
        return new ItemChange(recovered - amount.amount() - spared, -recovered);
    }

    private Entry posting() {
        Account from = exchange == null ? Account.unapplied(customer) : Account.exchange();
        return new Entry(
                entry,
                "allocation",
                creditKind.code(),
                credit,
                customer,
                valueOn,
                accountingOn,
                List.of(new Transfer(from, Account.receivable(customer), amount)),
                null);
    }
}
