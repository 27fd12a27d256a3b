package io.duebook.e2e;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Books of one customer and one of their group, with one of each document there is; knows the screens about them. */
final class OneOfEach {

    private static final String FAR_AWAY = "2099-04-20";

    private final Supplier supplier;
    private final Http erp;
    private final String today;
    private final String head;
    private final String branch;
    private final JsonNode invoice;
    private final JsonNode dollars;
    private final JsonNode payment;
    private final JsonNode returned;
    private final JsonNode note;
    private final JsonNode fee;
    private final JsonNode deposit;
    private final JsonNode activity;
    private final JsonNode openItems;
    private final JsonNode dispute;
    private final JsonNode stranger;
    private final List<String> others;

    OneOfEach(Supplier supplier) {
        this.supplier = supplier;
        this.erp = supplier.erp();
        LocalDate day = supplier.today();
        this.today = day.toString();
        this.head = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");
        this.branch = id(erp.post("/v1/customers", Map.of("name", "苏州蓝田精密仪器有限公司", "parent", head)));
        erp.post("/v1/exchange_rates", Map.of("base", "USD", "quote", "EUR", "rate", "0.9", "on", today));
        this.invoice = supplier.invoice(head, "E-1", 90_000, "EUR", 60, 14);
        this.dollars = supplier.invoice(head, "E-2", 10_000, "USD", 50, 14);
        JsonNode dinars = supplier.invoice(head, "E-4", 1_234, "KWD", 30, 14);
        JsonNode branches = supplier.invoice(branch, "E-3", 5_000, "EUR", 40, 14);
        JsonNode written = supplier.invoice(head, "E-5", 3_000, "EUR", 300, 14);
        this.payment =
                receives(14_000, "bank_transfer", List.of(part(dollars, 10_000), part(branches, 1_000)), Map.of());
        this.activity = of("statements", Map.of("kind", "activity", "from", "2020-01-01"));
        this.openItems = of("statements", Map.of("kind", "open_item"));
        this.dispute = of("cases", Map.of("invoice", id(dinars), "reason", "price", "message", "We agreed on less"));
        this.returned = receives(2_000, "direct_debit", List.of(part(invoice, 2_000)), Map.of());
        erp.act(
                "/v1/payments/" + id(returned) + "/reverse",
                Map.of("kind", "return", "reversed_on", today, "reason", "Account closed"));
        receives(1_000, "bill", "none", Map.of("bill", bill()));
        this.note = of(
                "credit_notes",
                Map.of("currency", "EUR", "allocate", "none", "lines", lines(5_000), "reason", "Goodwill"));
        this.fee = of("fees", Map.of("kind", "collection_cost", "amount", 4_000, "currency", "EUR"));
        this.deposit = of(
                "deposits",
                Map.of("issue_date", today, "due_date", FAR_AWAY, "currency", "EUR", "lines", lines(500_000)));
        this.stranger = erp.post(
                "/v1/unidentified_receipts",
                Map.of("amount", 12_500, "currency", "EUR", "received_on", today, "method", "bank_transfer"));
        this.others = Stream.of(
                        address("bills", erp.get("/v1/bills").at("/data/0")),
                        address("transfers", transfers()),
                        address("nettings", nets()),
                        address("settlement_offers", offers()),
                        address("recurring_invoices", recurs()),
                        address(
                                "statement_runs",
                                erp.post(
                                        "/v1/statement_runs",
                                        Map.of("kind", "open_item", "starts_at", FAR_AWAY + "T00:00:00Z"))),
                        address("invoices", written),
                        address("approvals", asksToWriteOff(written)))
                .toList();
    }

    /** The screen of each of them. */
    List<String> documents() {
        return Stream.concat(
                        Stream.of(
                                "/customers/" + head,
                                "/customers/" + branch,
                                "/exchange_differences",
                                "/audit",
                                // Open, and with all that was booked.
                                "/periods/" + today.substring(0, 7),
                                address("unidentified_receipts", stranger)),
                        Stream.concat(forContact().stream(), others.stream()))
                .toList();
    }

