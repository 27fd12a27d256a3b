package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaxPartTest {

    @Test
    void onePartOfOneRateIsRoundedOnce() {
        // 119.00 at 19 %: of 50.00 it is 50.00 × 19.00 ÷ 119.00 = 7.9831… → 7.98
        assertThat(TaxPart.ofPart(List.of(rate("19", 10_000, 1_900)), 5_000)).containsExactly(rate("19", 4_202, 798));
    }

    @Test
    void severalRatesShareInProportionToTheirGrossAndTheFirstTakeWhatIsLeftOver() {
        List<TaxPart> parts = TaxPart.ofPart(List.of(rate("0", 100, 0), rate("7", 100, 7), rate("19", 100, 19)), 100);

        // 100 × 100 ÷ 326 = 30.6 → 30 and one left over, 100 × 107 ÷ 326 = 32.8 → 32 and one left over, 36.5 → 36
        assertThat(parts).extracting(TaxPart::gross).containsExactly(31L, 33L, 36L);
        assertThat(parts).extracting(TaxPart::tax).containsExactly(0L, 2L, 6L);
    }

    @Test
    void theWholeIsWhatTheDocumentSaidAndPartsAlwaysAddUp() {
        var random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            List<TaxPart> claim = claim(random);
            long whole = claim.stream().mapToLong(TaxPart::gross).sum();
            if (whole <= 0) {
                continue;
            }
            long part = random.nextLong(whole + 1);

            assertThat(TaxPart.ofPart(claim, part).stream()
                            .mapToLong(TaxPart::gross)
                            .sum())
                    .as("round %s: %s of %s", round, part, claim)
                    .isEqualTo(part);
            assertThat(TaxPart.ofPart(claim, whole))
                    .isEqualTo(claim.stream().filter(rate -> rate.gross() != 0).toList());
        }
    }

    /** One of whose rates may be negative: a discount line taxed differently from the goods. */
    private static List<TaxPart> claim(Random random) {
        var rates = new ArrayList<TaxPart>();
        for (String percent : List.of("0", "5.5", "7", "19", "25")) {
            if (random.nextBoolean()) {
                long net = random.nextLong(-1_000, 1_000_000_000);
                long tax = new BigDecimal(percent)
                        .movePointLeft(2)
                        .multiply(BigDecimal.valueOf(net))
                        .setScale(0, java.math.RoundingMode.HALF_UP)
                        .longValueExact();
                rates.add(rate(percent, net, tax));
            }
        }
        return rates;
    }

    private static TaxPart rate(String percent, long net, long tax) {
        return new TaxPart(new BigDecimal(percent), net, tax);
    }
}
