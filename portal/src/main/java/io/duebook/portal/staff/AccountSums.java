package io.duebook.portal.staff;

import io.duebook.portal.api.PeriodsApi.Balance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trial balance as people read it: what is kept for each customer is one line, and each amount is a debit or a credit. */
record AccountSums(String currency, List<Line> lines) {

    /**
     * @param account its name, without whose it is where it is kept for each of several
     * @param of how many accounts are in it
     * @param amount in minor units, debit positive
     */
    record Line(String account, long of, long amount) {

        private Line plus(Line other) {
            return new Line(account, of + other.of, Math.addExact(amount, other.amount));
        }

        long debit() {
            return Math.max(0, amount);
        }

        long credit() {
            return Math.max(0, -amount);
        }
    }

    /** By currency, as they come. */
    static List<AccountSums> of(List<Balance> balances) {
        Map<String, Map<String, Line>> byCurrency = new LinkedHashMap<>();
        for (Balance one : balances) {
            String name = name(one.account());
            byCurrency
                    .computeIfAbsent(one.currency(), first -> new LinkedHashMap<>())
                    .merge(name, new Line(name, 1, one.amount()), Line::plus);
        }
        return byCurrency.entrySet().stream()
                .map(entry -> new AccountSums(
                        entry.getKey(), new ArrayList<>(entry.getValue().values())))
                .toList();
    }

    /** A customer's account is told with all customers'; a rate's, a bank's or a reason's stands for itself. */
    private static String name(String account) {
        int end = account.indexOf(":cus_");
        return end < 0 ? account : account.substring(0, end);
    }

    long debit() {
        return lines.stream().mapToLong(Line::debit).reduce(0, Math::addExact);
    }

    long credit() {
        return lines.stream().mapToLong(Line::credit).reduce(0, Math::addExact);
    }
}
