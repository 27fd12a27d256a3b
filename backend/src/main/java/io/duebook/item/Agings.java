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
    public Mono<List<Aging>> pastDue(AsOf asOf, Buckets buckets, Slice slice) {
        return inAll(AgedFrom.DUE_DATE, asOf, buckets.thresholds(), slice).map(found -> found.stream()
                .map(figures -> Aging.of(figures, buckets))
                .toList());
    }

    /**
     * The same per customer, by customer id; those with nothing open and nothing unapplied are left out.
     *
     * @param after the id behind which the list goes on
     */
    public Flux<CustomerAging> pastDueByCustomer(AsOf asOf, Buckets buckets, Slice slice, UUID after, int limit) {
        return byCustomer(AgedFrom.DUE_DATE, asOf, buckets.thresholds(), slice, after, limit)
                .map(found -> CustomerAging.of(found.customer(), found.figures(), buckets));
    }

    /** Of these customers, the ones with something open or unapplied; by customer id. */
    public Flux<CustomerAging> pastDueOf(Collection<CustomerId> customers, AsOf asOf) {
        return pastDueByCustomer(asOf, Buckets.usual(), Slice.of(customers), BEFORE_ALL, Integer.MAX_VALUE);
    }

    /** By the time since the business date, per currency in which something is open or unapplied. */
    public Mono<List<Ages>> ages(AsOf asOf, AgeBuckets buckets, Slice slice) {
        return inAll(AgedFrom.BUSINESS_DATE, asOf, buckets.thresholds(asOf.day()), slice)
                .map(found ->
                        found.stream().map(figures -> Ages.of(figures, buckets)).toList());
    }

    /**
     * The same per customer, by customer id; those with nothing open and nothing unapplied are left out.
     *
     * @param after the id behind which the list goes on
     */
    public Flux<CustomerAges> agesByCustomer(AsOf asOf, AgeBuckets buckets, Slice slice, UUID after, int limit) {
        return byCustomer(AgedFrom.BUSINESS_DATE, asOf, buckets.thresholds(asOf.day()), slice, after, limit)
                .map(found -> CustomerAges.of(found.customer(), found.figures(), buckets));
    }

    private Mono<List<Figures>> inAll(AgedFrom from, AsOf asOf, Integer[] thresholds, Slice slice) {
        return asked(
                        """
                        select currency, bucket, count, amount
                          from (%s) as figures
                         where %s
                         order by currency, bucket
                        """.formatted(
                                        from.figures(slice.isOfEverybody() ? "" : "and customer_id = any(:customers)"),
                                        ofCurrency(slice)),
                        asOf,
                        thresholds,
                        slice)
                .all(columns -> Figures.Figure.of(new Row(columns)))
                .collectList()
                .map(Figures::byCurrency);
    }

    private Flux<OfCustomer> byCustomer(
            AgedFrom from, AsOf asOf, Integer[] thresholds, Slice slice, UUID after, int limit) {
        return asked(
                        """
                        select customer.id, customer.external_id, customer.name, aging.figures
                          from customer
                         cross join lateral (
                               select array_agg(concat_ws(' ', currency, bucket, count, amount)
                                                order by currency, bucket) as figures
                                 from (%s) as figures
                                where %s) as aging
                         where customer.tenant_id = :tenant
                           %s
                           and customer.id > :after
                           and aging.figures is not null
                         order by customer.id
                         limit :limit
                        """.formatted(
                                        from.figures("and customer_id = customer.id"),
                                        ofCurrency(slice),
                                        slice.isOfEverybody() ? "" : "and customer.id = any(:customers)"),
                        asOf,
                        thresholds,
                        slice)
                .bind("after", after)
                .bind("limit", limit)
                .all(columns -> OfCustomer.read(new Row(columns)));
    }

    private Database.Query asked(String sql, AsOf asOf, Integer[] thresholds, Slice slice) {
        Database.Query query = database.sql(sql)
                .bind("as_of", asOf.day())
                .bind("known_at", asOf.recordedUntil())
                .bind("by_accounting", asOf.byAccounting())
                .bind("thresholds", thresholds);
        Database.Query ofCustomers = slice.isOfEverybody() ? query : query.bind("customers", slice.ids());
        return slice.currency() == null
                ? ofCustomers
                : ofCustomers.bind("currency", slice.currency().code());
    }

    private static String ofCurrency(Slice slice) {
        return slice.currency() == null ? "true" : "currency = :currency";
    }

    private record OfCustomer(CustomerName customer, List<Figures> figures) {

        static OfCustomer read(Row row) {
            return new OfCustomer(
                    new CustomerName(new CustomerId(row.uuid("id")), row.text("name"), row.textIfAny("external_id")),
                    Figures.parse(row.texts("figures")));
        }
    }
}
