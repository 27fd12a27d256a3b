package io.duebook.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PatchExchange;
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

    /** Those right below one in its group. */
    @GetExchange("/v1/customers")
    Page<Customer> below(@RequestParam String parent, @RequestParam int limit);

    @PatchExchange("/v1/customers/{id}")
    Customer change(@PathVariable String id, @RequestHeader("If-Match") String version, @RequestBody Details details);

    /** Brings one back that was taken out of use. */
    @PostExchange("/v1/customers/{id}/unarchive")
    Customer unarchive(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    /** Of the customer and all below it, with the part of each. */
    @GetExchange("/v1/customers/{id}/balance?group=true")
    GroupBalance groupBalance(@PathVariable String id);

    @GetExchange("/v1/customers/{id}/balance")
    Balances balance(@PathVariable String id);

    @GetExchange("/v1/customers/{id}/statement?kind=open_item")
    OpenItems openItems(@PathVariable String id);

    @GetExchange("/v1/customers/{id}/statement?kind=activity")
    Activity activity(@PathVariable String id, @RequestParam LocalDate from, @RequestParam LocalDate to);

    record Customer(
            String id,
            @Nullable String externalId,
            String name,
            String kind,
            InvoicesApi.@Nullable CustomerName parent,
            @Nullable String language,
            @Nullable String email,
            @Nullable String taxId,
            @Nullable Address address,
            @Nullable Object terms,
            @Nullable Instant archivedAt,
            int version) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }
    }

    /**
     * What a tenant says of a customer. Null is sent too: it takes a text away.
     *
     * @param terms when invoices are due that say nothing else: a word, or {@link InvoicesApi.GivenTerms}
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Details(
            String name,
            @Nullable String externalId,
            String kind,
            @Nullable String parent,
            @Nullable String language,
            @Nullable String email,
            @Nullable String taxId,
            @Nullable Address address,
            @Nullable Object terms) {}

    /** @param country by its two letters, as ISO 3166 has them */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Address(
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String region,
            @Nullable String country) {}

    /** @param customers those with something open or unapplied */
    record GroupBalance(List<Balance> balances, List<Member> customers) {}

    record Member(InvoicesApi.CustomerName customer, List<Balance> balances) {}

    /** @param undueBills what bills and cheques promise and nobody has paid yet; no part of the balance */
    record Balances(List<Money> undueBills) {}

    /** In minor units. */
    record Balance(String currency, long open, long unapplied, long balance) {}

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
