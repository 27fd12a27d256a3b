package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.ledger.Transfer;
import io.duebook.platform.Version;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the tax of a document falls to the claims it names: worked by hand, then over many random documents. */
class CreditShareTest {

    private static final Currency EUR = Currency.of("EUR");
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID THIRD = new UUID(0, 3);
    private static final List<String> RATES = List.of("0", "5", "7", "19", "8.875", "0.5", "100");

    @Test
    void theLastNamedTakesTheRest() {
        // 10.02 × 19 % = 1.9038; 20.01 × 19 % = 3.8019; together 5.7057 → 5.71
        assertThat(shares(line(FIRST, 1002, "19"), line(SECOND, 2001, "19")))
                .containsExactly(share(FIRST, "19", 1002, 190), share(SECOND, "19", 2001, 381));
    }

    @Test
    void nobodyGetsMoreThanThereIs() {
        // Each 0.5 → 1; together 1.5 → 2: nothing is left for the last.
        assertThat(shares(line(FIRST, 5, "10"), line(SECOND, 5, "10"), line(THIRD, 5, "10")))
                .containsExactly(share(FIRST, "10", 5, 1), share(SECOND, "10", 5, 1), share(THIRD, "10", 5, 0));
    }

    @Test
    void whatNamesNoClaimLeavesTheRestToOneThatIsNamed() {
        assertThat(shares(line(FIRST, 2001, "19"), line(null, 1002, "19")))
                .containsExactly(share(null, "19", 1002, 190), share(FIRST, "19", 2001, 381));
    }

    @Test
    void eachRateIsSplitOnItsOwn() {
        assertThat(shares(line(FIRST, 1000, "19"), line(FIRST, 1000, "7"), line(SECOND, 1000, "7.0")))
                .containsExactly(
                        share(FIRST, "7", 1000, 70), share(SECOND, "7", 1000, 70), share(FIRST, "19", 1000, 190));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "EUR", "KWD"})
    void noMinorUnitIsLostOrInvented(String currency) {
        Random random = new Random(currency.hashCode());
        for (int round = 0; round < 2_000; round++) {
            List<CreditLine> lines = random(random, Currency.of(currency));
            List<CreditShare> shares = CreditShare.of(lines);
            List<TaxShare> whole =
                    TaxShare.of(lines.stream().map(CreditLine::line).toList());

            assertThat(shares)
                    .allMatch(share -> share.net().amount() >= 0 && share.tax().amount() >= 0);
            for (TaxShare rate : whole) {
                List<CreditShare> ofRate = shares.stream()
                        .filter(share -> share.rate().equals(rate.rate()))
                        .toList();
                assertThat(sum(ofRate, CreditShare::net)).isEqualTo(rate.net().amount());
                assertThat(sum(ofRate, CreditShare::tax))
                        .isEqualTo(rate.tax().amount())
                        .isEqualTo(halfUp(rate.net(), rate.rate()));
                eachButTheLastHasItsOwn(ofRate, rate);
                assertThat(ofRate.stream().skip(1)).allMatch(share -> share.claim() != null);
            }
            postsAllOfIt(lines, shares);
        }
    }

    private static void eachButTheLastHasItsOwn(List<CreditShare> ofRate, TaxShare rate) {
        long left = rate.tax().amount();
        for (CreditShare share : ofRate.subList(0, ofRate.size() - 1)) {
            assertThat(share.tax().amount()).isEqualTo(Math.min(left, halfUp(share.net(), rate.rate())));
            left -= share.tax().amount();
        }
        assertThat(ofRate.getLast().tax().amount()).isEqualTo(left);
    }

    private static void postsAllOfIt(List<CreditLine> lines, List<CreditShare> shares) {
        Money total = shares.stream()
                .map(CreditShare::gross)
                .reduce(Money.zero(lines.getFirst().line().currency()), Money::plus);
        if (!total.isPositive()) {
            return;
        }
        var note = new CreditNote(
                new CreditNoteId(new UUID(1, 1)),
                new CustomerId(new UUID(1, 2)),
                "CN-1",
                null,
                LocalDate.EPOCH,
                lines,
                List.of(),
                shares,
                total,
                null,
                null,
                Map.of(),
                Version.FIRST);

        assertThat(note.net().plus(note.tax())).isEqualTo(total);
        assertThat(note.posting(new UUID(1, 3)).orElseThrow().transfers())
                .extracting(Transfer::amount)
                .allMatch(Money::isPositive)
                .satisfies(amounts -> assertThat(amounts.stream()
                                .map(Money.class::cast)
                                .mapToLong(Money::amount)
                                .sum())
                        .isEqualTo(total.amount()));
        assertThat(note.taxes())
                .isEqualTo(TaxShare.of(lines.stream().map(CreditLine::line).toList()));
    }

    private static List<CreditLine> random(Random random, Currency currency) {
        var lines = new ArrayList<CreditLine>();
        var claims = new ArrayList<@Nullable UUID>(List.of(FIRST, SECOND, THIRD));
        claims.add(null);
        int count = 1 + random.nextInt(7);
        for (int at = 0; at < count; at++) {
            lines.add(new CreditLine(
                    claims.get(random.nextInt(claims.size())),
                    null,
                    Line.of(
                            "x",
                            BigDecimal.valueOf(1 + random.nextInt(2_000_000), random.nextInt(7)),
                            new Money(1 + random.nextInt(100_000), currency),
                            new BigDecimal(RATES.get(random.nextInt(RATES.size()))))));
        }
        return lines;
    }

    private static long halfUp(Money net, BigDecimal rate) {
        return BigDecimal.valueOf(net.amount())
                .multiply(rate)
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static long sum(List<CreditShare> shares, java.util.function.Function<CreditShare, Money> part) {
        return shares.stream().map(part).mapToLong(Money::amount).sum();
    }

    private static List<CreditShare> shares(CreditLine... lines) {
        return CreditShare.of(List.of(lines));
    }

    private static CreditLine line(@Nullable UUID claim, long amount, String rate) {
        return new CreditLine(claim, null, Line.of("x", BigDecimal.ONE, new Money(amount, EUR), new BigDecimal(rate)));
    }

    private static CreditShare share(@Nullable UUID claim, String rate, long net, long tax) {
        return new CreditShare(
                claim, new BigDecimal(rate).stripTrailingZeros(), new Money(net, EUR), new Money(tax, EUR));
    }
}
