package io.duebook.report;

import io.duebook.customer.Customers;
import io.duebook.item.AsOf;
import io.duebook.item.Balances;
import io.duebook.item.Retentions;
import io.duebook.item.Retentions.Held;
import io.duebook.item.Retentions.Retention;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Retention money: what customers keep back until the warranty is over, and when they are to pay it. */
@RestController
class RetentionController {

    private static final String PATH = "/v1/reports/retention";
    private static final int CURSOR_PARTS = 2;

    private final Retentions retentions;
    private final Customers customers;
    private final Balances balances;
    private final Transactions transactions;

    RetentionController(Retentions retentions, Customers customers, Balances balances, Transactions transactions) {
        this.retentions = retentions;
        this.customers = customers;
        this.balances = balances;
        this.transactions = transactions;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<RetentionAnswer> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> {
            Cursor after = Cursor.parse(cursor, CURSOR_PARTS);
            Limit rows = Limit.of(limit);
            return transactions.read(customers
                    .mustKnow(customer)
                    .then(balances.asOf(asOf, knownAt))
                    .flatMap(point -> retentions
                            .inAll(customer, point)
                            .zipWhen(held -> page(customer, point, after, rows))
                            .map(found -> RetentionAnswer.of(point, found.getT1(), found.getT2()))));
        });
    }

    /** The same list as one file; all of it as of the same day. */
    @GetMapping(
            path = PATH,
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt) {
        return transactions
                .read(customers.mustKnow(customer).then(balances.asOf(asOf, knownAt)))
                .flatMap(point -> TableFiles.of(
                        request, TABLE, (after, limit) -> transactions.read(page(customer, point, after, limit))));
    }

    private Mono<Page<RetentionView>> page(
            @Nullable CustomerId customer, AsOf point, @Nullable Cursor after, Limit limit) {
        return retentions
                .list(customer, point, after, limit)
                .map(page -> page.map(retention -> RetentionView.of(retention, point)));
    }

    record RetentionAnswer(
            LocalDate asOf,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<Held> currencies,
            List<RetentionView> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static RetentionAnswer of(AsOf point, List<Held> held, Page<RetentionView> page) {
            return new RetentionAnswer(
                    point.day(),
                    point.knownAt(),
                    point.zone().getId(),
                    point.provisional(),
                    held,
                    page.data(),
                    page.hasMore(),
                    page.nextCursor());
        }
    }

    record RetainedFrom(
            CustomerId id, String name, @Nullable String externalId) {}

    /**
     * A part of an invoice that the customer keeps back.
     *
     * @param amount kept back when it was issued, in minor units
     * @param open what is still kept back of it, in minor units
     * @param dueDate when the customer is to pay it
     * @param daysPastDue negative before that day
     */
    record RetentionView(
            PublicId invoice,
            String number,
            RetainedFrom customer,
            Currency currency,
            long amount,
            long open,
            LocalDate issueDate,
            LocalDate dueDate,
            long daysPastDue) {

        static RetentionView of(Retention retention, AsOf point) {
            return new RetentionView(
                    retention.invoice(),
                    retention.number(),
                    new RetainedFrom(retention.customer(), retention.name(), retention.externalId()),
                    retention.currency(),
                    retention.amount(),
                    retention.open(),
                    retention.issueDate(),
                    retention.dueOn(),
                    ChronoUnit.DAYS.between(retention.dueOn(), point.day()));
        }

        private Money money(long minor) {
            return new Money(minor, currency);
        }
    }

    private static final Table<RetentionView> TABLE = Table.<RetentionView>named("retention")
            .column("invoice", RetentionView::invoice)
            .column("number", RetentionView::number)
            .column("customer", row -> row.customer().id())
            .column("customer_external_id", row -> row.customer().externalId())
            .column("customer_name", row -> row.customer().name())
            .column("issue_date", RetentionView::issueDate)
            .column("due_date", RetentionView::dueDate)
            .column("days_past_due", RetentionView::daysPastDue)
            .column("currency", row -> row.currency().code())
            .column("amount", row -> row.money(row.amount()))
            .column("open", row -> row.money(row.open()));
}