    /** Those that the customer may open, too. */
    List<String> forContact() {
        return List.of(
                address("invoices", invoice),
                address("invoices", dollars),
                address("payments", payment),
                address("payments", returned),
                address("receipts", payment),
                address("credit_notes", note),
                address("charges", fee),
                address("deposits", deposit),
                address("statements", activity),
                address("statements", openItems),
                address("cases", dispute));
    }

    Supplier.Contact contact(String language) {
        return supplier.contact(head, language);
    }

    /** What is filled in to change the books, about these where it is about one. */
    List<String> forms() {
        return Stream.of(
                        Stream.of(
                                        "invoices",
                                        "receipts",
                                        "fees",
                                        "deposits",
                                        "nettings",
                                        "settlement_offers",
                                        "recurring_invoices")
                                .map(form -> "/" + form + "/new?customer=" + head),
                        Stream.of("/exchange_rates/new", "/exchange_rates/file"),
                        Stream.of(
                                "/interest/of/" + head,
                                address("credit_notes/on", invoice),
                                address("write_offs/of", invoice),
                                address("allocations/of", payment),
                                address("allocations/of", note),
                                address("refunds/of", payment),
                                address("reversals/of", payment),
                                address("reinstatements/of", returned),
                                "/transfers/new?of=" + id(invoice),
                                "/transfers/new?of=" + id(payment)))
                .flatMap(some -> some)
                .toList();
    }

    private JsonNode receives(long amount, String method, Object allocate, Map<String, Object> besides) {
        var all = new HashMap<String, Object>(besides);
        all.putAll(Map.of(
                "amount",
                Map.of("amount", amount, "currency", "EUR"),
                "received_on",
                today,
                "method",
                method,
                "allocate",
                allocate));
        return of("payments", all);
    }

    private Map<String, Object> bill() {
        return Map.of(
                "kind",
                "bank_acceptance",
                "number",
                "130200000001",
                "acceptor",
                "Bank of the East",
                "issued_on",
                today,
                "matures_on",
                FAR_AWAY);
    }

    private JsonNode transfers() {
        return erp.post(
                "/v1/transfers", Map.of("to", branch, "invoice", id(invoice), "amount", 4_000, "reason", "Agreed"));
    }

    private JsonNode nets() {
        return of(
                "nettings", Map.of("currency", "EUR", "reason", "Their 4711", "items", List.of(part(invoice, 1_000))));
    }

    private JsonNode offers() {
        return of(
                "settlement_offers",
                Map.of(
                        "currency",
                        "EUR",
                        "items",
                        List.of(id(invoice)),
                        "amount",
                        70_000,
                        "expires_on",
                        FAR_AWAY,
                        "reason",
                        "Better than a lawsuit"));
    }

    private JsonNode recurs() {
        return erp.post(
                "/v1/recurring_invoices",
                Map.of(
                        "every",
                        "month",
                        "step",
                        1,
                        "first_on",
                        FAR_AWAY,
                        "invoice",
                        Map.of("customer", head, "currency", "EUR", "terms", "net_14", "lines", lines(900))));
    }

    private JsonNode asksToWriteOff(JsonNode written) {
        supplier.approveWriteOffsAbove(1);
        erp.ask("/v1/invoices/" + id(written), "/write_off", Map.of("amount", 3_000, "reason", "Insolvent"));
        return erp.get("/v1/approvals").at("/data/0");
    }

    private JsonNode of(String resource, Map<String, Object> request) {
        var all = new HashMap<>(request);
        all.put("customer", head);
        return erp.post("/v1/" + resource, all);
    }

    private static List<Map<String, Object>> lines(long unitAmount) {
        return List.of(
                Map.of("description", "As agreed", "quantity", "1", "unit_amount", unitAmount, "tax_rate", "19"));
    }

    private static Map<String, Object> part(JsonNode claim, long amount) {
        return Map.of("invoice", id(claim), "amount", amount);
    }

    private static String address(String screen, JsonNode document) {
        return "/" + screen + "/" + id(document);
    }

    private static String id(JsonNode document) {
        return document.path("id").asString();
    }
}
