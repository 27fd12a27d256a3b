package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.item.Allocator.Part;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlementOrderTest {

    private static final Currency EUR = Currency.of("EUR");
    private static final CustomerId CUSTOMER = new CustomerId(new UUID(0, 1));
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    @Test
    void noneGivesMoreThanThereIsOrMoreThanIsOwedOrHeedsTheOrderOfItsInput() {
        Random random = new Random(20260310);
        for (int round = 0; round < 2_000; round++) {
            List<OpenItem> items = items(random);
            long amount = 1 + random.nextLong(random.nextInt(20) == 0 ? Money.MOST : 3_000);
            for (SettlementOrder order : orders(random, items, amount)) {
                List<Part> parts = order.parts(amount, items);

                Map<UUID, OpenItem> byId = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
                assertThat(sum(parts)).as("%s of %s", order, amount).isLessThanOrEqualTo(amount);
                assertThat(parts).allSatisfy(part -> assertThat(part.amount())
                        .isBetween(
                                1L,
                                Objects.requireNonNull(byId.get(part.item()))
                                        .claimed()
                                        .amount()));
                assertThat(parts).extracting(Part::item).doesNotHaveDuplicates();
                var shuffled = new ArrayList<>(items);
                Collections.shuffle(shuffled, random);
                assertThat(order.parts(amount, shuffled)).isEqualTo(parts);
            }
        }
    }

    @Test
    void whatNamesNoItemUsesAllOfTheMoneyOrSettlesAllThatIsOpen() {
        Random random = new Random(20260311);
        for (int round = 0; round < 2_000; round++) {
            List<OpenItem> items = items(random);
            long open = items.stream().mapToLong(item -> item.open().amount()).sum();
            long amount = 1 + random.nextLong(3_000);
            for (SettlementOrder order : unnamed()) {
                assertThat(sum(order.parts(amount, items))).isEqualTo(Math.min(amount, open));
            }
        }
    }

    @Test
    void proRataIsWithinOneUnitOfTheProportionAndTheOldestHaveTheUnits() {
        Random random = new Random(20260312);
        for (int round = 0; round < 2_000; round++) {
            List<OpenItem> items = items(random);
            long open = items.stream().mapToLong(item -> item.open().amount()).sum();
            if (open < 2) {
                continue;
            }
            long amount = 1 + random.nextLong(open - 1);
            Map<UUID, Long> shares = new SettlementOrder.ProRata()
                    .parts(amount, items).stream().collect(Collectors.toMap(Part::item, Part::amount));
            List<Long> above = items.stream()
                    .filter(item -> item.open().isPositive())
                    .sorted(OpenItem.OLDEST_FIRST)
                    .map(item -> shares.getOrDefault(item.id(), 0L)
                            - amount * item.open().amount() / open)
                    .toList();
            assertThat(above).allMatch(unit -> unit == 0 || unit == 1);
            assertThat(above).isSortedAccordingTo(Collections.reverseOrder());
        }
    }

    @Test
    void statutorySettlesEachDebtWithItsCostsAndItsInterestBeforeTheNext() {
        OpenItem old = item(1, OpenItem.Kind.INVOICE, "A", 100, 10, null);
        OpenItem young = item(2, OpenItem.Kind.INVOICE, "B", 100, 20, null);
        OpenItem interestOfOld = item(3, OpenItem.Kind.INTEREST, "I", 7, 90, old);
        OpenItem costOfOld = item(4, OpenItem.Kind.FEE, "C", 40, 95, old);
        OpenItem interestOfYoung = item(5, OpenItem.Kind.INTEREST, "J", 3, 60, young);
        OpenItem costOfNone = item(6, OpenItem.Kind.FEE, "D", 5, 15, null);
        List<OpenItem> items = List.of(young, interestOfYoung, old, costOfNone, costOfOld, interestOfOld);

        assertThat(new SettlementOrder.Statutory().parts(160, items))
                .containsExactly(
                        new Part(costOfOld.id(), 40),
                        new Part(interestOfOld.id(), 7),
                        new Part(old.id(), 100),
                        new Part(costOfNone.id(), 5),
                        new Part(interestOfYoung.id(), 3),
                        new Part(young.id(), 5));
        // What hangs on a debt that is paid already is as old as the debt.
        assertThat(new SettlementOrder.Statutory().parts(8, List.of(young, interestOfOld)))
                .containsExactly(new Part(interestOfOld.id(), 7), new Part(young.id(), 1));
    }

    @Test
    void theReferenceNamesDocumentsByWholeWordsInItsOrder() {
        OpenItem first = item(1, OpenItem.Kind.INVOICE, "INV-1", 100, 10, null);
        OpenItem eleventh = item(2, OpenItem.Kind.INVOICE, "INV-11", 100, 20, null);
        OpenItem slashed = item(3, OpenItem.Kind.INVOICE, "2026/7", 100, 5, null);
        List<OpenItem> items = List.of(first, eleventh, slashed);

        assertThat(named("INV-11, 2026/7 and (INV-1).", items)).containsExactly(eleventh, slashed, first);
        assertThat(named("INV-1;INV-1", items)).containsExactly(first);
        assertThat(named("货款：INV-11，2026/7、（INV-1）。", items)).containsExactly(eleventh, slashed, first);
        assertThat(named("INV-1\u3000【INV-11】；谢谢", items)).containsExactly(first, eleventh);
        assertThat(named("INV-111 xINV-1 INV-1-1 inv-1", items)).isEmpty();
        assertThat(named("", items)).isEmpty();
    }

    private static List<OpenItem> named(String reference, List<OpenItem> items) {
        return new SettlementOrder.ByReference(reference)
                .parts(1_000, items).stream()
                        .map(part -> items.stream()
                                .filter(item -> item.id().equals(part.item()))
                                .findFirst()
                                .orElseThrow())
                        .toList();
    }

    private static List<SettlementOrder> unnamed() {
        return List.of(
                new SettlementOrder.OldestFirst(), new SettlementOrder.Statutory(), new SettlementOrder.ProRata());
    }

    private static List<SettlementOrder> orders(Random random, List<OpenItem> items, long amount) {
        var all = new ArrayList<>(unnamed());
        all.add(new SettlementOrder.Nothing());
        all.add(new SettlementOrder.ByReference(items.stream()
                .filter(item -> random.nextBoolean())
                .map(OpenItem::number)
                .collect(Collectors.joining(" "))));
        long each = amount / items.size();
        all.add(new SettlementOrder.Chosen(items.stream()
                .filter(item -> each > 0)
                .map(item -> new Part(item.id(), each))
                .toList()));
        return all;
    }

    private static List<OpenItem> items(Random random) {
        var items = new ArrayList<OpenItem>();
        LongStream.rangeClosed(1, 1 + random.nextInt(8)).forEach(number -> {
            OpenItem.Kind kind = OpenItem.Kind.values()[random.nextInt(OpenItem.Kind.values().length)];
            OpenItem about =
                    kind == OpenItem.Kind.INVOICE || items.isEmpty() ? null : items.get(random.nextInt(items.size()));
            items.add(item(number, kind, "N-" + random.nextInt(6), random.nextInt(500), random.nextInt(9), about));
        });
        return items;
    }

    private static OpenItem item(
            long id, OpenItem.Kind kind, String number, long open, int dueDay, @Nullable OpenItem about) {
        return new OpenItem(
                new UUID(0, id),
                CUSTOMER,
                kind,
                number,
                new Money(500, EUR),
                new Money(open, EUR),
                START,
                START.plusDays(dueDay),
                false,
                List.of(),
                OffTheBooks.NOTHING,
                about == null ? null : about.debt(),
                null);
    }

    private static long sum(List<Part> parts) {
        return parts.stream().mapToLong(Part::amount).sum();
    }
}
