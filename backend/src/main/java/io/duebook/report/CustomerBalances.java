package io.duebook.report;

import io.duebook.customer.Customer;
import io.duebook.customer.Customers;
import io.duebook.item.Aging;
import io.duebook.item.Agings;
import io.duebook.item.AsOf;
import io.duebook.item.Balances;
import io.duebook.item.CustomerAging;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Customers with what they owe today; one who owes nothing and has no credit is listed as well. */
@RestController
class CustomerBalances {

    private static final String PATH = "/v1/reports/customers";

    private final Customers customers;
    private final Balances balances;
    private final Agings agings;
    private final Transactions transactions;

    CustomerBalances(Customers customers, Balances balances, Agings agings, Transactions transactions) {
        this.customers = customers;
        this.balances = balances;
        this.agings = agings;
        this.transactions = transactions;
    }

    /** @param q a part of the name, external id or email, in any case */
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<CustomersAnswer> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> {
            Cursor after = Cursor.parse(cursor, 1);
            Limit rows = Limit.of(limit);
            return transactions.read(balances.asOf(null, null).flatMap(asOf -> page(asOf, q, after, rows)
                    .map(page -> new CustomersAnswer(
                            asOf.day(),
                            asOf.knownAt(),
                            asOf.zone().getId(),
                            asOf.provisional(),
                            page.data(),
                            page.hasMore(),
                            page.nextCursor()))));
        });
    }

    /** The same list as one file, a row for each currency of a customer. */
    @GetMapping(
            path = PATH,
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest request, @RequestParam(required = false) @Nullable String q) {
        return transactions
                .read(balances.asOf(null, null))
                .flatMap(asOf -> TableFiles.of(
                        request,
                        TABLE,
                        (after, limit) -> transactions.read(page(asOf, q, after, limit)),
                        CustomerBalances::rows));
    }

    private Mono<Page<CustomerWithBalances>> page(AsOf asOf, @Nullable String q, @Nullable Cursor after, Limit limit) {
        return customers.inUse(q, after, limit).flatMap(page -> agings.pastDueOf(
                        page.data().stream().map(Customer::id).toList(), asOf)
                .collectMap(CustomerAging::customer)
                .map(owed -> page.map(customer -> CustomerWithBalances.of(customer, owed))));
    }

    /**
     * A currency of a customer, in its minor units.
     *
     * @param overdue of what is open, what is past due
     */
    record CustomerBalance(Currency currency, long open, long overdue, long unapplied, long balance) {

        static CustomerBalance of(Aging aging) {
            // The first bucket is what is not due.
            long notDue = aging.buckets().getFirst().amount();
            return new CustomerBalance(
                    aging.currency(), aging.open(), aging.open() - notDue, aging.unapplied(), aging.balance());
        }

        private Money money(long amount) {
            return new Money(amount, currency);
        }
    }

    record CustomerWithBalances(
            CustomerId id,
            @Nullable String externalId,
            String name,
            String kind,
            @Nullable String email,
            List<CustomerBalance> currencies) {

        static CustomerWithBalances of(Customer customer, Map<CustomerId, CustomerAging> owed) {
            CustomerAging aging = owed.get(customer.id());
            return new CustomerWithBalances(
                    customer.id(),
                    customer.externalId(),
                    customer.name(),
                    customer.details().kind().word(),
                    customer.email(),
                    aging == null
                            ? List.of()
                            : aging.currencies().stream()
                                    .map(CustomerBalance::of)
                                    .toList());
        }
    }

    record CustomersAnswer(
            LocalDate asOf,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<CustomerWithBalances> data,
            boolean hasMore,
            @Nullable String nextCursor) {}

    private record BalanceRow(
            CustomerWithBalances customer, @Nullable CustomerBalance balance) {

        private @Nullable Money money(ToLongFunction<CustomerBalance> amount) {
            return balance == null ? null : balance.money(amount.applyAsLong(balance));
        }
    }

    private static final Table<BalanceRow> TABLE = Table.<BalanceRow>named("customers")
            .column("id", row -> row.customer().id())
            .column("external_id", row -> row.customer().externalId())
            .column("name", row -> row.customer().name())
            .column("kind", row -> row.customer().kind())
            .column("email", row -> row.customer().email())
            .column(
                    "currency",
                    row -> row.balance() == null
                            ? null
                            : row.balance().currency().code())
            .column("open", row -> row.money(CustomerBalance::open))
            .column("overdue", row -> row.money(CustomerBalance::overdue))
            .column("unapplied", row -> row.money(CustomerBalance::unapplied))
            .column("balance", row -> row.money(CustomerBalance::balance));

    private static List<BalanceRow> rows(CustomerWithBalances customer) {
        return customer.currencies().isEmpty()
                ? List.of(new BalanceRow(customer, null))
                : customer.currencies().stream()
                        .map(balance -> new BalanceRow(customer, balance))
                        .toList();
    }
}
