package io.duebook.report;

import io.duebook.item.Aging;
import io.duebook.item.Agings;
import io.duebook.item.AsOf;
import io.duebook.item.Balances;
import io.duebook.item.Buckets;
import io.duebook.item.CustomerAging;
import io.duebook.item.DateBasis;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is owed by days past due: in all, or customer by customer. */
@RestController
class AgingController {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Balances balances;
    private final Agings agings;
    private final Slices slices;
    private final Transactions transactions;

    AgingController(Balances balances, Agings agings, Slices slices, Transactions transactions) {
        this.balances = balances;
        this.agings = agings;
        this.slices = slices;
        this.transactions = transactions;
    }

    @GetMapping(path = "/v1/reports/aging", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<AgingAnswer> aging(
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(name = "due", defaultValue = "agreed") String due,
            @RequestParam(name = "date", required = false) @Nullable String date,
            @RequestParam(name = "group_by", defaultValue = "none") String groupBy,
            @RequestParam(name = "buckets", required = false) @Nullable String buckets,
            @RequestParam(name = "group", required = false) @Nullable CustomerId group,
            @RequestParam(name = "currency", required = false) @Nullable Currency currency,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var asked = Asked.of(due, buckets, group, currency);
        Mono<AsOf> askedPoint = balances.asOf(asOf, DateBasis.of(date), knownAt);
        return switch (groupBy) {
            case "none" -> transactions.read(askedPoint.flatMap(point -> inAll(point, asked)));
            case "customer" -> {
                Limit rows = Limit.of(limit);
                UUID after = after(Cursor.parse(cursor, 1));
                yield transactions.read(askedPoint.flatMap(point -> byCustomer(point, asked, after, rows)));
            }
            default -> throw invalid("group_by is customer or none.");
        };
    }

    private Mono<AgingAnswer> inAll(AsOf point, Asked asked) {
        return slices.of(asked.group(), asked.currency())
                .flatMap(slice -> agings.pastDue(point, asked.buckets(), slice))
                .map(currencies -> new AgingInAll(
                        point.day(),
                        asked.due(),
                        point.date(),
                        point.knownAt(),
                        point.zone().getId(),
                        point.provisional(),
                        currencies));
    }

    /** Customer by customer, a row for each currency, as one file; all of it as of the same day. */
    @GetMapping(
            path = "/v1/reports/aging",
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest request,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(name = "due", defaultValue = "agreed") String due,
            @RequestParam(name = "date", required = false) @Nullable String date,
            @RequestParam(name = "group_by", defaultValue = "customer") String groupBy,
            @RequestParam(name = "buckets", required = false) @Nullable String buckets,
            @RequestParam(name = "group", required = false) @Nullable CustomerId group,
            @RequestParam(name = "currency", required = false) @Nullable Currency currency) {
        var asked = Asked.of(due, buckets, group, currency);
        DateBasis basis = DateBasis.of(date);
        if (!groupBy.equals("customer")) {
            throw invalid("As a table the aging is by customer; give group_by=customer.");
        }
        return transactions
                .read(balances.asOf(asOf, basis, knownAt))
                .flatMap(point -> TableFiles.of(
                        request,
                        AgingTable.of(asked.buckets()),
                        (after, limit) -> transactions.read(page(point, asked, after(after), limit)),
                        found -> AgingTable.rows(found, point)));
    }

    private Mono<AgingAnswer> byCustomer(AsOf point, Asked asked, UUID after, Limit limit) {
        return page(point, asked, after, limit)
                .map(page -> new AgingByCustomer(
                        point.day(),
                        asked.due(),
                        point.date(),
                        point.knownAt(),
                        point.zone().getId(),
                        point.provisional(),
                        page.data(),
                        page.hasMore(),
                        page.nextCursor()));
    }

    private Mono<Page<CustomerAging>> page(AsOf point, Asked asked, UUID after, Limit limit) {
        return slices.of(asked.group(), asked.currency())
                .flatMap(slice -> agings.pastDueByCustomer(point, asked.buckets(), slice, after, limit.withOneMore())
                        .collectList())
                .map(found -> Page.of(
                        found,
                        limit.rows(),
                        last -> Cursor.after(last.customer().value())));
    }

    private static UUID after(@Nullable Cursor cursor) {
        return cursor == null ? BEFORE_ALL : cursor.uuid();
    }

    private static MalformedRequest invalid(String message) {
        return new MalformedRequest("invalid_parameter", "", message);
    }

    /** Until plans and extensions exist, the agreed due date of every claim is its original one. */
    private record Asked(
            String due,
            Buckets buckets,
            @Nullable CustomerId group,
            @Nullable Currency currency) {
        static Asked of(String due, @Nullable String buckets, @Nullable CustomerId group, @Nullable Currency currency) {
            if (!due.equals("agreed") && !due.equals("original")) {
                throw invalid("due is agreed or original.");
            }
            return new Asked(due, Buckets.of(buckets), group, currency);
        }
    }

    /** Grouped by customer, the answer is a list. */
    @Schema(oneOf = {AgingInAll.class, AgingByCustomer.class})
    sealed interface AgingAnswer {}

    record AgingInAll(
            LocalDate asOf,
            String due,
            DateBasis date,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<Aging> currencies)
            implements AgingAnswer {}

    record AgingByCustomer(
            LocalDate asOf,
            String due,
            DateBasis date,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<CustomerAging> data,
            boolean hasMore,
            @Nullable String nextCursor)
            implements AgingAnswer {}
}
