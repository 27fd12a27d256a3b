package io.duebook.ledger;

import io.duebook.shared.Currency;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The balance of each account at the end of a day, debit positive; in each currency they add up to nothing. Its text, a line
 * an account ({@code EUR,bank,12500}) by currency and account name, is what a closed period's hash is of.
 *
 * @param accounts by currency and name, as bytes compare; none without a balance
 */
record TrialBalance(List<AccountBalance> accounts) {

    /**
     * @param account as the journal names it: {@code receivable:cus_…}, {@code revenue}
     * @param amount in minor units of the currency, debit positive, not 0
     */
    record AccountBalance(Currency currency, String account, long amount) {

        private String line() {
            return currency.code() + "," + account + "," + amount + "\n";
        }

        private static AccountBalance parse(String line) {
            // An account's name may hold anything but a line's end.
            int first = line.indexOf(',');
            int last = line.lastIndexOf(',');
            return new AccountBalance(
                    Currency.of(line.substring(0, first)),
                    line.substring(first + 1, last),
                    Long.parseLong(line.substring(last + 1)));
        }
    }

    static final TrialBalance EMPTY = new TrialBalance(List.of());

    TrialBalance {
        accounts = List.copyOf(accounts);
    }

    /** With what was booked since. */
    TrialBalance plus(List<AccountBalance> changes) {
        var sums = new TreeMap<String, AccountBalance>();
        for (AccountBalance one : accounts) {
            sums.put(key(one), one);
        }
        for (AccountBalance change : changes) {
            sums.merge(
                    key(change),
                    change,
                    (before, added) -> new AccountBalance(
                            before.currency(), before.account(), Math.addExact(before.amount(), added.amount())));
        }
        return new TrialBalance(new ArrayList<>(sums.values())
                .stream().filter(one -> one.amount() != 0).toList());
    }

    private static String key(AccountBalance one) {
        return one.currency().code() + "," + one.account();
    }

    byte[] text() {
        return accounts.stream()
                .map(AccountBalance::line)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    static TrialBalance parse(byte[] text) {
        return new TrialBalance(new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(AccountBalance::parse)
                .toList());
    }

    /** SHA-256 of the text. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** As people and programs write a hash. */
    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
