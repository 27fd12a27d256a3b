package io.duebook.ledger;

import io.duebook.platform.Table;
import io.duebook.shared.Money;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the journal looks like in a table: a row for each line of an entry, debit positive. */
final class JournalTable {

    static final Table<Row> COLUMNS = Table.<Row>named("journal")
            .column("entry", row -> row.entry().id())
            .column("kind", row -> row.entry().kind())
            .column("source", row -> row.entry().source())
            .column("customer", row -> row.entry().customer())
            .column("accounting_on", row -> row.entry().accountingOn())
            .column("value_on", row -> row.entry().valueOn())
            .column("recorded_at", row -> row.entry().recordedAt())
            .column("reverses", row -> row.entry().reverses())
            .column("account", row -> row.line().account())
            .column("currency", row -> row.line().currency().code())
            .column("amount", row -> new Money(row.line().amount(), row.line().currency()))
            .column("base_amount", row -> base(row.line()))
            .column("rate", row -> Optional.ofNullable(row.line().base())
                    .map(base -> "1 %s = %s %s"
                            .formatted(
                                    base.rate().base(),
                                    base.rate().rate(),
                                    base.rate().quote()))
                    .orElse(null))
            .column("rate_on", row -> Optional.ofNullable(row.line().base())
                    .map(base -> base.rate().on())
                    .orElse(null));

    private JournalTable() {}

    private static @Nullable Money base(JournalEntry.JournalLine line) {
        JournalEntry.BaseAmount base = line.base();
        return base == null ? null : new Money(base.amount(), base.currency());
    }

    record Row(JournalEntry entry, JournalEntry.JournalLine line) {}

    static List<Row> rows(JournalEntry entry) {
        return entry.lines().stream().map(line -> new Row(entry, line)).toList();
    }
}
