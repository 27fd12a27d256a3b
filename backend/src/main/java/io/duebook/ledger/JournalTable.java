package io.duebook.ledger;

import io.duebook.platform.Table;
import io.duebook.shared.Money;
import java.util.List;

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
            .column("amount", row -> new Money(row.line().amount(), row.line().currency()));

    private JournalTable() {}

    record Row(JournalEntry entry, JournalEntry.JournalLine line) {}

    static List<Row> rows(JournalEntry entry) {
        return entry.lines().stream().map(line -> new Row(entry, line)).toList();
    }
}
