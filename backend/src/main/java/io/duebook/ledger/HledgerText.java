package io.duebook.ledger;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a journal as hledger reads it, page by page. Commodities and accounts are declared when they first appear,
 * which is what hledger's strict check asks for.
 */
final class HledgerText {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private final Set<String> declared = new HashSet<>();

    String begin() {
        return "; A copy of the books. Debit is positive.\ndecimal-mark .\n\n";
    }

    String page(List<JournalEntry> entries) {
        var text = new StringBuilder();
        entries.forEach(entry -> add(text, entry));
        return text.toString();
    }

    private void add(StringBuilder text, JournalEntry entry) {
        entry.lines().forEach(line -> declare(text, line));
        text.append(entry.accountingOn())
                .append(" (")
                .append(entry.id().text())
                .append(") ")
                .append(entry.kind())
                .append(" | ")
                .append(entry.source())
                .append("\n    ; value-date:")
                .append(entry.valueOn())
                .append(", recorded:")
                .append(entry.recordedAt())
                .append('\n');
        entry.lines().forEach(line -> text.append("    ")
                .append(line.account())
                .append("  ")
                .append(new Money(line.amount(), line.currency()).inMajorUnits().toPlainString())
                .append(' ')
                .append(line.currency().code())
                .append('\n'));
        text.append('\n');
    }

    private void declare(StringBuilder text, JournalEntry.JournalLine line) {
        if (declared.add(line.currency().code())) {
            text.append("commodity ").append(sample(line.currency())).append("\n\n");
        }
        if (declared.add(line.account())) {
            text.append("account ").append(line.account()).append("\n\n");
        }
    }

    /** An amount that shows how many digits there are: hledger wants the mark even where none follow it. */
    private static String sample(Currency currency) {
        String number = THOUSAND.setScale(currency.digits()).toPlainString();
        return (currency.digits() == 0 ? number + "." : number) + " " + currency.code();
    }
}
