package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.invoice.DepositTax.Correction;
import io.duebook.invoice.DepositTax.Posted;
import io.duebook.item.DepositMoney.Held;
import io.duebook.platform.Version;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A deposit of 119.00 and 107.00 at two rates, issued on the tenth of January. */
class DepositTaxTest {

    private static final Currency EUR = Currency.of("EUR");

    @Test
    void eachDayHasTheTaxOfWhatIsHeld() {
        assertThat(said(List.of(held(12, 22_600)), List.of())).containsExactly("2026-01-12 19=1900 7=700");
        assertThat(said(List.of(held(12, 22_600), held(20, -22_600)), posted(12, 1_900, 700)))
                .containsExactly("2026-01-20 19=-1900 7=-700");
        assertThat(said(List.of(held(12, 50_000)), List.of())).containsExactly("2026-01-12 19=1900 7=700");
    }

    @Test
    void whatCameBeforeItWasIssuedCountsFromItsIssue() {
        assertThat(said(List.of(held(3, 22_600)), List.of())).containsExactly("2026-01-10 19=1900 7=700");
    }

    @Test
    void moneyThatComesBackForAVoidOneBearsNone() {
        List<Held> came = List.of(held(12, 22_600), held(20, -22_600), held(25, 22_600));
        var before = new ArrayList<>(posted(12, 1_900, 700));
        before.addAll(posted(20, -1_900, -700));

        assertThat(DepositTax.corrections(voidOn(20), came, before)).isEmpty();
        assertThat(DepositTax.corrections(voidOn(20), came, posted(12, 1_900, 700)))
                .singleElement()
                .extracting(Correction::on)
                .isEqualTo(LocalDate.of(2026, 1, 20));
    }

    @Test
    void aPastThatNeverWasIsCorrectedOnItsOwnDays() {
        var after = new ArrayList<>(posted(12, 1_900, 700));
        after.addAll(posted(20, -1_900, -700));

        assertThat(said(List.of(), after)).containsExactly("2026-01-12 19=-1900 7=-700", "2026-01-20 19=1900 7=700");
    }

    @Test
    void onceItIsSaidNothingIsLeftToSayAndNoDayHasMoreThanTheWhole() {
        var random = new Random(151);
        for (int round = 0; round < 500; round++) {
            var changes = new ArrayList<Held>();
            var said = new ArrayList<Posted>();
            for (int step = 0; step < 8; step++) {
                changes.add(held(1 + random.nextInt(28), random.nextInt(30_000) - 10_000));
                corrections(changes, said).forEach(one -> one.rates()
                        .forEach((rate, amount) -> said.add(new Posted(one.on(), rate, amount))));
                assertThat(corrections(changes, said)).isEmpty();
            }
            for (int day = 1; day <= 31; day++) {
                LocalDate on = LocalDate.of(2026, 1, day);
                long sum = said.stream()
                        .filter(row -> !row.on().isAfter(on))
                        .mapToLong(Posted::amount)
                        .sum();
                assertThat(sum).isBetween(0L, 2_600L);
            }
        }
    }

    private static List<String> said(List<Held> held, List<Posted> posted) {
        return corrections(held, posted).stream()
                .map(one -> one.on() + " 19=" + one.rates().getOrDefault(new BigDecimal(19), 0L) + " 7="
                        + one.rates().getOrDefault(new BigDecimal(7), 0L))
                .toList();
    }

    private static List<Correction> corrections(List<Held> held, List<Posted> posted) {
        return DepositTax.corrections(DEPOSIT, held, posted);
    }

    private static Held held(int day, long delta) {
        return new Held(LocalDate.of(2026, 1, day), delta, Instant.EPOCH);
    }

    private static List<Posted> posted(int day, long nineteen, long seven) {
        LocalDate on = LocalDate.of(2026, 1, day);
        return List.of(new Posted(on, new BigDecimal("19.000000"), nineteen), new Posted(on, new BigDecimal(7), seven));
    }

    private static final Deposit DEPOSIT = deposit(null);

    private static Deposit voidOn(int day) {
        return deposit(LocalDate.of(2026, 1, day));
    }

    private static Deposit deposit(@Nullable LocalDate voidOn) {
        return new Deposit(
                new DepositId(UUID.randomUUID()),
                new CustomerId(UUID.randomUUID()),
                "D-1",
                null,
                LocalDate.of(2026, 1, 10),
                LocalDate.of(2026, 1, 10),
                List.of(),
                List.of(
                        new TaxShare(new BigDecimal(7), new Money(10_000, EUR), new Money(700, EUR)),
                        new TaxShare(new BigDecimal(19), new Money(10_000, EUR), new Money(1_900, EUR))),
                new Money(22_600, EUR),
                null,
                voidOn,
                Version.FIRST,
                Instant.EPOCH);
    }
}
