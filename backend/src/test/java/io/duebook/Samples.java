package io.duebook;

import io.duebook.scenario.Api;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RestoreId;
import io.duebook.shared.StatementId;
import java.lang.reflect.RecordComponent;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One real object of a tenant for each type of id, made when it is first asked for, and bodies that name them. */
final class Samples {

    /** A body the call would take, by the type that reads it; {@code <Type>} stands for an id. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("JsonNode", "{}"),
            Map.entry("CustomerDetails", "{\"name\":\"Sample\",\"parent\":\"<CustomerId>\"}"),
            Map.entry("NewInvoice", """
                    {"customer":"<CustomerId>","issue_date":"2026-01-01","due_date":"2026-01-31","currency":"EUR",
                     "lines":[{"description":"Work","quantity":"1","unit_amount":1000,"tax_rate":"0"}],"issue":true}"""),
            Map.entry("RecurringInvoiceDetails", """
                    {"invoice":{"customer":"<CustomerId>","currency":"EUR","terms":"net_30",
                     "lines":[{"description":"Rent {month}","quantity":"1","unit_amount":1000,"tax_rate":"0"}]},
                     "every":"month","first_on":"2099-01-31","until":"2099-12-31","times":3}"""),
            Map.entry("Resumption", "{\"missed\":\"issue\"}"),
            Map.entry("NewCreditNote", """
                    {"customer":"<CustomerId>","currency":"EUR","issue_date":"2026-01-02","lines":[
                     {"invoice":"<InvoiceId>","description":"Rebate","quantity":"1","unit_amount":1,"tax_rate":"0"}]}"""),
            Map.entry("ClaimWriteOff", "{\"amount\":1,\"reason\":\"a sample\"}"),
            Map.entry("ClaimWaiver", "{\"amount\":1,\"reason\":\"a sample\"}"),
            Map.entry("Reopening", "{\"reason\":\"a sample\"}"),
            Map.entry("Rejection", "{\"reason\":\"a sample\"}"),
            Map.entry("Voiding", "{\"reason\":\"a sample\"}"),
            Map.entry("NewPayment", """
                    {"customer":"<CustomerId>","amount":{"amount":700,"currency":"EUR"},"received_on":"2026-01-02",
                     "method":"cash","allocate":[{"invoice":"<InvoiceId>","amount":10}]}"""),
            Map.entry("NewAllocation", """
                    {"payment":"<PaymentId>","invoice":"<InvoiceId>","amount":1,"allocated_on":"2026-01-03"}"""),
            Map.entry("CreditsToApply", "{\"customer\":\"<CustomerId>\",\"currency\":\"USD\"}"),
            Map.entry("NewExchangeRate", """
                    {"base":"EUR","quote":"USD","rate":"1.08","on":"2026-01-02"}"""),
            Map.entry("NewExchangeRates", """
                    {"rates":[{"base":"EUR","quote":"JPY","rate":"163.25","on":"2026-01-02"}]}"""),
            Map.entry(
                    "NewStatement", "{\"customer\":\"<CustomerId>\",\"kind\":\"open_item\",\"as_of\":\"2026-01-05\"}"),
            Map.entry("NewNetting", """
                    {"customer":"<CustomerId>","currency":"EUR","items":[{"invoice":"<InvoiceId>","amount":1}],
                     "reason":"a sample"}"""),
            Map.entry("NewSettlementOffer", """
                    {"customer":"<CustomerId>","currency":"EUR","items":["<InvoiceId>"],"amount":1,
                     "expires_on":"2099-12-31","reason":"a sample"}"""),
            Map.entry("NewDeposit", """
                    {"customer":"<CustomerId>","issue_date":"2026-01-01","currency":"EUR",
                     "lines":[{"description":"First part","quantity":"1","unit_amount":1000,"tax_rate":"19"}]}"""),
            Map.entry("DepositPayment", "{\"payment\":\"<PaymentId>\"}"),
            Map.entry("Releasing", "{\"payment\":\"<PaymentId>\",\"reason\":\"a sample\"}"),
            Map.entry("AttachmentDeletion", "{\"reason\":\"a sample\"}"),
            Map.entry("NewCase", """
                    {"customer":"<CustomerId>","invoice":"<InvoiceId>","reason":"price","amount":1,"message":"a sample",
                     "owner":"<MemberId>"}"""),
            Map.entry("NewStatementReply", "{\"statement\":\"<StatementId>\",\"contested\":[]}"),
            Map.entry("NewDispute", "{\"reason\":\"price\",\"amount\":1,\"message\":\"a sample\"}"),
            Map.entry("NewMessage", "{\"message\":\"a sample\"}"),
            Map.entry(
                    "CaseResolution",
                    "{\"outcome\":\"credited\",\"credit_note\":\"<CreditNoteId>\",\"message\":\"a sample\"}"),
            Map.entry("CaseWithdrawal", "{\"message\":\"a sample\"}"),
            Map.entry("Withdrawal", "{\"reason\":\"a sample\"}"),
            Map.entry("BillsDeposit", "{\"bills\":[\"<BillId>\"],\"slip\":\"S-1\"}"),
            Map.entry("BillsCollection", "{\"bills\":[\"<BillId>\"]}"),
            Map.entry("BillDeposit", "{\"slip\":\"S-1\"}"),
            Map.entry("BillCollection", "{}"),
            Map.entry("BillDiscounting", "{\"cost\":5,\"bank\":\"A bank\"}"),
            Map.entry("BillEndorsement", "{\"endorsee\":\"A supplier\"}"),
            Map.entry("BillDishonour", "{\"customer_fee\":5,\"reason\":\"a sample\"}"),
            Map.entry("BillReturn", "{\"reason\":\"a sample\"}"),
            Map.entry("BillUndoing", "{\"reason\":\"a sample\"}"),
            Map.entry("NewTransfer", """
                    {"to":"<CustomerId>","invoice":"<InvoiceId>","amount":1,"reason":"a sample"}"""),
            Map.entry("TransferUndoing", "{\"reason\":\"a sample\"}"),
            Map.entry("NettingUndoing", "{\"reason\":\"a sample\"}"),
            Map.entry("NewReversal", "{\"kind\":\"return\",\"customer_fee\":5,\"reason\":\"a sample\"}"),
            Map.entry("NewRefund", "{\"payment\":\"<PaymentId>\",\"amount\":1,\"reason\":\"a sample\"}"),
            Map.entry("NewUnidentifiedReceipt", """
                    {"amount":700,"currency":"EUR","received_on":"2026-01-02","method":"bank_transfer",
                     "payer":"Who knows","reference":"thanks"}"""),
            Map.entry("ReceiptClaim", "{\"customer\":\"<CustomerId>\",\"allocate\":\"none\"}"),
            Map.entry("ReceiptReturn", "{\"reason\":\"a sample\"}"),
            Map.entry("Reinstatement", "{\"reason\":\"a sample\"}"),
            Map.entry("NewFee", """
                    {"customer":"<CustomerId>","invoice":"<InvoiceId>","kind":"late_fee","amount":500,"currency":"EUR",
                     "issue_date":"2025-02-01"}"""),
            Map.entry("NewInterestClaim", "{\"customer\":\"<CustomerId>\",\"through\":\"2025-03-01\"}"),
            Map.entry("Undoing", "{\"reason\":\"a sample\"}"),
            Map.entry(
                    "NewStatementRun",
                    "{\"kind\":\"open_item\",\"as_of\":\"2026-01-06\",\"group\":\"<CustomerId>\",\"starts_at\":\"2099-01-01T00:00:00Z\"}"),
            Map.entry("StatementSending", "{\"recipients\":[{\"email\":\"<Email>\",\"language\":\"en\"}]}"),
            Map.entry("NewContact", "{\"customer\":\"<CustomerId>\",\"email\":\"<Email>\"}"),
            Map.entry("NewMember", "{\"email\":\"<Email>\",\"roles\":[\"auditor\"]}"),
            Map.entry("NewTenant", """
                    {"slug":"sample-tenant","name":"Sample","country":"DE","time_zone":"Europe/Berlin","locale":"en",
                     "base_currency":"EUR"}"""),
            Map.entry("StripeAccount", "{\"account\":\"acct_sample\"}"),
            Map.entry("NewApiClient", "{\"name\":\"Sample\",\"scopes\":[\"customers:read\"]}"),
            Map.entry("CheckoutRequest", """
                    {"customer":"<CustomerId>","currency":"EUR","items":["<InvoiceId>"],
                     "return_url":"http://127.0.0.1/back"}"""));

    /** Fields that stand where another one does, so that no body has both; their feature's own test tries them. */
    private static final Set<String> INSTEAD_OF_ANOTHER = Set.of(
            "NewAllocation.creditNote",
            "NewAllocation.charge",
            "NewAllocation.transfer",
            "NewRefund.creditNote",
            "NewRefund.charge",
            "NewTransfer.payment",
            "NewTransfer.creditNote",
            "NewTransfer.charge");

