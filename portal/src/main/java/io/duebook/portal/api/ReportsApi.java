package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** The workspace's figures. */
public interface ReportsApi {

    @GetExchange("/v1/reports/aging")
    Aging aging();

    /** The last seven days. */
    @GetExchange("/v1/reports/receipts")
    Receipts receipts();

    /** The customers who owe most that is overdue, per currency. */
    @GetExchange("/v1/reports/overdue")
    Overdue overdue(@RequestParam int limit);

    record Aging(LocalDate asOf, String timeZone, List<AgingInCurrency> currencies) {}

    record AgingInCurrency(
            String currency, List<CustomersApi.Bucket> buckets, long open, long unapplied, long balance) {}

    record Receipts(LocalDate from, LocalDate to, List<Received> currencies) {}

    record Received(String currency, long count, long amount) {}

    record Overdue(LocalDate asOf, List<OverdueInCurrency> currencies) {}

    /** @param customers how many are late */
    record OverdueInCurrency(String currency, long overdue, long customers, List<OverdueCustomer> data) {}

    /** @param daysPastDue of the oldest claim */
    record OverdueCustomer(String customer, String name, long overdue, long count, long daysPastDue) {}
}
