package io.duebook.charge;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.charge.Reckoning.Claimed;
import io.duebook.item.Debt;
import io.duebook.item.Debt.PrincipalChange;
import io.duebook.item.OpenItem;
import io.duebook.platform.Ids;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Policies.InterestMode;
import io.duebook.tenant.Policies.InterestRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterestTest {

    private static final Policies.Interest NINE_PERCENT = rates(InterestMode.FLOATING, "2020-01-01", "9");

    @ParameterizedTest
    @CsvSource({
        "EUR, 1000000, 2025-01-31, 2025-03-02, 7397", // 30 days
        "JPY, 1000000, 2025-01-31, 2025-03-02, 7397",
        "KWD, 1000000, 2025-01-31, 2025-03-02, 7397",
        "EUR, 1000000, 2025-01-31, 2025-01-31, 0", // the due date bears none
        "EUR, 1000000, 2025-01-31, 2025-02-01, 247", // 246.575…
        "EUR, 36500000, 2022-12-31, 2023-12-31, 3285000", // 365 days are a year
        "EUR, 36500000, 2023-12-31, 2024-12-31, 3294000", // a leap year is 366/365 of one
        "EUR, 36500000, 2024-01-31, 2024-02-29, 261000", // 29 days of February
        "EUR, 73000, 2025-01-01, 2025-01-28, 486", // 18 a day
        "EUR, 2, 2025-01-01, 2025-12-31, 0", // 0.1795…
        "EUR, 6, 2025-01-01, 2025-12-31, 1" // 0.5385…
    })
    void countsEveryDayAfterTheDueDateOverAYearOf365(
            String currency, long principal, LocalDate due, LocalDate through, long total) {
        var debt = debt(currency, due, change(due, principal));

        assertThat(Interest.of(debt, NINE_PERCENT, through).total()).isEqualTo(total);
    }

    @Test
    void aHalfIsRoundedUp() {
        // 365 × 10 days × 5 % ÷ 36500 = 0.5
        var five = rates(InterestMode.FLOATING, "2020-01-01", "5");
        var debt = debt("EUR", day("2025-01-01"), change(day("2025-01-01"), 365));

        assertThat(Interest.of(debt, five, day("2025-01-11")).total()).isEqualTo(1);
        assertThat(Interest.of(debt, five, day("2025-01-10")).total()).isZero();
    }

    @Test
    void noClaimIsMoreThanADocumentCanBe() {
        var dear = rates(InterestMode.FLOATING, "1990-01-01", "50");
        var debt = debt("EUR", day("1990-01-01"), change(day("1990-01-01"), Money.MOST));

        assertThat(Interest.of(debt, dear, day("2025-12-31")).total()).isEqualTo(Money.MOST);
    }

    @Test
    void moneyOfADayLowersThePrincipalFromTheNext() {
        var debt = debt(
                "EUR",
                day("2025-01-31"),
                change(day("2025-01-01"), 365_000),
                money(day("2025-02-10"), -200_000),
                money(day("2025-02-20"), -165_000));

        assertThat(Interest.of(debt, NINE_PERCENT, day("2025-03-31")).periods())
                .containsExactly(
                        new Interest.Period(day("2025-02-01"), day("2025-02-10"), 10, 365_000, "9"),
                        new Interest.Period(day("2025-02-11"), day("2025-02-20"), 10, 165_000, "9"));
        assertThat(Interest.of(debt, NINE_PERCENT, day("2025-03-31")).total()).isEqualTo(900 + 407);
    }

    @Test
    void whatIsPaidWhenDueBearsNone() {
        var debt =
                debt("EUR", day("2025-01-31"), change(day("2025-01-01"), 365_000), money(day("2025-01-31"), -365_000));

        assertThat(Interest.of(debt, NINE_PERCENT, day("2025-12-31"))).isEqualTo(new Interest(List.of(), 0));
    }

    @Test
    void whatIsWrittenOffOrWaivedBearsNoneFromThatDay() {
        for (String kind : List.of("write_off", "waiver")) {
            var debt = debt(
                    "EUR",
                    day("2025-01-31"),
                    change(day("2025-01-01"), 365_000),
                    PrincipalChange.of(kind, day("2025-02-11"), -365_000));

            assertThat(Interest.of(debt, NINE_PERCENT, day("2025-12-31")).total())
                    .isEqualTo(900);
        }
    }

    @Test
    void moneyTakenBackBearsInterestAgainFromTheNextDay() {
        var debt = debt(
                "EUR",
                day("2025-01-31"),
                change(day("2025-01-01"), 365_000),
                money(day("2025-02-10"), -365_000),
                PrincipalChange.of("allocation_undone", day("2025-02-20"), 365_000));

        assertThat(Interest.of(debt, NINE_PERCENT, day("2025-02-20")).total()).isEqualTo(900);
        assertThat(Interest.of(debt, NINE_PERCENT, day("2025-02-21")).total()).isEqualTo(990);
    }

    @Test
    void aVoidedClaimNeverBoreAny() {
        var moves = new String[] {"invoice 2025-01-01 365000", "void 2025-06-01 -365000"};
        var debt = new Debt(
                Ids.next(),
                OpenItem.Kind.INVOICE,
                "A-1",
                Currency.of("EUR"),
                day("2025-01-31"),
                0,
                Debt.changes(moves));

        assertThat(Interest.of(debt, NINE_PERCENT, day("2025-12-31")).total()).isZero();
    }

    @Test
    void aFloatingRateFollowsTheTableDayByDay() {
        var floating = rates(InterestMode.FLOATING, "2025-02-06", "10", "2025-02-11", "5");
        var debt = debt("EUR", day("2025-01-31"), change(day("2025-01-01"), 365_000));

        assertThat(Interest.of(debt, floating, day("2025-02-15")).periods())
                .containsExactly(
                        new Interest.Period(day("2025-02-06"), day("2025-02-10"), 5, 365_000, "10"),
                        new Interest.Period(day("2025-02-11"), day("2025-02-15"), 5, 365_000, "5"));
        assertThat(Interest.of(debt, floating, day("2025-02-15")).total()).isEqualTo(500 + 250);
    }

    @Test
    void aFixedRateIsThatOfTheFirstDayOfDefault() {
        var fixed = rates(InterestMode.FIXED_AT_DEFAULT, "2025-02-01", "10", "2025-02-11", "5");

        assertThat(total(fixed, "2025-01-31", "2025-02-20")).isEqualTo(20 * 100);
        assertThat(total(fixed, "2025-02-09", "2025-02-20")).isEqualTo(11 * 100);
        assertThat(total(fixed, "2025-02-10", "2025-02-20")).isEqualTo(10 * 50);
        assertThat(total(fixed, "2025-01-30", "2025-02-20")).isZero();
    }

    @Test
    void withoutRatesThereIsNoInterest() {
        assertThat(total(Policies.DEFAULT.interest(), "2025-01-31", "2025-12-31"))
                .isZero();
    }

    @Test
    void ofWhatIsInDisputeNothingMoreIsClaimedAndAfterwardsAll() {
        var debt = debt("EUR", day("2025-01-31"), change(day("2025-01-01"), 365_000));

        assertThat(due(disputed(debt, 365_000), Claimed.NOTHING)).isZero();
        assertThat(due(disputed(debt, 73_000), Claimed.NOTHING)).isEqualTo(720);
        assertThat(due(debt, Claimed.NOTHING)).isEqualTo(900);
        assertThat(due(debt, new Claimed(720, day("2025-02-10"), 0))).isEqualTo(180);
    }

    @Test
    void aDisputeGivesNothingBackOfWhatWasClaimedBefore() {
        var debt = debt("EUR", day("2025-01-31"), change(day("2025-01-01"), 365_000));
        var claimed = new Claimed(900, day("2025-02-10"), 0);

        var disputed = Reckoning.of(disputed(debt, 365_000), claimed, NINE_PERCENT, day("2025-02-10"));

        assertThat(disputed.due()).isZero();
        assertThat(disputed.excess()).isZero();
    }

    @Test
    void whatIsInDisputeIsTakenOffEachDaysPrincipalAndNeverBelowNothing() {
        var debt = debt(
                "EUR",
                day("2025-01-31"),
                change(day("2025-01-01"), 365_000),
                money(day("2025-02-05"), -365_000 + 73_000));

        assertThat(Interest.ofUndisputed(disputed(debt, 73_000), NINE_PERCENT, day("2025-02-10"))
                        .periods())
                .containsExactly(new Interest.Period(day("2025-02-01"), day("2025-02-05"), 5, 292_000, "9"));
    }

    @Test
    void askingForAnEarlierDayGivesNothingBack() {
        var debt = debt("EUR", day("2025-01-31"), change(day("2025-01-01"), 365_000));
        var claimed = new Claimed(900, day("2025-02-10"), 0);

        var earlier = Reckoning.of(debt, claimed, NINE_PERCENT, day("2025-02-05"));

        assertThat(earlier.due()).isZero();
        assertThat(earlier.excess()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 450", "100, 0, 350", "450, 0, 0", "900, 0, 0"})
    void whatWasTakenBackOrWaivedIsNeitherGivenBackNorClaimedAgain(long ended, long due, long excess) {
        var paidAfterFiveDays =
                debt("EUR", day("2025-01-31"), change(day("2025-01-01"), 365_000), money(day("2025-02-05"), -365_000));
        var claimed = new Claimed(900, day("2025-02-10"), ended);

        var reckoning = Reckoning.of(paidAfterFiveDays, claimed, NINE_PERCENT, day("2025-02-20"));

        assertThat(reckoning.due()).isEqualTo(due);
        assertThat(reckoning.excess()).isEqualTo(excess);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isWhatCountingDayByDayGives(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Debt debt = anyDebt(random);
            Policies.Interest policy = anyPolicy(random);
            LocalDate through = debt.dueOn().plusDays(random.nextInt(900) - 50);

            assertThat(Interest.of(debt, policy, through).total())
                    .as("seed %d, round %d: %s, %s, %s", seed, round, debt, policy, through)
                    .isEqualTo(dayByDay(debt, policy, through));
        }
    }

    /** In however many steps it is claimed, the sum is that of one claim; payments found late in between included. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void anyNumberOfStepsClaimsWhatOneDoes(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Debt debt = anyDebt(random);
            Policies.Interest policy = anyPolicy(random);
            var days = new TreeSet<LocalDate>();
            for (int step = random.nextInt(12); step >= 0; step--) {
                days.add(debt.dueOn().plusDays(random.nextInt(900)));
            }
            Claimed claimed = Claimed.NOTHING;
            for (LocalDate day : days) {
                Debt asKnown = known(debt, random);
                claimed = after(claimed, Reckoning.of(asKnown, claimed, policy, day));
                // The same day again brings nothing, nor does an earlier one after a claim of this.
                assertThat(Reckoning.of(asKnown, claimed, policy, day).due()).isZero();
                assertThat(Reckoning.of(asKnown, claimed, policy, day).excess()).isZero();
                if (claimed.through().equals(day)) {
                    LocalDate earlier = day.minusDays(random.nextInt(60));
                    assertThat(Reckoning.of(asKnown, claimed, policy, earlier).due())
                            .isZero();
                    assertThat(Reckoning.of(asKnown, claimed, policy, earlier).excess())
                            .isZero();
                }
            }
            claimed = after(claimed, Reckoning.of(debt, claimed, policy, days.last()));

            assertThat(claimed.amount())
                    .as("seed %d, round %d: %s, %s, %s", seed, round, debt, policy, days)
                    .isEqualTo(Interest.of(debt, policy, days.last()).total());
        }
    }

    private static Claimed after(Claimed before, Reckoning step) {
        boolean isClaim = step.due() > 0 || step.excess() > 0;
        return isClaim ? new Claimed(before.amount() + step.due() - step.excess(), step.through(), 0) : before;
    }

    /** Not every payment is known at every time. */
    private static Debt known(Debt debt, Random random) {
        return new Debt(
                debt.id(),
                debt.kind(),
                debt.number(),
                debt.currency(),
                debt.dueOn(),
                0,
                debt.changes().stream()
                        .filter(change -> change.delta() > 0 || random.nextInt(4) > 0)
                        .toList());
    }

    private static Debt anyDebt(Random random) {
        LocalDate due = day("2023-01-31").plusDays(random.nextInt(800));
        long principal = 1 + (random.nextBoolean() ? random.nextInt(100) : random.nextLong(1L << 40));
        var changes = new ArrayList<PrincipalChange>();
        changes.add(change(due.minusDays(random.nextInt(60)), principal));
        long left = principal;
        for (int payments = random.nextInt(6); payments > 0 && left > 0; payments--) {
            long part = 1 + random.nextLong(left);
            left -= part;
            LocalDate on = due.plusDays(random.nextInt(400) - 40);
            changes.add(PrincipalChange.of(random.nextInt(5) == 0 ? "write_off" : "allocation", on, -part));
        }
        String currency = List.of("JPY", "EUR", "KWD").get(random.nextInt(3));
        return debt(currency, due, changes.toArray(PrincipalChange[]::new));
    }

    private static Policies.Interest anyPolicy(Random random) {
        var rates = new ArrayList<InterestRate>();
        LocalDate from = day("2022-06-30").plusDays(random.nextInt(500));
        for (int count = random.nextInt(5); count >= 0; count--) {
            rates.add(new InterestRate(
                    from,
                    BigDecimal.valueOf(random.nextInt(25_000_000), 4 + random.nextInt(3))
                            .toPlainString()));
            from = from.plusDays(1 + random.nextInt(300));
        }
        return new Policies.Interest(
                rates, random.nextBoolean() ? InterestMode.FLOATING : InterestMode.FIXED_AT_DEFAULT, 14);
    }

    /** The slow way: a principal and a rate for each day. */
    private static long dayByDay(Debt debt, Policies.Interest policy, LocalDate through) {
        BigDecimal sum = BigDecimal.ZERO;
        LocalDate first = debt.dueOn().plusDays(1);
        for (LocalDate day = first; !day.isAfter(through); day = day.plusDays(1)) {
            LocalDate today = day;
            long principal = debt.changes().stream()
                    .filter(change -> !change.from().isAfter(today))
                    .mapToLong(PrincipalChange::delta)
                    .sum();
            LocalDate asked = policy.mode() == InterestMode.FLOATING ? day : first;
            BigDecimal percent = BigDecimal.ZERO;
            for (InterestRate rate : policy.rates()) {
                percent = rate.from().isAfter(asked) ? percent : new BigDecimal(rate.percent());
            }
            sum = sum.add(BigDecimal.valueOf(principal).multiply(percent));
        }
        return sum.divide(BigDecimal.valueOf(36_500), 0, RoundingMode.HALF_UP).longValueExact();
    }

    private static long total(Policies.Interest policy, String due, String through) {
        return Interest.of(debt("EUR", day(due), change(day("2025-01-01"), 365_000)), policy, day(through))
                .total();
    }

    private static Policies.Interest rates(InterestMode mode, String... daysAndPercents) {
        var rates = new ArrayList<InterestRate>();
        for (int at = 0; at < daysAndPercents.length; at += 2) {
            rates.add(new InterestRate(day(daysAndPercents[at]), daysAndPercents[at + 1]));
        }
        return new Policies.Interest(rates, mode, 14);
    }

    private static Debt debt(String currency, LocalDate due, PrincipalChange... changes) {
        return new Debt(
                Ids.next(),
                OpenItem.Kind.INVOICE,
                "A-1",
                Currency.of(currency),
                due,
                0,
                Stream.of(changes).toList());
    }

    private static Debt disputed(Debt debt, long amount) {
        return new Debt(debt.id(), debt.kind(), debt.number(), debt.currency(), debt.dueOn(), amount, debt.changes());
    }

    private static long due(Debt debt, Claimed claimed) {
        return Reckoning.of(debt, claimed, NINE_PERCENT, day("2025-02-10")).due();
    }

    private static PrincipalChange change(LocalDate on, long delta) {
        return PrincipalChange.of("invoice", on, delta);
    }

    private static PrincipalChange money(LocalDate on, long delta) {
        return PrincipalChange.of("allocation", on, delta);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
