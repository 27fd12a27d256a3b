package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OffTheBooksTest {

    private static final BigDecimal FULL = new BigDecimal("19");
    private static final BigDecimal REDUCED = new BigDecimal("7");

    @Test
    void thePartsBringBackExactlyTheReliefHoweverItIsCutUp() {
        var random = new Random(20261122);
        for (int round = 0; round < 2_000; round++) {
            long amount = 1 + random.nextInt(500);
            long full = random.nextLong(amount + 1);
            var relief = new TreeMap<>(Map.of(FULL, full, REDUCED, random.nextLong(amount - full + 1)));
            var left = new OffTheBooks(amount, relief, List.of());
            var given = new TreeMap<>(Map.of(FULL, 0L, REDUCED, 0L));

            while (left.amount() > 0) {
                long part = 1 + random.nextLong(left.amount());
                Map<BigDecimal, Long> share = left.reliefOf(part);
                share.forEach((rate, tax) -> given.merge(rate, tax, Long::sum));
                assertThat(share.values().stream().mapToLong(Long::longValue).sum())
                        .isBetween(0L, part);
                left = without(left, part, share);
            }

            assertThat(given).isEqualTo(relief);
        }
    }

    @Test
    void aShareIsPartTimesReliefOverWhatIsWrittenOff() {
        var off = new OffTheBooks(11_900, Map.of(FULL, 1_900L), List.of());

        // 50.00 × 19.00 ÷ 119.00 = 7.98
        assertThat(off.reliefOf(5_000)).isEqualTo(Map.of(FULL, 798L));
        assertThat(off.reliefOf(11_900)).isEqualTo(Map.of(FULL, 1_900L));
        assertThat(off.reliefOf(0)).isEmpty();
    }

    private static OffTheBooks without(OffTheBooks off, long part, Map<BigDecimal, Long> share) {
        var relief = new TreeMap<>(off.relief());
        share.forEach((rate, tax) -> relief.merge(rate, -tax, Long::sum));
        return new OffTheBooks(off.amount() - part, relief, List.of());
    }
}
