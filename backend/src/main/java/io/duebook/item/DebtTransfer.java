package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A debt that another customer takes over, all that is open of it or a part: from then on it is a claim on them, due when it
 * was due before. Whoever writes holds the locks of both customers, and posts what is written here to the journal.
 *
 * @param id of the claim on the other customer
 * @param entry of its own in the journal
 * @param source the claim that ends by so much
 * @param reference of the source, which the new claim has as well
 */
public record DebtTransfer(
        UUID id, UUID entry, OpenItem source, @Nullable String reference, CustomerId to, Money amount, LocalDate on) {

    static final String PASSED_ON = "debt_passed_on";
    static final String PASSED_BACK = PASSED_ON + "_undone";

    /** Of an item {@code i}: what others took over of it and have, in minor units. */
    static final String PASSED = """
            (select coalesce(-sum(m.item_delta), 0)::bigint
               from movement m
              where m.tenant_id = :tenant
                and m.item_id = i.id
                and m.kind like 'debt\\_passed\\_on%')""";

    /** The first day on which an amount of a claim, in minor units, is open on it and on every later day. */
    public static LocalDate freeFrom(OpenItem item, long amount) {
        return AllocationDate.freeFrom(
                item.history(),
                Change::accountingOn,
                amount,
                AllocationDate.freeFrom(item.history(), Change::valueOn, amount, item.issuedOn()));
    }

    public static DebtTransfer of(
            OpenItem source, @Nullable String reference, CustomerId to, long amount, LocalDate on) {
        return new DebtTransfer(
                Ids.next(),
                Ids.next(),
                source,
                reference,
                to,
                new Money(amount, source.open().currency()),
                on);
    }

    /** What is due first passes first, as money settles it first. */
    private List<Instalment> instalments() {
        var parts = new ArrayList<Instalment>();
        long left = amount.amount();
        for (Due due : source.dues()) {
            long share = Math.min(left, due.open(source.open().amount()));
            if (share > 0) {
                parts.add(new Instalment(due.on(), share, due.retention()));
                left -= share;
            }
        }
        return List.copyOf(parts);
    }

    private NewItem claim() {
        List<Instalment> parts = instalments();
        return new NewItem(
                        id,
                        entry,
                        to,
                        OpenItem.Kind.TAKEN_OVER,
                        source.number(),
                        reference,
                        amount,
                        source.issuedOn(),
                        parts.getFirst().dueOn(),
                        false,
                        List.of())
                .dueIn(parts.size() == 1 && !parts.getFirst().retention() ? List.of() : parts);
    }

    public Entry posting() {
        return new Entry(
                entry,
                "transfer",
                "transfer",
                id,
                null,
                on,
                on,
                List.of(new Transfer(Account.receivable(to), Account.receivable(source.customer()), amount)),
                null);
    }

    /** From that day on the other customer owes it. */
    public Write write(Items items) {
        return items.open(List.of(claim()), on)
                .and(Movement.write(
                        "item_passed_on",
                        List.of(movement(PASSED_ON, source.customer(), source.id(), -amount.amount(), on))))
                .and(ItemRows.changeOpen(Map.of(source.id(), -amount.amount())))
                .recordedNotBefore(source.recordedAt())
                .with(CarriedBase.OF_TOUCHED, List.of(Touched.item(source.id(), amount)));
    }

    private Movement movement(String kind, CustomerId customer, UUID item, long delta, LocalDate day) {
        return new Movement(
                Ids.next(), customer, kind, entry, item, null, amount.currency().code(), delta, 0, day, day, null);
    }

    /**
     * From that day on it is owed by whom it was owed before.
     *
     * @param taken the other customer's claim, of which nothing is settled
     * @param back the entry that takes the transfer's own back
     */
    public static Write takeBack(OpenItem source, OpenItem taken, UUID back, LocalDate on) {
        long amount = taken.open().amount();
        String currency = taken.open().currency().code();
        Instant recorded = taken.recordedAt().isAfter(source.recordedAt()) ? taken.recordedAt() : source.recordedAt();
        return Movement.write(
                        "item_passed_back",
                        List.of(
                                new Movement(
                                        Ids.next(),
                                        taken.customer(),
                                        OpenItem.Kind.TAKEN_OVER.code() + "_undone",
                                        back,
                                        taken.id(),
                                        null,
                                        currency,
                                        -amount,
                                        0,
                                        on,
                                        on,
                                        null),
                                new Movement(
                                        Ids.next(),
                                        source.customer(),
                                        PASSED_BACK,
                                        back,
                                        source.id(),
                                        null,
                                        currency,
                                        amount,
                                        0,
                                        on,
                                        on,
                                        null)))
                .and(ItemRows.changeOpen(Map.of(taken.id(), -amount, source.id(), amount)))
                .recordedNotBefore(recorded)
                .with(
                        CarriedBase.OF_TOUCHED,
                        List.of(Touched.item(taken.id(), taken.open()), Touched.item(source.id(), taken.open())));
    }
}
