package io.duebook.portal.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** The workspace's figures. */
public interface ReportsApi {

    @GetExchange("/v1/reports/aging")
    Aging aging();

    /** What is open by days past due, of a day and as known at a moment; of today and all that is known unless given. */
    @GetExchange("/v1/reports/aging")
    AgedReport aging(
            @RequestParam(value = "as_of") LocalDate asOf,
            @RequestParam(value = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(value = "date") String date);

    /** The same of each customer, in one currency. */
    @GetExchange("/v1/reports/aging?group_by=customer")
    Page<AgedCustomer> agingByCustomer(
            @RequestParam(value = "as_of") LocalDate asOf,
            @RequestParam(value = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(value = "date") String date,
            @RequestParam String currency,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /** What is open by the time since the business date. */
    @GetExchange("/v1/reports/age")
    AgedReport age(
            @RequestParam(value = "as_of") LocalDate asOf,
            @RequestParam(value = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(value = "date") String date);

    /** The same of each customer, in one currency. */
    @GetExchange("/v1/reports/age?group_by=customer")
    Page<AgedCustomer> ageByCustomer(
            @RequestParam(value = "as_of") LocalDate asOf,
            @RequestParam(value = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(value = "date") String date,
            @RequestParam String currency,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

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

    /** What allocations of a period realised in the base currency, the earliest first; both days included. */
    @GetExchange("/v1/reports/exchange_differences")
    Differences exchangeDifferences(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /** What a customer's claims and credits outside the base currency carry in it. */
    @GetExchange("/v1/reports/base_amounts")
    BaseAmounts baseAmounts(
            @RequestParam String customer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /** What one document carries in it. */
    @GetExchange("/v1/reports/base_amounts")
    BaseAmounts baseAmountsOf(@RequestParam String document);

    /** In minor units of the base currency. */
    record Differences(
            String baseCurrency,
            long gains,
            long losses,
            long difference,
            List<Difference> data,
            boolean hasMore,
            @Nullable String nextCursor) {}

    /**
     * @param amount what was settled, in minor units of the currency; below zero where it was taken back
     * @param moneyBase what the money carried in the base currency
     * @param claimBase what the claim carried in it
     * @param difference above zero is a gain
     */
    record Difference(
            LocalDate on,
            String customer,
            String customerName,
            @Nullable String payment,
            @Nullable String creditNote,
            @Nullable String charge,
            @Nullable String transfer,
            String invoice,
            String number,
            long amount,
            String currency,
            long moneyBase,
            long claimBase,
            long difference,
            String baseCurrency) {

        /** The id of what settled. */
        public String source() {
            String money = payment != null ? payment : transfer;
            String credit = creditNote != null ? creditNote : charge;
            return Objects.requireNonNull(money != null ? money : credit);
        }
    }

    record BaseAmounts(
            String baseCurrency,
            List<BaseAmount> data,
            @Nullable String nextCursor) {}

    /**
     * @param left open of a claim or unapplied of a credit, in minor units of its own currency
     * @param began what it was worth when it began, in minor units of the base currency; null where no rate was known
     * @param carried what is left of that; null where no rate was known
     */
    record BaseAmount(
            String document,
            String currency,
            long left,
            @Nullable Long began,
            @Nullable Long carried) {}

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

    /** @param provisional whether a command under way may still change it */
    record AgedReport(
            LocalDate asOf, Instant knownAt, String timeZone, boolean provisional, List<AgingInCurrency> currencies) {}

    record AgedCustomer(String customer, @Nullable String externalId, String name, List<AgingInCurrency> currencies) {}

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
