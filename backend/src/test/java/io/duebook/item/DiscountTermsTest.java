package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Policies.PartPayment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountTermsTest {

    private static final LocalDate UNTIL = LocalDate.of(2026, 1, 20);
    private static final CustomerId CUSTOMER = new CustomerId(new UUID(0, 1));

    @ParameterizedTest(name = "{3}: of {0} at {1} %, {2} open, {3} paid earns {4} in full, {5} pro rata")
    @CsvSource({
        // claim, percent, open, paid, full_only, pro_rata
        "10000, 2,   10000, 9800, 200, 200",
        "10000, 2,   10000, 9801, 199, 199",
        "10000, 2,   10000, 9799,   0, 200",
        "10000, 2,   10000, 10000,  0,   0",
        "10000, 2,   10000, 5000,   0, 102",
        "10000, 2,    5000, 4900, 100, 100",
        "  333, 3,     333,  323,  10,  10",
        "    1, 2,       1,    1,   0,   0",
        "   25, 2,      25,   24,   1,   1",
        "10000, 0.125, 10000, 9987, 13, 13",
        "   10, 50,     10,    1,   0,   1"
    })
    void whatStaysOpenIsTheDiscountIfItIsNoMore(
            long claim, String percent, long open, long paid, long full, long proRata) {
        DiscountTerms terms = terms(claim, percent);

        assertThat(terms.earned(open, paid, UNTIL, PartPayment.FULL_ONLY)).isEqualTo(full);
        assertThat(terms.earned(open, paid, UNTIL, PartPayment.PRO_RATA)).isEqualTo(proRata);
        assertThat(terms.earned(open, paid, UNTIL.plusDays(1), PartPayment.PRO_RATA))
                .as("a day late")
                .isZero();
    }

    @Test
    void aPartOfTheLargestClaimAtAlmostTheWholeEarnsWhatIsLeft() {
        var terms = new DiscountTerms(
                new BigDecimal("99.999999"), UNTIL, Money.MOST, List.of(), List.of(), Money.MOST / 10 * 9, List.of());

        assertThat(terms.earned(Money.MOST, Money.MOST / 1_000, UNTIL, PartPayment.PRO_RATA))
                .isEqualTo(terms.left(UNTIL));
    }

    @Test
    void creditNotesUpToTheMoneysDayLowerIt() {
        var terms = new DiscountTerms(
                new BigDecimal("2"),
                UNTIL,
                11_900,
                List.of(rate("19", 10_000, 1_900)),
                List.of(
                        new DiscountTerms.Credited(UNTIL.minusDays(5), rate("19", 1_000, 190)),
                        new DiscountTerms.Credited(UNTIL.minusDays(1), rate("19", 2_000, 380))),
                0,
                List.of());

        assertThat(terms.left(UNTIL.minusDays(6))).isEqualTo(238);
        assertThat(terms.left(UNTIL.minusDays(5))).isEqualTo(214);
        assertThat(terms.left(UNTIL)).isEqualTo(167);
        assertThat(terms.left(UNTIL.plusDays(1))).isZero();
    }

    @Test
    void itsTaxIsItsPartOfTheClaimsTax() {
        var terms = new DiscountTerms(
                new BigDecimal("2"),
                UNTIL,
                22_600,
                List.of(rate("7", 10_000, 700), rate("19", 10_000, 1_900)),
                List.of(),
                0,
                List.of());

        // 4.52 over 107.00 and 119.00: 2.14 and 2.38, of which 0.14 and 0.38 are tax.
        assertThat(terms.taxesOf(452, UNTIL)).containsExactly(rate("7", 200, 14), rate("19", 200, 38));
    }

    /** Claims of any currency (to us only a number of minor units), any rate, paid in any parts, late and early. */
    @Test
    void neverMoreThanTheWholeNeverMoreThanIsOpenAndAllOfItForWhoPaysTheRestInTime() {
        var random = new Random(20260120);
        for (int round = 0; round < 3_000; round++) {
            Currency currency = Currency.of(List.of("JPY", "EUR", "KWD").get(random.nextInt(3)));
            String percent = random.nextInt(1, 100) + "." + random.nextInt(1_000_000);
            LocalDate issued = LocalDate.of(2023 + random.nextInt(3), 2, 1).plusDays(random.nextInt(60));
            var claim = new Claimed(random, currency, percent, issued.plusDays(random.nextInt(31)));
            Policies.Discount policy =
                    new Policies.Discount(PartPayment.values()[random.nextInt(2)], random.nextBoolean());
            for (int step = 0; step < 12 && claim.open > 0; step++) {
                claim.step(random, issued.plusDays(random.nextInt(40)), policy);
            }
        }
    }

    /** A claim with what happened to it, kept apart from the rule that is tested. */
    private static final class Claimed {
        private final Currency currency;
        private final BigDecimal percent;
        private final LocalDate until;
        private final List<TaxPart> taxes;
        private final long amount;
        private final List<DiscountTerms.Credited> credited = new ArrayList<>();
        private final List<TaxPart> lowered = new ArrayList<>();
        private long open;
        private long discounted;

        Claimed(Random random, Currency currency, String percent, LocalDate until) {
            this.currency = currency;
            this.percent = new BigDecimal(percent);
            this.until = until;
            long net = 1 + random.nextLong(random.nextBoolean() ? 1_000 : 10_000_000_000L);
            long tax = BigDecimal.valueOf(net)
                    .multiply(new BigDecimal("0.19"))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            this.taxes = random.nextBoolean() ? List.of(rate("19", net, tax)) : List.of();
            this.amount = net + (taxes.isEmpty() ? 0 : tax);
            this.open = amount;
        }

        void step(Random random, LocalDate day, Policies.Discount policy) {
            if (random.nextInt(5) == 0) {
                credit(random, day);
            } else {
                pay(random, day, policy);
            }
        }

        private void credit(Random random, LocalDate day) {
            long left = amount
                    - credited.stream().mapToLong(note -> note.part().gross()).sum();
            long taken = Math.min(open, left == 0 ? 0 : random.nextLong(left) / 3);
            TaxPart part = taxes.isEmpty()
                    ? rate("0", taken, 0)
                    : TaxPart.ofPart(taxes, taken).getFirst();
            credited.add(new DiscountTerms.Credited(day, part));
            open -= taken;
        }

        private void pay(Random random, LocalDate day, Policies.Discount policy) {
            DiscountTerms terms = terms();
            long left = terms.left(day);
            boolean paysTheRest = random.nextInt(3) == 0;
            long paid = paysTheRest ? Math.max(0, open - left) : random.nextLong(open + 1);
            if (paid == 0) {
                return;
            }
            Optional<Discount> taken = new EarlyPayment(day, policy).discountOn(item(terms), paid);
            long earned = taken.map(Discount::amount).orElse(0L);

            assertThat(earned).isBetween(0L, Math.min(left, open - paid));
            if (day.isAfter(until)) {
                assertThat(earned).isZero();
            } else if (paysTheRest) {
                assertThat(paid + earned).as("%s of %s", paid, this).isEqualTo(open);
            }
            taken.ifPresent(discount -> {
                assertThat(discount.taxes())
                        .allSatisfy(part -> assertThat(part.tax()).isBetween(0L, part.gross()));
                if (!policy.taxFollows() || taxes.isEmpty()) {
                    assertThat(discount.taxes()).isEmpty();
                }
                lowered.addAll(discount.taxes());
            });
            open -= paid + earned;
            discounted += earned;
            assertThat(discounted).isLessThanOrEqualTo(DiscountTerms.whole(percent, amount));
            assertThat(lowered.stream().mapToLong(TaxPart::tax).sum())
                    .isLessThanOrEqualTo(taxes.stream().mapToLong(TaxPart::tax).sum());
        }

        private DiscountTerms terms() {
            return new DiscountTerms(percent, until, amount, taxes, credited, discounted, lowered);
        }

        private OpenItem item(DiscountTerms terms) {
            return new OpenItem(
                    new UUID(0, 2),
                    CUSTOMER,
                    OpenItem.Kind.INVOICE,
                    "INV-1",
                    new Money(amount, currency),
                    new Money(open, currency),
                    until,
                    until,
                    false,
                    List.of(),
                    OffTheBooks.NOTHING,
                    null,
                    terms);
        }

        @Override
        public String toString() {
            return "%s open of %s at %s until %s, %s taken".formatted(open, amount, percent, until, discounted);
        }
    }

    /** Small part payments are rounded each for itself, and still never earn more than the whole. */
    @Test
    void manySmallPartsEarnNoMoreThanOne() {
        for (String percent : List.of("1", "2.5", "34", "49.999999", "60", "99")) {
            long open = 1_000;
            long taken = 0;
            while (open > 0) {
                var terms = new DiscountTerms(
                        new BigDecimal(percent), UNTIL, 1_000, List.of(), List.of(), taken, List.of());
                long earned = terms.earned(open, 1, UNTIL, PartPayment.PRO_RATA);
                taken += earned;
                open -= 1 + earned;
            }
            assertThat(taken).as(percent).isEqualTo(DiscountTerms.whole(new BigDecimal(percent), 1_000));
        }
    }

    @Test
    void aPartThatStaysKeepsItsPartOfTheDiscount() {
        var made = new MadeDiscount(UUID.randomUUID(), UUID.randomUUID(), 238, List.of(rate("19", 200, 38)));

        Discount kept = Discount.ofRest(made, 5_831, 11_662);

        assertThat(kept.amount()).isEqualTo(119);
        assertThat(kept.taxes()).containsExactly(rate("19", 100, 19));
    }

    private static DiscountTerms terms(long claim, String percent) {
        return new DiscountTerms(new BigDecimal(percent), UNTIL, claim, List.of(), List.of(), 0, List.of());
    }

    private static TaxPart rate(String percent, long net, long tax) {
        return new TaxPart(new BigDecimal(percent), net, tax);
    }
}
