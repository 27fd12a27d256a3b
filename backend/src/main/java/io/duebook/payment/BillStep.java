package io.duebook.payment;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a bill on a day.
 *
 * @param slip the deposit slip that it went with
 * @param party the bank that discounted it, or to whom it was endorsed
 * @param cost what having the money early cost, in minor units
 * @param withRecourse whether the tenant has to pay where the bill is dishonoured
 * @param entry that posted it; a deposit posts nothing
 * @param undoneOn the day from which it was not done, if it was taken back
 */
record BillStep(
        UUID id,
        Kind kind,
        LocalDate on,
        @Nullable String slip,
        @Nullable String party,
        long cost,
        boolean withRecourse,
        @Nullable UUID entry,
        @Nullable LocalDate undoneOn) {

    /** What can be done with a bill. */
    enum Kind {
        DEPOSITED,
        COLLECTED,
        DISCOUNTED,
        ENDORSED;

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Brought to the bank, which is to collect it. */
    static BillStep deposited(LocalDate on, @Nullable String slip) {
        return new BillStep(Ids.next(), Kind.DEPOSITED, on, slip, null, 0, true, null, null);
    }

    /** Paid. */
    static BillStep collected(Bill bill, LocalDate on) {
        return new BillStep(
                Ids.next(), Kind.COLLECTED, on, null, null, 0, false, bill.inBank() ? null : Ids.next(), null);
    }

    static BillStep discounted(LocalDate on, @Nullable String bank, long cost, boolean withRecourse) {
        return new BillStep(Ids.next(), Kind.DISCOUNTED, on, null, bank, cost, withRecourse, Ids.next(), null);
    }

    static BillStep endorsed(LocalDate on, String to, boolean withRecourse) {
        return new BillStep(Ids.next(), Kind.ENDORSED, on, null, to, 0, withRecourse, Ids.next(), null);
    }

    boolean stands() {
        return undoneOn == null;
    }

    /** Whether nobody comes back to the tenant where it is not paid. */
    boolean isForGood() {
        return !withRecourse && (kind == Kind.DISCOUNTED || kind == Kind.ENDORSED);
    }

    boolean isCollection() {
        return kind == Kind.COLLECTED;
    }

    boolean isDeposit() {
        return kind == Kind.DEPOSITED;
    }

    LocalDate lastTouchedOn() {
        return undoneOn == null ? on : undoneOn;
    }

    /**
     * From the bills that are held to where the money or the debt is now. It names no customer: what the tenant does with
     * the paper is none of their contacts' business.
     */
    Optional<Entry> posting(Bill bill) {
        return entry == null
                ? Optional.empty()
                : Optional.of(new Entry(
                        entry,
                        "bill_" + kind.code(),
                        "bill",
                        bill.id().value(),
                        null,
                        on,
                        on,
                        transfers(bill.amount()),
                        null));
    }

    private List<Transfer> transfers(Money whole) {
        Money costs = new Money(cost, whole.currency());
        Money rest = whole.minus(costs);
        return Stream.of(new Moved(into(), rest), new Moved(Account.financeCost(), costs))
                .filter(moved -> moved.amount().isPositive())
                .map(moved -> new Transfer(moved.into(), Account.billsReceivable(), moved.amount()))
                .toList();
    }

    private record Moved(Account into, Money amount) {}

    /** What holds it from then on. */
    Account into() {
        return switch (kind) {
            case DEPOSITED -> Account.billsReceivable();
            case COLLECTED, DISCOUNTED -> Account.bank();
            case ENDORSED -> Account.payableClearing();
        };
    }
}
