package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 120;
    private static final Currency EUR = Currency.of("EUR");
    private static final CustomerId CUSTOMER = new CustomerId(new UUID(0, 1));

    @Test
    void moneyThatCountsLaterIsNotBookedEarlier() {
        // By value date 10 are left from the tenth to the thirty-first day: one part was found late, and counts early.
        var item = new Side(100, 0);
        item.change(9, 9, -50);
        item.change(31, 31, 50);
        item.change(4, 78, -40);

        Allocation made = Allocation.later(new Side(30, 14).asCredit(), item.asItem(), 30, START.plusDays(14));

        assertThat(made.valueOn()).isEqualTo(START.plusDays(31));
        assertThat(made.accountingOn()).isEqualTo(START.plusDays(31));
    }

    @Test
    void isNeverBookedBeforeItCountsAndLeavesNoDayNegative() {
        Random random = new Random(20260111);
        for (int round = 0; round < 500; round++) {
            List<Side> items = sides(random);
            List<Side> credits = sides(random);
            var live = new ArrayList<Made>();
            for (int step = 0; step < 25; step++) {
                if (!live.isEmpty() && random.nextInt(3) == 0) {
                    live.remove(random.nextInt(live.size())).undo(random.nextInt(30));
                } else {
                    allocate(random, pick(random, credits), pick(random, items), live);
                }
            }
            items.forEach(AllocationTest::isNeverNegative);
            credits.forEach(AllocationTest::isNeverNegative);
        }
    }

    private static void allocate(Random random, Side credit, Side item, List<Made> live) {
        long most = Math.min(credit.left(), item.left());
        if (most == 0) {
            return;
        }
        long amount = 1 + random.nextLong(most);
        LocalDate earliest = credit.from.isAfter(item.from) ? credit.from : item.from;
        LocalDate asked = earliest.plusDays(random.nextInt(40));
        Allocation made = random.nextBoolean()
                ? Allocation.later(credit.asCredit(), item.asItem(), amount, asked)
                : Allocation.ofOwnCommand(credit.asCredit(), item.asItem(), amount);

        assertThat(made.valueOn()).isBetween(earliest, made.accountingOn());
        credit.changes.add(new Change(made.valueOn(), made.accountingOn(), Change.BY_THIS_COMMAND, -amount));
        item.changes.add(new Change(made.valueOn(), made.accountingOn(), Change.BY_THIS_COMMAND, -amount));
        live.add(new Made(credit, item, made));
    }

    private static void isNeverNegative(Side side) {
        for (Function<Change, LocalDate> basis :
                List.<Function<Change, LocalDate>>of(Change::valueOn, Change::accountingOn)) {
            for (int day = 0; day < DAYS * 2; day++) {
                LocalDate end = START.plusDays(day);
                long level = side.changes.stream()
                        .filter(change -> !basis.apply(change).isAfter(end))
                        .mapToLong(Change::delta)
                        .sum();
                assertThat(level).isBetween(0L, side.amount);
            }
        }
    }

    private static List<Side> sides(Random random) {
        return List.of(
                new Side(1 + random.nextInt(100), random.nextInt(60)),
                new Side(1 + random.nextInt(100), random.nextInt(60)));
    }

    private static Side pick(Random random, List<Side> sides) {
        return sides.get(random.nextInt(sides.size()));
    }

    /** An allocation that was made, undone on a day of its own, as the books do it. */
    private record Made(Side credit, Side item, Allocation made) {

        void undo(int daysLater) {
            LocalDate on = made.accountingOn().plusDays(daysLater);
            var back = new Change(on, on, Change.BY_THIS_COMMAND, made.amount().amount());
            credit.changes.add(back);
            item.changes.add(back);
        }
    }

    /** An item or a credit, with what happened to it so far. */
    private static final class Side {

        private final long amount;
        private final LocalDate from;
        private final List<Change> changes = new ArrayList<>();

        Side(long amount, int day) {
            this.amount = amount;
            this.from = START.plusDays(day);
            change(day, day, amount);
        }

        void change(int valueDay, int accountingDay, long delta) {
            changes.add(
                    new Change(START.plusDays(valueDay), START.plusDays(accountingDay), Change.BY_THIS_COMMAND, delta));
        }

        long left() {
            return changes.stream().mapToLong(Change::delta).sum();
        }

        OpenItem asItem() {
            return new OpenItem(
                    new UUID(0, 2),
                    CUSTOMER,
                    OpenItem.Kind.INVOICE,
                    "INV-1",
                    new Money(amount, EUR),
                    new Money(left(), EUR),
                    from,
                    from,
                    false,
                    List.copyOf(changes));
        }

        Credit asCredit() {
            return new Credit(
                    new UUID(0, 3),
                    Credit.Kind.PAYMENT,
                    CUSTOMER,
                    new Money(amount, EUR),
                    new Money(left(), EUR),
                    from,
                    from,
                    List.copyOf(changes));
        }
    }
}
