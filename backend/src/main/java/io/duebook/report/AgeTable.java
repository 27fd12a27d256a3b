package io.duebook.report;

import io.duebook.item.AgeBuckets;
import io.duebook.item.Ages;
import io.duebook.item.AsOf;
import io.duebook.item.CustomerAges;
import io.duebook.platform.Table;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;

/** What the age of claims looks like in a table: a row for each currency of a customer, a column for each bucket. */
final class AgeTable {

    private AgeTable() {}

    record Row(LocalDate asOf, CustomerAges customer, Ages ages) {

        private Money money(long amount) {
            return new Money(amount, ages.currency());
        }
    }

    static Table<Row> of(AgeBuckets buckets) {
        Table<Row> table = Table.<Row>named("age")
                .column("as_of", Row::asOf)
                .column("customer", row -> row.customer().customer())
                .column("customer_external_id", row -> row.customer().externalId())
                .column("customer_name", row -> row.customer().name())
                .column("currency", row -> row.ages().currency().code());
        for (int at = 0; at < buckets.count(); at++) {
            int bucket = at;
            table = table.column(
                    buckets.name(at),
                    row -> row.money(row.ages().buckets().get(bucket).amount()));
        }
        return table.column("open", row -> row.money(row.ages().open()))
                .column("unapplied", row -> row.money(row.ages().unapplied()))
                .column("balance", row -> row.money(row.ages().balance()));
    }

    static List<Row> rows(CustomerAges customer, AsOf asOf) {
        return customer.currencies().stream()
                .map(ages -> new Row(asOf.day(), customer, ages))
                .toList();
    }
}
