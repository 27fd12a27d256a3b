package io.duebook.report;

import io.duebook.item.AsOf;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.report.ReportController.OverdueCustomer;
import io.duebook.report.ReportController.OverdueInCurrency;
import io.duebook.report.ReportController.Received;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** The queries behind the reports; each is one statement. */
@Repository
class Reports {

    private final Database database;

    Reports(Database database) {
        this.database = database;
    }

    /** Payments that stand, by the day they were received. */
    Flux<Received> receipts(LocalDate from, LocalDate to) {
        return database.sql("""
                        select currency, count(*) as count, sum(amount)::bigint as amount
                          from payment
                         where tenant_id = :tenant
                           and received_on between :from and :to
                           and state = 'received'
                           and account <> 'opening'
                         group by currency
                         order by currency
                        """).bind("from", from).bind("to", to).all(columns -> received(new Row(columns)));
    }

    /** Overdue today, from what is open now: the few claims issued for a later day are not due before it. */
    Flux<OverdueRow> overdue(AsOf asOf, int each) {
        return database.sql("""
                        select late.currency, late.customer_id, late.overdue, late.count, late.oldest_due_on,
                               late.overdue_in_all, late.customers, customer.external_id, customer.name
                          from (select currency, customer_id,
                                       sum(open)::bigint as overdue,
                                       count(*) as count,
                                       min(due_on) as oldest_due_on,
                                       sum(sum(open)) over (partition by currency)::bigint as overdue_in_all,
                                       count(*) over (partition by currency) as customers,
                                       row_number() over (partition by currency
                                                          order by sum(open) desc, customer_id) as place
                                  from (select i.currency, i.customer_id, coalesce(d.due_on, i.due_on) as due_on,
                                               least(coalesce(d.amount, i.open), i.open - coalesce(d.later, 0)) as open
                                          from open_item i
                                          left join item_due d on d.tenant_id = :tenant and d.item_id = i.id
                                         where i.tenant_id = :tenant
                                           and i.open > 0
                                           and i.open > coalesce(d.later, 0)) as part
                                 where due_on < :as_of
                                 group by currency, customer_id) as late
                          join customer on customer.tenant_id = :tenant and customer.id = late.customer_id
                         where late.place <= :each
                         order by late.currency, late.place
                        """)
                .bind("as_of", asOf.day())
                .bind("each", each)
                .all(columns -> overdue(new Row(columns), asOf));
    }

    static List<OverdueInCurrency> byCurrency(List<OverdueRow> rows) {
        var byCode = rows.stream()
                .collect(Collectors.groupingBy(row -> row.currency().code(), LinkedHashMap::new, Collectors.toList()));
        return byCode.values().stream()
                .map(ofOne -> new OverdueInCurrency(
                        ofOne.getFirst().currency(),
                        ofOne.getFirst().overdueInAll(),
                        ofOne.getFirst().customers(),
                        ofOne.stream().map(OverdueRow::customer).toList()))
                .toList();
    }

    record OverdueRow(Currency currency, long overdueInAll, long customers, OverdueCustomer customer) {}

    private static Received received(Row row) {
        return new Received(row.currency("currency"), row.minor("count"), row.minor("amount"));
    }

    private static OverdueRow overdue(Row row, AsOf asOf) {
        LocalDate oldest = row.date("oldest_due_on");
        return new OverdueRow(
                row.currency("currency"),
                row.minor("overdue_in_all"),
                row.minor("customers"),
                new OverdueCustomer(
                        new CustomerId(row.uuid("customer_id")),
                        row.textIfAny("external_id"),
                        row.text("name"),
                        row.minor("overdue"),
                        row.minor("count"),
                        oldest,
                        ChronoUnit.DAYS.between(oldest, asOf.day())));
    }
}
