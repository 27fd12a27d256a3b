package io.duebook.invoice;

import io.duebook.item.DepositMoney.Held;
import io.duebook.item.TaxPart;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The tax that is due because money of a deposit is held: on each day, the deposit's tax in proportion to what is held of its
 * total. What was posted for a day and is not so is corrected on that day: so money that is taken, goes back, or never was
 * needs no rule of its own.
 */
final class DepositTax {

    private DepositTax() {}

    /** @param amount in minor units: up where positive */
    record Posted(LocalDate on, BigDecimal rate, long amount) {}

    /** What is to be posted for a day, with an entry of its own; per rate, up where positive, in minor units. */
    record Correction(UUID entry, LocalDate on, Map<BigDecimal, Long> rates) {

        Entry posting(Deposit deposit) {
            List<Transfer> transfers = rates.entrySet().stream()
                    .map(rate -> transfer(rate.getKey(), rate.getValue(), deposit))
                    .toList();
            return new Entry(
                    entry, "deposit_tax", "deposit", deposit.id().value(), deposit.customer(), on, on, transfers, null);
        }

        private static Transfer transfer(BigDecimal rate, long amount, Deposit deposit) {
            var money = new Money(Math.abs(amount), deposit.total().currency());
            return amount > 0
                    ? new Transfer(Account.depositTax(), Account.tax(rate), money)
                    : new Transfer(Account.tax(rate), Account.depositTax(), money);
        }
    }

    /** @param held changes by day; what came before the deposit was issued counts from its issue on */
    static List<Correction> corrections(Deposit deposit, List<Held> held, List<Posted> posted) {
        var changes = new TreeMap<LocalDate, Long>();
        held.forEach(change -> changes.merge(
                change.on().isBefore(deposit.issueDate()) ? deposit.issueDate() : change.on(),
                change.delta(),
                Math::addExact));
        var days = new TreeSet<>(changes.keySet());
        posted.forEach(row -> days.add(row.on()));
        LocalDate voidOn = deposit.voidOn();
        if (voidOn != null) {
            days.add(voidOn);
        }
        var said = new HashMap<BigDecimal, Long>();
        var corrections = new ArrayList<Correction>();
        long level = 0;
        for (LocalDate day : days) {
            level = Math.addExact(level, changes.getOrDefault(day, 0L));
            posted.stream()
                    .filter(row -> row.on().equals(day))
                    .forEach(row -> said.merge(row.rate().stripTrailingZeros(), row.amount(), Math::addExact));
            Map<BigDecimal, Long> missing = missing(deposit, isVoid(deposit, day) ? 0 : level, said);
            if (!missing.isEmpty()) {
                corrections.add(new Correction(Ids.next(), day, missing));
                missing.forEach((rate, amount) -> said.merge(rate, amount, Math::addExact));
            }
        }
        return corrections;
    }

    /** Nothing is held for a deposit that is void, though its money came back. */
    private static boolean isVoid(Deposit deposit, LocalDate day) {
        LocalDate voidOn = deposit.voidOn();
        return voidOn != null && !day.isBefore(voidOn);
    }

    private static Map<BigDecimal, Long> missing(Deposit deposit, long level, Map<BigDecimal, Long> said) {
        long part = Math.min(Math.max(0, level), deposit.total().amount());
        var missing = new TreeMap<BigDecimal, Long>();
        for (TaxPart due :
                TaxPart.ofPart(deposit.taxes().stream().map(TaxShare::part).toList(), part)) {
            BigDecimal rate = due.rate().stripTrailingZeros();
            long amount = due.tax() - said.getOrDefault(rate, 0L);
            if (amount != 0) {
                missing.put(rate, amount);
            }
        }
        return missing;
    }
}
