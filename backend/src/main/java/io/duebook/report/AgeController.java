package io.duebook.report;

import io.duebook.item.AgeBuckets;
import io.duebook.item.Ages;
import io.duebook.item.Agings;
import io.duebook.item.AsOf;
import io.duebook.item.Balances;
import io.duebook.item.CustomerAges;
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

/**
 * What is owed by the time since the business date (账龄): in all, or customer by customer. Another report than the aging,
 * which counts days past due.
 */
@RestController
class AgeController {

    private static final String PATH = "/v1/reports/age";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Balances balances;
    private final Agings agings;
    private final Slices slices;
    private final Transactions transactions;

    AgeController(Balances balances, Agings agings, Slices slices, Transactions transactions) {
        this.balances = balances;
        this.agings = agings;
        this.slices = slices;
        this.transactions = transactions;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<AgeAnswer> age(
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(name = "date", required = false) @Nullable String date,
            @RequestParam(name = "group_by", defaultValue = "none") String groupBy,
            @RequestParam(name = "months", required = false) @Nullable String months,
            @RequestParam(name = "group", required = false) @Nullable CustomerId group,
            @RequestParam(name = "currency", required = false) @Nullable Currency currency,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var asked = new Asked(AgeBuckets.of(months), group, currency);
        Mono<AsOf> askedPoint = balances.asOf(asOf, DateBasis.of(date), knownAt);
        return switch (groupBy) {
            case "none" -> transactions.read(askedPoint.flatMap(point -> inAll(point, asked)));
            case "customer" -> {
                Limit rows = Limit.of(limit);
                UUID after = after(Cursor.parse(cursor, 1));
                yield transactions.read(askedPoint.flatMap(point -> byCustomer(point, asked, after, rows)));
            }
            default -> throw new MalformedRequest("invalid_parameter", "", "group_by is customer or none.");
        };
    }

    /** Customer by customer, a row for each currency, as one file; all of it as of the same day. */
    @GetMapping(
            path = PATH,
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest request,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(name = "date", required = false) @Nullable String date,
            @RequestParam(name = "months", required = false) @Nullable String months,
            @RequestParam(name = "group", required = false) @Nullable CustomerId group,
            @RequestParam(name = "currency", required = false) @Nullable Currency currency) {
        var asked = new Asked(AgeBuckets.of(months), group, currency);
        return transactions
                .read(balances.asOf(asOf, DateBasis.of(date), knownAt))
                .flatMap(point -> TableFiles.of(
                        request,
                        AgeTable.of(asked.buckets()),
                        (after, limit) -> transactions.read(page(point, asked, after(after), limit)),
                        found -> AgeTable.rows(found, point)));
    }

    private Mono<AgeAnswer> inAll(AsOf point, Asked asked) {
        return slices.of(asked.group(), asked.currency())
                .flatMap(slice -> agings.ages(point, asked.buckets(), slice))
                .map(currencies -> new AgeInAll(
                        point.day(),
                        point.date(),
                        point.knownAt(),
                        point.zone().getId(),
                        point.provisional(),
                        currencies));
    }

    private Mono<AgeAnswer> byCustomer(AsOf point, Asked asked, UUID after, Limit limit) {
        return page(point, asked, after, limit)
                .map(page -> new AgeByCustomer(
                        point.day(),
                        point.date(),
                        point.knownAt(),
                        point.zone().getId(),
                        point.provisional(),
                        page.data(),
                        page.hasMore(),
                        page.nextCursor()));
    }

    private Mono<Page<CustomerAges>> page(AsOf point, Asked asked, UUID after, Limit limit) {
        return slices.of(asked.group(), asked.currency())
                .flatMap(slice -> agings.agesByCustomer(point, asked.buckets(), slice, after, limit.withOneMore())
                        .collectList())
                .map(found -> Page.of(
                        found,
                        limit.rows(),
                        last -> Cursor.after(last.customer().value())));
    }

    private static UUID after(@Nullable Cursor cursor) {
        return cursor == null ? BEFORE_ALL : cursor.uuid();
    }

    private record Asked(
            AgeBuckets buckets,
            @Nullable CustomerId group,
            @Nullable Currency currency) {}

    /** Grouped by customer, the answer is a list. */
    @Schema(oneOf = {AgeInAll.class, AgeByCustomer.class})
    sealed interface AgeAnswer {}

    record AgeInAll(
            LocalDate asOf,
            DateBasis date,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<Ages> currencies)
            implements AgeAnswer {}

    record AgeByCustomer(
            LocalDate asOf,
            DateBasis date,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<CustomerAges> data,
            boolean hasMore,
            @Nullable String nextCursor)
            implements AgeAnswer {}
}
