package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Customers, what they owe, and their statements. */
public interface CustomersApi {

    /** @param q a part of the name, external id or email */
    @GetExchange("/v1/customers")
    Page<Customer> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @PostExchange("/v1/customers")
    Customer create(@RequestHeader("Idempotency-Key") String key, @RequestBody NewCustomer customer);

    @GetExchange("/v1/customers/{id}")
    Customer get(@PathVariable String id);

    @GetExchange("/v1/customers/{id}/statement?kind=open_item")
    OpenItems openItems(@PathVariable String id);

    @GetExchange("/v1/customers/{id}/statement?kind=activity")
    Activity activity(@PathVariable String id, @RequestParam LocalDate from, @RequestParam LocalDate to);

    record Customer(
            String id,
            @Nullable String externalId,
            String name,
            String kind,
            @Nullable String language,
            @Nullable String email) {}

    record NewCustomer(
            String name,
            @Nullable String externalId,
            String kind,
            @Nullable String language,
            @Nullable String email,
            Map<String, String> metadata) {}

    record OpenItems(LocalDate asOf, String timeZone, List<InCurrency> currencies) {}

    record InCurrency(String currency, List<Line> lines, long open, long unapplied, long balance, List<Bucket> aging) {}

    /** A claim not settled yet; {@code daysPastDue} is negative before the due date. */
    record Line(
            String id,
            String number,
            LocalDate issueDate,
            LocalDate dueDate,
            long original,
            long settled,
            long open,
            long daysPastDue) {}

    /** @param bucket not_due, 1_30, 31_60, 61_90 or over_90 */
    record Bucket(String bucket, long count, long amount) {}

    record Activity(LocalDate asOf, String timeZone, List<Movements> currencies) {}

    record Movements(String currency, long opening, List<Movement> lines, long closing) {}

    /** @param running the balance after this line */
    record Movement(
            LocalDate on, String kind, String id, @Nullable String number, long amount, long running) {}
}
