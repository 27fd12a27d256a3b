package io.duebook.item;

import io.duebook.customer.CustomerName;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How old what is open is, as of any day and known at any moment: by days past due (逾期账龄), or by the time since the
 * business date (账龄), which are two reports. Counted from now backwards, as every figure is (docs/decisions/0040).
 */
@Component
public class Agings {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    Agings(Database database) {
        this.database = database;
    }

    /** By days past due, one aging per currency in which something is open or unapplied. */
    public Mono<List<Aging>> pastDue(AsOf asOf, Buckets buckets, Whose whose) {
        return inAll(AgedFrom.DUE_DATE, asOf, buckets.thresholds(), whose).map(found -> found.stream()
                .map(figures -> Aging.of(figures, buckets))
                .toList());
    }

    /**
     * The same per customer, by customer id; those with nothing open and nothing unapplied are left out.
     *
     * @param after the id behind which the list goes on
     */
    public Flux<CustomerAging> pastDueByCustomer(AsOf asOf, Buckets buckets, Whose whose, UUID after, int limit) {
        return byCustomer(AgedFrom.DUE_DATE, asOf, buckets.thresholds(), whose, after, limit)
                .map(found -> CustomerAging.of(found.customer(), found.figures(), buckets));
    }

    /** Of these customers, the ones with something open or unapplied; by customer id. */
    public Flux<CustomerAging> pastDueOf(Collection<CustomerId> customers, AsOf asOf) {
        return pastDueByCustomer(asOf, Buckets.usual(), Whose.of(customers), BEFORE_ALL, Integer.MAX_VALUE);
    }

    /** By the time since the business date, per currency in which something is open or unapplied. */
    public Mono<List<Ages>> ages(AsOf asOf, AgeBuckets buckets, Whose whose) {
        return inAll(AgedFrom.BUSINESS_DATE, asOf, buckets.thresholds(asOf.day()), whose)
                .map(found ->
                        found.stream().map(figures -> Ages.of(figures, buckets)).toList());
    }

    /**
     * The same per customer, by customer id; those with nothing open and nothing unapplied are left out.
     *
     * @param after the id behind which the list goes on
     */
    public Flux<CustomerAges> agesByCustomer(AsOf asOf, AgeBuckets buckets, Whose whose, UUID after, int limit) {
        return byCustomer(AgedFrom.BUSINESS_DATE, asOf, buckets.thresholds(asOf.day()), whose, after, limit)
                .map(found -> CustomerAges.of(found.customer(), found.figures(), buckets));
    }

    private Mono<List<Figures>> inAll(AgedFrom from, AsOf asOf, Integer[] thresholds, Whose whose) {
        return asked(
                        """
                        select currency, bucket, count, amount
                          from (%s) as figures
                         order by currency, bucket
                        """.formatted(from.figures(whose.isEverybody() ? "" : "and customer_id = any(:customers)")),
                        asOf,
                        thresholds,
                        whose)
                .all(columns -> Figures.Figure.of(new Row(columns)))
                .collectList()
                .map(Figures::byCurrency);
    }

    private Flux<OfCustomer> byCustomer(
            AgedFrom from, AsOf asOf, Integer[] thresholds, Whose whose, UUID after, int limit) {
        return asked(
                        """
                        select customer.id, customer.external_id, customer.name, aging.figures
                          from customer
                         cross join lateral (
                               select array_agg(concat_ws(' ', currency, bucket, count, amount)
                                                order by currency, bucket) as figures
                                 from (%s) as figures) as aging
                         where customer.tenant_id = :tenant
                           %s
                           and customer.id > :after
                           and aging.figures is not null
                         order by customer.id
                         limit :limit
                        """.formatted(
                                        from.figures("and customer_id = customer.id"),
                                        whose.isEverybody() ? "" : "and customer.id = any(:customers)"),
                        asOf,
                        thresholds,
                        whose)
                .bind("after", after)
                .bind("limit", limit)
                .all(columns -> OfCustomer.read(new Row(columns)));
    }

    private Database.Query asked(String sql, AsOf asOf, Integer[] thresholds, Whose whose) {
        Database.Query query = database.sql(sql)
                .bind("as_of", asOf.day())
                .bind("known_at", asOf.recordedUntil())
                .bind("by_accounting", asOf.byAccounting())
                .bind("thresholds", thresholds);
        return whose.isEverybody() ? query : query.bind("customers", whose.ids());
    }

    private record OfCustomer(CustomerName customer, List<Figures> figures) {

        static OfCustomer read(Row row) {
            return new OfCustomer(
                    new CustomerName(new CustomerId(row.uuid("id")), row.text("name"), row.textIfAny("external_id")),
                    Figures.parse(row.texts("figures")));
        }
    }
}
