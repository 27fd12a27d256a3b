package io.duebook.statement;

import io.duebook.platform.Csv;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.time.LocalDate;

/** An activity statement as rows: opening, movements with the balance after each, closing. */
final class StatementTable {

    private StatementTable() {}

    static String of(Statement statement) {
        var table = new Csv("currency", "on", "kind", "id", "number", "amount", "balance");
        for (Statement.InCurrency part : statement.currencies()) {
            if (part instanceof Statement.Activity activity) {
                add(table, statement, activity);
            }
        }
        return table.text();
    }

    private static void add(Csv table, Statement statement, Statement.Activity activity) {
        Currency currency = activity.currency();
        frame(table, currency, statement.from(), "opening", activity.opening());
        activity.lines()
                .forEach(line -> table.row(
                        currency.code(),
                        line.on(),
                        line.kind(),
                        line.id().text(),
                        line.number(),
                        major(line.amount(), currency),
                        major(line.running(), currency)));
        frame(table, currency, statement.to(), "closing", activity.closing());
    }

    private static void frame(
            Csv table, Currency currency, @org.jspecify.annotations.Nullable LocalDate on, String kind, long balance) {
        table.row(currency.code(), on, kind, null, null, null, major(balance, currency));
    }

    private static java.math.BigDecimal major(long amount, Currency currency) {
        return new Money(amount, currency).inMajorUnits();
    }
}
