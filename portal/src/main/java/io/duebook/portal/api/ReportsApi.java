package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** Customers in use with what they owe today, found by a part of the name, external id or email. */
    @GetExchange("/v1/reports/customers")
    Page<CustomerWithBalances> customers(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    record CustomerWithBalances(
            String id,
            @Nullable String externalId,
            String name,
            String kind,
            @Nullable String email,
            List<CustomerBalance> currencies) {}

    /** All in minor units of the currency. */
    record CustomerBalance(String currency, long open, long overdue, long unapplied, long balance) {}

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
