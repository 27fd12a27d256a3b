package io.duebook.charge;

import io.duebook.item.Debt;
import io.duebook.item.Debt.PrincipalChange;
import io.duebook.item.Due;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Policies.InterestRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The late interest of one claim up to a day: simple, on principal only, actual/365 fixed, from the day after the due
 * date of each part. The periods are exact; their sum is rounded once.
 *
 * @param periods the days on which something was owed at a rate above nothing, in order
 * @param total in minor units of the claim's currency, a half rounded up; never negative, at most {@link Money#MOST}
 */
record Interest(List<Period> periods, long total) {

    private static final BigDecimal MOST = BigDecimal.valueOf(Money.MOST);

    /** A year has 365 days, a leap year too, and rates are in percent. */
    private static final BigDecimal YEAR_IN_PERCENT = BigDecimal.valueOf(365 * 100);

    /**
     * Days in a row with the same principal at the same rate.
     *
     * @param to included
     * @param principal in minor units; positive
     * @param percent a year
     */
    record Period(LocalDate from, LocalDate to, long days, long principal, String percent) {

        static Period of(LocalDate from, LocalDate to, long principal, BigDecimal percent) {
            return new Period(from, to, ChronoUnit.DAYS.between(from, to) + 1, principal, percent.toPlainString());
        }

        private boolean goesOnAs(Period next) {
            return principal == next.principal
                    && percent.equals(next.percent)
                    && to.plusDays(1).equals(next.from);
        }

        private Period joined(Period next) {
            return new Period(from, next.to, days + next.days, principal, percent);
        }

        private BigDecimal yearly() {
            return BigDecimal.valueOf(principal)
                    .multiply(BigDecimal.valueOf(days))
                    .multiply(new BigDecimal(percent));
        }
    }

    /**
     * @param through the last day that bears interest, included
     * @return at most what a claim can be: without a bound it grows for as long as nobody pays
     */
    static Interest of(Debt debt, Policies.Interest policy, LocalDate through) {
        return of(debt, 0, policy, through);
    }

    /** The same on what the customer does not object to: what is in dispute now is taken off each day's principal. */
    static Interest ofUndisputed(Debt debt, Policies.Interest policy, LocalDate through) {
        return of(debt, debt.disputed(), policy, through);
    }

    private static Interest of(Debt debt, long withheld, Policies.Interest policy, LocalDate through) {
        List<Period> periods = debt.dues().stream()
                .flatMap(due -> periods(debt, due, withheld, policy, through).stream())
                .toList();
        return new Interest(periods, rounded(periods));
    }

    /** Those of a part that is due on a day of its own: from the day after it. */
    private static List<Period> periods(
            Debt debt, Due due, long withheld, Policies.Interest policy, LocalDate through) {
        LocalDate first = due.on().plusDays(1);
        var periods = new ArrayList<Period>();
        List<LocalDate> starts = startsOfPeriods(debt, policy, first, through);
        for (int at = 0; at < starts.size(); at++) {
            LocalDate from = starts.get(at);
            LocalDate to = at + 1 < starts.size() ? starts.get(at + 1).minusDays(1) : through;
            long principal = due.open(Math.max(0, principal(debt, from) - withheld));
            BigDecimal percent = percent(policy, first, from);
            if (principal > 0 && percent.signum() > 0) {
                add(periods, Period.of(from, to, principal, percent));
            }
        }
        return periods;
    }

    /** Days on which principal or rate may change, the first day of default included. */
    private static List<LocalDate> startsOfPeriods(
            Debt debt, Policies.Interest policy, LocalDate first, LocalDate through) {
        if (first.isAfter(through)) {
            return List.of();
        }
        var starts = new TreeSet<LocalDate>();
        starts.add(first);
        debt.changes().stream().map(PrincipalChange::from).forEach(starts::add);
        policy.rates().stream().map(InterestRate::from).forEach(starts::add);
        return List.copyOf(starts.subSet(first, true, through, true));
    }

    private static long principal(Debt debt, LocalDate day) {
        long principal = 0;
        for (PrincipalChange change : debt.changes()) {
            principal = change.from().isAfter(day) ? principal : Math.addExact(principal, change.delta());
        }
        return principal;
    }

    /** Nothing before the table begins. The day of default is the first one after the due date. */
    private static BigDecimal percent(Policies.Interest policy, LocalDate dayOfDefault, LocalDate day) {
        LocalDate asked =
                switch (policy.mode()) {
                    case FLOATING -> day;
                    case FIXED_AT_DEFAULT -> dayOfDefault;
                };
        return policy.rates().stream()
                .filter(rate -> !rate.from().isAfter(asked))
                .reduce((earlier, later) -> later)
                .map(rate -> new BigDecimal(rate.percent()))
                .orElse(BigDecimal.ZERO);
    }

    private static void add(List<Period> periods, Period next) {
        if (!periods.isEmpty() && periods.getLast().goesOnAs(next)) {
            periods.add(periods.removeLast().joined(next));
        } else {
            periods.add(next);
        }
    }

    private static long rounded(List<Period> periods) {
        BigDecimal total = periods.stream()
                .map(Period::yearly)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(YEAR_IN_PERCENT, 0, RoundingMode.HALF_UP);
        return total.min(MOST).longValueExact();
    }
}
