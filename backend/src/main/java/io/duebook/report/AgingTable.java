package io.duebook.report;

import io.duebook.item.Aging;
import io.duebook.item.AsOf;
import io.duebook.item.Buckets;
import io.duebook.item.CustomerAging;
import io.duebook.platform.Table;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;

/** What the aging looks like in a table: a row for each currency of a customer, a column for each bucket. */
final class AgingTable {

    private AgingTable() {}

    record Row(LocalDate asOf, CustomerAging customer, Aging aging) {

        private Money money(long amount) {
            return new Money(amount, aging.currency());
        }
    }

    static Table<Row> of(Buckets buckets) {
        Table<Row> table = Table.<Row>named("aging")
                .column("as_of", Row::asOf)
                .column("customer", row -> row.customer().customer())
                .column("customer_external_id", row -> row.customer().externalId())
                .column("customer_name", row -> row.customer().name())
                .column("currency", row -> row.aging().currency().code());
        for (int at = 0; at < buckets.count(); at++) {
            int bucket = at;
            table = table.column(
                    buckets.name(at),
                    row -> row.money(row.aging().buckets().get(bucket).amount()));
        }
        return table.column("open", row -> row.money(row.aging().open()))
                .column("unapplied", row -> row.money(row.aging().unapplied()))
                .column("balance", row -> row.money(row.aging().balance()));
    }

    static List<Row> rows(CustomerAging customer, AsOf asOf) {
        return customer.currencies().stream()
                .map(aging -> new Row(asOf.day(), customer, aging))
                .toList();
    }
}