    private static final Pattern PLACE = Pattern.compile("<(\\w+Id)>");

    private final TestTenant tenant;
    private final Map<String, String> made = new HashMap<>();

    Samples(TestTenant tenant) {
        this.tenant = tenant;
    }

    String id(Class<?> type) {
        return id(type.getSimpleName());
    }

    /** By the name a body's place gives it. */
    String idOf(String type) {
        return id(type);
    }

    static Class<?> type(String name) {
        try {
            return Class.forName(PublicId.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException noSuchId) {
            throw new AssertionError(noSuchId);
        }
    }

    private String id(String type) {
        String known = made.get(type);
        if (known == null) {
            known = make(type).path("id").asString();
            made.put(type, known);
        }
        return known;
    }

    private JsonNode make(String type) {
        return switch (type) {
            case "CustomerId" -> tenant.customer("Sample");
            case "InvoiceId" -> tenant.invoice(id(CustomerId.class), 1_000, "2026-01-01", "2026-01-31");
            case "RecurringInvoiceId" ->
                post(
                        "/v1/recurring_invoices",
                        Api.JSON.readTree(fill(Objects.requireNonNull(BODIES.get("RecurringInvoiceDetails")))));
            case "PaymentId" -> tenant.payment(id(CustomerId.class), 700, "2026-01-02", "none");
            case "CreditNoteId" ->
                post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                id(CustomerId.class),
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-02",
                                "lines",
                                List.of(Map.of(
                                        "description",
                                        "Rebate",
                                        "quantity",
                                        "1",
                                        "unit_amount",
                                        50,
                                        "tax_rate",
                                        "0"))));
            case "AllocationId" ->
                post(
                        "/v1/allocations",
                        // Of an invoice and a payment of its own: the sample ones may have been undone meanwhile.
                        Map.of("payment", freshPayment(), "invoice", freshInvoice(), "amount", 100));
            case "RefundId" ->
                post("/v1/refunds", Map.of("payment", freshPayment(), "amount", 100, "reason", "a sample"));
            case "AttachmentId" -> attachment();
            case "BillId" -> bill();
            case "NettingId" ->
                post(
                        "/v1/nettings",
                        Map.of(
                                "customer",
                                id(CustomerId.class),
                                "currency",
                                "EUR",
                                "items",
                                List.of(Map.of("invoice", freshInvoice(), "amount", 10)),
                                "reason",
                                "a sample"));
            case "DepositId" ->
                post("/v1/deposits", Api.JSON.readTree(fill(Objects.requireNonNull(BODIES.get("NewDeposit")))));
            case "SettlementOfferId" ->
                post(
                        "/v1/settlement_offers",
                        Map.of(
                                "customer",
                                id(CustomerId.class),
                                "currency",
                                "EUR",
                                "items",
                                List.of(freshInvoice()),
                                "amount",
                                // So little is waived that nobody else needs to agree.
                                990,
                                "expires_on",
                                "2099-12-31",
                                "reason",
                                "a sample"));
            case "TransferId" ->
                post(
                        "/v1/transfers",
                        Map.of(
                                "to",
                                tenant.customer("Taker").path("id").asString(),
                                "invoice",
                                freshInvoice(),
                                "amount",
                                10,
                                "reason",
                                "a sample"));
            case "UnidentifiedReceiptId" ->
                post(
                        "/v1/unidentified_receipts",
                        Map.of(
                                "amount",
                                700,
                                "currency",
                                "EUR",
                                "received_on",
                                "2026-01-02",
                                "method",
                                "bank_transfer"));
            case "CaseId" ->
                post(
                        "/v1/cases",
                        Map.of(
                                "customer",
                                id(CustomerId.class),
                                "invoice",
                                freshInvoice(),
                                "reason",
                                "price",
                                "message",
                                "a sample"));
            case "StatementId" ->
                post(
                        "/v1/statements",
                        Map.of("customer", id(CustomerId.class), "kind", "open_item", "as_of", "2026-01-06"));
            case "StatementReplyId" ->
                post("/v1/statement_replies", Map.of("statement", id(StatementId.class), "contested", List.of()));
            case "StatementRunId" ->
                post(
                        "/v1/statement_runs",
                        Map.of("kind", "open_item", "as_of", "2026-01-06", "starts_at", "2099-01-01T00:00:00Z"));
            case "MessageId" -> message();
            case "ChargeId" ->
                post(
                        "/v1/fees",
                        Map.of("customer", id(CustomerId.class), "kind", "late_fee", "amount", 500, "currency", "EUR"));
            case "EventId" -> {
                id(CustomerId.class);
                yield tenant.program()
                        .get("/v1/audit?limit=1")
                        .expect(200)
                        .path("data")
                        .path(0);
            }
            case "ContactId" -> post("/v1/contacts", Map.of("customer", id(CustomerId.class), "email", email()));
            case "MemberId" -> post("/v1/members", Map.of("email", email(), "roles", List.of("auditor")));
            case "ApiClientId" -> post("/v1/clients", Map.of("name", "Sample", "scopes", List.of("customers:read")));
            case "ExportId" -> export();
            case "RestoreId" -> restore();
            case "ImportId" -> upload();
            case "ApprovalId" -> approval();
            default -> throw new AssertionError("The API names a " + type + ": say here how a test makes one.");
        };
    }

    /** Types whose objects a test cannot make by itself, and tokens: their paths are tried with what never was only. */
    static boolean isMadeElsewhere(Class<?> type) {
        return type.equals(String.class) || type.getSimpleName().equals("CheckoutId");
    }

    private String freshInvoice() {
        return tenant.invoice(id(CustomerId.class), 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private String freshPayment() {
        return tenant.payment(id(CustomerId.class), 700, "2026-01-02", "none")
                .path("id")
                .asString();
    }

    private JsonNode post(String path, Object body) {
        return tenant.program().post(path, body).expect(201);
    }

    /** One at a time is made: one that another call began serves as well. */
    private JsonNode export() {
        Api.Answer asked = tenant.program().post("/v1/exports", "");
        return asked.status() == 201
                ? asked.json()
                : tenant.program()
                        .get("/v1/exports?limit=1")
                        .expect(200)
                        .path("data")
                        .path(0);
    }

    private JsonNode bill() {
        return post(
                        "/v1/payments",
                        Map.of(
                                "customer",
                                id("CustomerId"),
                                "amount",
                                Map.of("amount", 700, "currency", "EUR"),
                                "received_on",
                                "2026-01-02",
                                "method",
                                "bill",
                                "bill",
                                Map.of("kind", "bank_acceptance", "number", "B-1", "matures_on", "2026-04-02"),
                                "allocate",
                                "none"))
                .path("bill");
    }

    /** A write-off above what one person may write off alone. */
    private JsonNode approval() {
        String policies = tenant.program().get("/v1/policies").header("ETag");
        tenant.program()
                .patch("/v1/policies", policies, "{\"write_off\":{\"approve_above\":100}}")
                .expect(200);
        String invoice = tenant.invoice(id("CustomerId"), 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String waiting = tenant.program()
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "a sample"))
                .expect(202)
                .path("approval")
                .asString();
        return tenant.program().get("/v1/approvals/" + waiting).expect(200);
    }

    private JsonNode upload() {
        String form = """
                --limit
                Content-Disposition: form-data; name="spec"
                Content-Type: application/json

                {"kind":"receivables","format":"csv","currency":"EUR","date_format":"yyyy-MM-dd",
                 "columns":{"customer.external_id":"customer","invoice.number":"number","invoice.issue_date":"issued",
                            "invoice.due_date":"due","invoice.total":"total"}}
                --limit
                Content-Disposition: form-data; name="file"; filename="sample.csv"
                Content-Type: text/csv

                customer,number,issued,due,total
                sample,S-1,2026-01-01,2026-01-31,10.00
                --limit--
                """.replace("\n", "\r\n");
        return tenant.program()
                .with("Content-Type", "multipart/form-data; boundary=limit")
                .post("/v1/imports", form)
                .expect(201);
    }

    /** One that came to nothing: books that are not empty take none in. */
    private JsonNode restore() {
        UUID id = UUID.randomUUID();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into archive (tenant_id, id, kind, state, failure, actor, client, request_id, created_at, ended_at)
                    values ('%s', '%s', 'restore', 'failed', 'archive_altered', 'erp', 'erp', 'a request', now(), now())
                    """.formatted(tenant.id().value(), id));
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return Api.JSON.createObjectNode().put("id", new RestoreId(id).text());
    }

    private JsonNode attachment() {
        String form = """
                --limit
                Content-Disposition: form-data; name="document"

                %s
                --limit
                Content-Disposition: form-data; name="visible_to_customer"

                true
                --limit
                Content-Disposition: form-data; name="file"; filename="note.txt"
                Content-Type: text/plain

                As we said on the telephone.
                --limit--
                """.formatted(id("CustomerId")).replace("\n", "\r\n");
        return tenant.program()
                .with("Content-Type", "multipart/form-data; boundary=limit")
                .post("/v1/attachments", form)
                .expect(201);
    }

    /** One that is on its way, to nobody. */
    private JsonNode message() {
        return tenant.program()
                .post(
                        "/v1/statements/" + id(StatementId.class) + "/send",
                        Map.of("recipients", List.of(Map.of("email", email()))))
                .expect(202)
                .path("data")
                .path(0);
    }

    private static String email() {
        return UUID.randomUUID() + "@example.org";
    }

    static String bodyOf(ApiCall call) {
        return call.body()
                .map(type -> {
                    String body = BODIES.get(type.getSimpleName());
                    if (body == null) {
                        throw new AssertionError(call + " reads a " + type + ": give a sample of its body here.");
                    }
                    idFields(type)
                            .filter(field -> !INSTEAD_OF_ANOTHER.contains(type.getSimpleName() + "." + field))
                            .filter(field -> !body.contains('"' + asWritten(field) + "\":\"<"))
                            .findFirst()
                            .ifPresent(field -> {
                                throw new AssertionError("The sample body of " + call + " names no " + field + ".");
                            });
                    return body;
                })
                .orElse("{}");
    }

    private static Stream<String> idFields(Class<?> type) {
        return !type.isRecord()
                ? Stream.of()
                : Arrays.stream(type.getRecordComponents())
                        .filter(field -> PublicId.class.isAssignableFrom(field.getType()))
                        .map(RecordComponent::getName);
    }

    /** As JSON writes it. */
    private static String asWritten(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    /** How many ids the body names. */
    static int places(String body) {
        return (int) PLACE.matcher(body).results().count();
    }

    /** The body with the tenant's own ids. */
    String fill(String body) {
        return fill(body, -1, type -> "");
    }

    /** The body with the tenant's own ids, but for one place. */
    String fill(String body, int place, Function<String, String> stranger) {
        Matcher matcher = PLACE.matcher(body);
        var filled = new StringBuilder();
        for (int at = 0; matcher.find(); at++) {
            matcher.appendReplacement(filled, at == place ? stranger.apply(matcher.group(1)) : id(matcher.group(1)));
        }
        return matcher.appendTail(filled).toString().replace("<Email>", email());
    }
}
