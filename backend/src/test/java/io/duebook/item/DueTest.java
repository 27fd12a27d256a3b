package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.item.Allocator.Part;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final LocalDate START = LocalDate.of(2024, 1, 31);

    @Test
    void moneyFillsTheEarlierPartsFirst() {
        var first = new Due(START, 5_000, 5_000);
        var second = new Due(START.plusDays(29), 5_000, 0);

        assertThat(first.open(10_000)).isEqualTo(5_000);
        assertThat(first.open(7_000)).isEqualTo(2_000);
        assertThat(second.open(7_000)).isEqualTo(5_000);
        assertThat(first.open(4_000)).isZero();
        assertThat(second.open(4_000)).isEqualTo(4_000);
    }

    @Test
    void theOldestDayIsSettledFirstWhosever() {
        OpenItem inParts =
                item(1, 10_000, 10_000, List.of(new Due(START, 5_000, 5_000), new Due(START.plusDays(60), 5_000, 0)));
        OpenItem whole = item(2, 4_000, 4_000, List.of(Due.whole(START.plusDays(30))));

        assertThat(new SettlementOrder.OldestFirst().parts(7_000, List.of(whole, inParts)))
                .containsExactly(new Part(inParts.id(), 5_000), new Part(whole.id(), 2_000));
        assertThat(new SettlementOrder.OldestFirst().parts(12_000, List.of(whole, inParts)))
                .containsExactly(new Part(inParts.id(), 8_000), new Part(whole.id(), 4_000));
    }

    @Test
    void whatIsOpenOfTheClaimIsOpenOfItsPartsWhateverWasPaid() {
        var random = new Random(20240131);
        for (int round = 0; round < 2_000; round++) {
            var amounts = new ArrayList<Long>();
            for (int part = random.nextInt(1, 6); part > 0; part--) {
                amounts.add(1 + random.nextLong(1_000_000));
            }
            long total = amounts.stream().mapToLong(Long::longValue).sum();
            long open = random.nextLong(total + 1);
            var dues = new ArrayList<Due>();
            long later = total;
            for (int at = 0; at < amounts.size(); at++) {
                later -= amounts.get(at);
                dues.add(new Due(START.plusMonths(at), amounts.get(at), later));
            }

            assertThat(dues.stream().mapToLong(due -> due.open(open)).sum()).isEqualTo(open);
            OpenItem item = item(1, total, open, dues);
            long money = random.nextLong(total + 1);
            assertThat(Allocator.inDueOrder(money, List.of(item)).stream()
                            .mapToLong(Part::amount)
                            .sum())
                    .isEqualTo(Math.min(money, open));
        }
    }

    private static OpenItem item(long id, long amount, long open, List<Due> dues) {
        Currency eur = Currency.of("EUR");
        return new OpenItem(
                new UUID(0, id),
                new CustomerId(new UUID(0, 1)),
                OpenItem.Kind.INVOICE,
                "INV-" + id,
                new Money(amount, eur),
                new Money(open, eur),
                START,
                dues.getFirst().on(),
                false,
                List.of(),
                OffTheBooks.NOTHING,
                null,
                null,
                dues);
    }
}
