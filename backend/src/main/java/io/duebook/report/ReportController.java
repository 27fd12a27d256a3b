package io.duebook.report;

import io.duebook.item.Balances;
import io.duebook.platform.Limit;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The workspace's first questions: what came in, and who is late. */
@RestController
class ReportController {

    private final Reports reports;
    private final Balances balances;
    private final Transactions transactions;

    ReportController(Reports reports, Balances balances, Transactions transactions) {
        this.reports = reports;
        this.balances = balances;
        this.transactions = transactions;
    }

    /** What was received from a day to a day, both included; the last seven days unless given. */
    @GetMapping("/v1/reports/receipts")
    Mono<ReceiptsView> receipts(
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to) {
        return transactions.read(balances.asOf(to, null).flatMap(point -> {
            LocalDate first = from == null ? point.day().minusDays(6) : from;
            if (first.isAfter(point.day())) {
                throw new PeriodEndsBeforeItBegins();
            }
            return reports.receipts(first, point.day())
                    .collectList()
                    .map(received ->
                            new ReceiptsView(first, point.day(), point.zone().getId(), received));
        }));
    }

    /** The customers who owe most that is overdue today, per currency. */
    @GetMapping("/v1/reports/overdue")
    Mono<OverdueView> overdue(@RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int each = Limit.of(limit == null ? 5 : limit).rows();
        return transactions.read(balances.asOf(null, null).flatMap(point -> reports.overdue(point, each)
                .collectList()
                .map(rows -> new OverdueView(
                        point.day(),
                        point.knownAt(),
                        point.zone().getId(),
                        point.provisional(),
                        Reports.byCurrency(rows)))));
    }

    record ReceiptsView(LocalDate from, LocalDate to, String timeZone, List<Received> currencies) {}

    /** @param amount received and not reversed since, in minor units */
    record Received(Currency currency, long count, long amount) {}

    record OverdueView(
            LocalDate asOf,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<OverdueInCurrency> currencies) {}

    /**
     * @param overdue of all customers, in minor units
     * @param customers how many are late
     * @param data those who owe most, in falling order
     */
    record OverdueInCurrency(Currency currency, long overdue, long customers, List<OverdueCustomer> data) {}

    /** @param daysPastDue of the oldest claim */
    record OverdueCustomer(
            CustomerId customer,
            @Nullable String externalId,
            String name,
            long overdue,
            long count,
            LocalDate oldestDueDate,
            long daysPastDue) {}
}
