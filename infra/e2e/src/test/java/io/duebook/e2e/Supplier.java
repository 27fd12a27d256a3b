package io.duebook.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A tenant of one journey, linked to an account at the Stripe double, and its ERP. */
final class Supplier {

    private static final Http OPERATOR = new Http(
            Installation.shared().operator().path("client_id").asString(),
            Installation.shared().operator().path("client_secret").asString());

    private final String name;
    private final String account;
    private final Http erp;

    private Supplier(String name, String account, Http erp) {
        this.name = name;
        this.account = account;
        this.erp = erp;
    }

    static Supplier create(String name, String locale, String timeZone, String currency) {
        String slug = "s-" + UUID.randomUUID().toString().substring(0, 8);
        JsonNode tenant = OPERATOR.post(
                "/v1/tenants",
                Map.of("slug", slug, "name", name, "time_zone", timeZone, "locale", locale, "base_currency", currency));
        String account = "acct_" + slug.replace("-", "");
        Http.plain("PUT", Installation.shared().stripe() + "/_accounts/" + account, Map.of());
        OPERATOR.put("/v1/tenants/" + tenant.path("id").asString() + "/stripe_account", Map.of("account", account));
        JsonNode client = tenant.path("client");
        return new Supplier(
                name,
                account,
                new Http(
                        client.path("client_id").asString(),
                        client.path("client_secret").asString()));
    }

    String name() {
        return name;
    }

    String account() {
        return account;
    }

    Http erp() {
        return erp;
    }

    String customer(String customerName, String language) {
        return erp.post("/v1/customers", Map.of("name", customerName, "language", language))
                .path("id")
                .asString();
    }

    /** Issues an invoice of one untaxed line; the days are as seen from today in the tenant's zone. */
    JsonNode invoice(String customer, String number, long amount, String currency, int issuedDaysAgo, int netDays) {
        var request = new HashMap<String, Object>(Map.of(
                "customer",
                customer,
                "number",
                number,
                "issue_date",
                today().minusDays(issuedDaysAgo).toString(),
                "currency",
                currency,
                "terms",
                "net_" + netDays,
                "lines",
                List.of(Map.of(
                        "description",
                        "Deliveries as agreed",
                        "quantity",
                        "1",
                        "unit_amount",
                        amount,
                        "tax_rate",
                        "0")),
                "issue",
                true));
        return erp.post("/v1/invoices", request);
    }

    /** Receives money by bank transfer for one invoice. */
    void receives(String customer, long amount, String currency, JsonNode invoice) {
        erp.post(
                "/v1/payments",
                Map.of(
                        "customer",
                        customer,
                        "amount",
                        Map.of("amount", amount, "currency", currency),
                        "received_on",
                        today().toString(),
                        "method",
                        "bank_transfer",
                        "allocate",
                        List.of(Map.of("invoice", invoice.path("id").asString(), "amount", amount))));
    }

    /** Whoever writes off more than this needs a second person. */
    void approveWriteOffsAbove(long amount) {
        erp.patch("/v1/policies", Map.of("write_off", Map.of("approve_above", amount)));
    }

    java.time.LocalDate today() {
        return java.time.LocalDate.parse(
                erp.get("/v1/reports/aging").path("as_of").asString());
    }

    Contact contact(String customer, String language) {
        String email = "payer-" + UUID.randomUUID().toString().substring(0, 8) + "@customer.example";
        erp.post(
                "/v1/contacts",
                Map.of("customer", customer, "email", email, "name", "Robin Chen", "language", language));
        return new Contact(email, "a long enough pass phrase");
    }

    Contact member(String role, String language) {
        String email = "staff-" + UUID.randomUUID().toString().substring(0, 8) + "@supplier.example";
        erp.post(
                "/v1/members",
                Map.of("email", email, "name", "Kim Weber", "roles", List.of(role), "language", language));
        return new Contact(email, "a long enough pass phrase");
    }

    /** Somebody whom the workspace is yet to invite. */
    static Contact stranger() {
        return new Contact(
                "guest-" + UUID.randomUUID().toString().substring(0, 8) + "@guest.example",
                "a long enough pass phrase");
    }

    /** What is open in a currency, by the report that staff reads. */
    long open(String currency) {
        return erp.get("/v1/reports/aging").path("currencies").values().stream()
                .filter(in -> in.path("currency").asString().equals(currency))
                .mapToLong(in -> in.path("open").asLong())
                .sum();
    }

    /** What settles nothing in a currency, by the report that staff reads. */
    long unapplied(String currency) {
        return erp.get("/v1/reports/aging").path("currencies").values().stream()
                .filter(in -> in.path("currency").asString().equals(currency))
                .mapToLong(in -> in.path("unapplied").asLong())
                .sum();
    }

    /**
     * Every account's balance by the journal, as {@code receivable EUR}; debits are positive. Accounts of one kind,
     * such as all customers' receivables, count as one.
     */
    Map<String, Long> trialBalance() {
        var balances = new HashMap<String, Long>();
        String cursor = "";
        do {
            JsonNode page = erp.get("/v1/journal?limit=200" + cursor);
            page.path("data").forEach(entry -> entry.path("lines")
                    .forEach(line -> balances.merge(
                            line.path("account").asString().split(":", 2)[0]
                                    + " "
                                    + line.path("currency").asString(),
                            line.path("amount").asLong(),
                            Math::addExact)));
            JsonNode next = page.path("next_cursor");
            cursor = next.isString() ? "&cursor=" + Http.encode(next.asString()) : "";
        } while (!cursor.isEmpty());
        return balances;
    }

    /** Charges that went through at the processor for this tenant, oldest first. */
    List<JsonNode> charges() {
        var own = new ArrayList<JsonNode>();
        JsonNode all = Http.plainGet(Installation.shared().stripe() + "/_charges?account=" + account);
        (all.isArray() ? all : all.path("data")).forEach(charge -> {
            if (charge.path("account").asString(account).equals(account)
                    && charge.path("paid").asBoolean(true)) {
                own.add(charge);
            }
        });
        return own;
    }

    /** Somebody who was invited, and the password they will choose. */
    record Contact(String email, String password) {}
}
