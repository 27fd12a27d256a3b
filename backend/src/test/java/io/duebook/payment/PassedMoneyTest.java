package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.importing.ImportFile;
import io.duebook.platform.Caller;
import io.duebook.platform.JobHandler;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What becomes of a head office's money at a branch: what it counts as there, and who is told of it. */
@BackendTest
class PassedMoneyTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private List<JobHandler> jobs;

    private TestTenant tenant;
    private Api erp;
    private String head;
    private String branch;

    @BeforeEach
    void begin() {
        tenant = tenants.create();
        erp = tenant.program();
        head = tenant.customer("Head").path("id").asString();
        branch = erp.post("/v1/customers", Map.of("name", "Branch", "parent", head, "external_id", "branch"))
                .expect(201)
                .path("id")
                .asString();
    }

    @AfterEach
    void booksBalance() {
        Books.mustBalance(tenant.id());
    }

    /** The event is the customer's, and so are those who read it; what others owe stands in the transfer's. */
    @Test
    void theEventOfAPaymentTellsNothingOfOthersClaims() throws SQLException {
        String own = invoice(head, 200);
        String others = invoice(branch, 500);
        JsonNode payment = pay(Map.of("allocate", List.of(Body.part(own, 200), Body.part(others, 500))), 800, "EUR");

        JsonNode received = event("payment.received");
        assertThat(received.path("allocations").valueStream().map(made -> made.path("invoice")
                        .asString()))
                .containsExactly(own);
        assertThat(received.at("/passed_on/amount").asLong()).isEqualTo(500);
        assertThat(received.toString()).doesNotContain(others).doesNotContain(branch);
        JsonNode passed = event("transfer.created");
        assertThat(passed.at("/allocations/0/invoice").asString()).isEqualTo(others);
        assertThat(passed.path("to").asString()).isEqualTo(branch);
        assertThat(
                        query(
                                "select count(*) from event where tenant_id = ? and type like 'transfer%' and customer_id is null"))
                .isEqualTo("1");

        // A part goes back, and then the rest: only with that the transfer has ended.
        String allocation = payment.path("allocations")
                .valueStream()
                .filter(made -> made.path("invoice").asString().equals(others))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        erp.post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                payment.path("id"),
                                "amount",
                                300,
                                "items",
                                List.of(Map.of("invoice", others, "amount", 200)),
                                "reason",
                                "paid twice"))
                .expect(201);
        assertThat(event("transfer.returned").at("/amount/amount").asLong()).isEqualTo(200);
        assertThat(count("transfer.reversed")).isZero();
        erp.post("/v1/payments/" + payment.path("id").asString() + "/reverse", Map.of("kind", "return", "reason", "no"))
                .expect(200);
        assertThat(event("transfer.reversed").at("/amount/amount").asLong()).isEqualTo(300);
        assertThat(erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "again"))
                        .status())
                .isEqualTo(409);
    }

    /** A recovery ends whole for a part of it; the rest is the head office's money, and nobody's credit at the branch. */
    @Test
    void theRestOfARecoveryIsThePayersAgain() throws SQLException {
        String invoice = invoice(branch, 1_000);
        erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "insolvency opened"))
                .expect(200);
        JsonNode payment =
                pay(Map.of("received_on", "2026-12-31", "allocate", List.of(Body.part(invoice, 1_000))), 1_000, "EUR");
        assertThat(payment.path("passed_on").asLong()).isEqualTo(1_000);

        erp.post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                payment.path("id"),
                                "amount",
                                400,
                                "items",
                                List.of(Body.part(invoice, 400)),
                                "reason",
                                "Head paid too much"))
                .expect(201);

        JsonNode left = erp.get("/v1/payments/" + payment.path("id").asString()).expect(200);
        assertThat(left.path("unapplied").asLong()).isEqualTo(600);
        assertThat(left.path("passed_on").asLong()).isZero();
        assertThat(rows("select reason from event where tenant_id = ? and type = 'invoice.recovery_undone'"))
                .as("it is the branch's event, and says nothing of whose money it was")
                .containsExactly("The money that came for it went back.");
    }

    /** A part of the branch's recovery and a part of an own claim, in one refund: each as named, and the rest is the payer's. */
    @Test
    void aRefundTakesOutOfARecoveryAndOfAnOwnClaimTogether() {
        String lost = invoice(branch, 1_000);
        erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + lost + "/write_off", Map.of("reason", "insolvency opened"))
                .expect(200);
        String own = invoice(head, 500);
        String payment = pay(
                        Map.of(
                                "received_on",
                                "2026-12-31",
                                "allocate",
                                List.of(Body.part(lost, 1_000), Body.part(own, 500))),
                        1_600,
                        "EUR")
                .path("id")
                .asString();
        var refund = new HashMap<String, Object>(Map.of(
                "payment",
                payment,
                "items",
                List.of(Body.part(lost, 400), Body.part(own, 300)),
                "reason",
                "paid too much"));
        for (long wrong : List.of(700, 799, 801, 1_400)) {
            refund.put("amount", wrong);
            assertThat(erp.post("/v1/refunds", refund).refused(409)).isEqualTo("items_do_not_fit");
        }
        assertThat(openOf(own)).isZero();

        // 100 were unapplied and go first; 600 are left of the recovery.
        refund.put("amount", 800);
        erp.post("/v1/refunds", refund).expect(201);
        JsonNode left = erp.get("/v1/payments/" + payment).expect(200);
        assertThat(left.path("unapplied").asLong()).isEqualTo(600);
        assertThat(left.path("passed_on").asLong()).isZero();
        assertThat(openOf(own)).isEqualTo(300);
        assertThat(erp.get("/v1/invoices/" + lost)
                        .expect(200)
                        .at("/settled/written_off")
                        .asLong())
                .isEqualTo(1_000);
    }

    /** 90.00 EUR took 100.00 USD: a hundred dollars come out of it, and not ninety. */
    @Test
    void aRefundCountsOthersClaimsAsWhatTheyTookOfTheMoney() {
        String invoice = invoice(branch, 9_000);
        String payment =
                pay(Map.of("allocate", "none"), 10_000, "USD").path("id").asString();
        String passed = erp.post(
                        "/v1/transfers", Map.of("to", branch, "payment", payment, "amount", 10_000, "reason", "theirs"))
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/allocations", Map.of("transfer", passed, "invoice", invoice, "amount", 9_000, "rate", "1.111111"))
                .expect(201);
        var refund = new HashMap<String, Object>(
                Map.of("payment", payment, "items", List.of(Body.part(invoice, 9_000)), "reason", "not ours"));

        refund.put("amount", 9_000);
        assertThat(erp.post("/v1/refunds", refund).refused(409)).isEqualTo("items_do_not_fit");
        assertThat(openOf(invoice)).isZero();
        refund.put("amount", 10_000);
        erp.post("/v1/refunds", refund).expect(201);
        assertThat(openOf(invoice)).isEqualTo(9_000);
        assertThat(left(passed)).isZero();
    }

    /** Money passes in its own currency; at the branch it settles like any money of another currency. */
    @Test
    void moneyOfAnotherCurrencyPassesAndSettlesAtTheBranch() {
        String euros = invoice(branch, 1_000);
        assertThat(erp.post("/v1/payments", payment(Map.of("allocate", List.of(Body.part(euros, 1_000))), 2_000, "USD"))
                        .refused(422))
                .isEqualTo("currency_mismatch");

        JsonNode payment = pay(Map.of("allocate", "none"), 2_000, "USD");
        String transfer = erp.post(
                        "/v1/transfers",
                        Map.of(
                                "to",
                                branch,
                                "payment",
                                payment.path("id"),
                                "amount",
                                1_500,
                                "transferred_on",
                                "2026-01-12",
                                "reason",
                                "for their invoice"))
                .expect(201)
                .path("id")
                .asString();
        erp.post(
                        "/v1/allocations",
                        Map.of(
                                "transfer",
                                transfer,
                                "invoice",
                                euros,
                                "amount",
                                1_000,
                                "rate",
                                "1.1",
                                "allocated_on",
                                "2026-01-13"))
                .expect(201);
        assertThat(openOf(euros)).isZero();
        assertThat(left(transfer)).isEqualTo(400);

        reverse(payment, "2026-03-01");
        assertThat(openOf(euros)).isEqualTo(1_000);
        erp.post(
                        "/v1/payments/" + payment.path("id").asString() + "/reinstate",
                        Map.of("reinstated_on", "2026-03-03", "reason", "it came"))
                .expect(200);
        assertThat(openOf(euros)).isZero();
        String again = erp.get("/v1/transfers").expect(200).at("/data/0/id").asString();
        assertThat(again).isNotEqualTo(transfer);
        assertThat(left(again)).isEqualTo(400);
        assertThat(left(transfer)).isZero();
    }

    /** Given, not paid: whoever asks what was collected must not find it. */
    @Test
    void aCreditNoteThatPassedOnCountsAsCredit() {
        String note = erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                head,
                                "issue_date",
                                "2026-01-05",
                                "currency",
                                "EUR",
                                "lines",
                                List.of(Map.of(
                                        "description", "Bonus",
                                        "quantity", "1",
                                        "unit_amount", 400,
                                        "tax_rate", "0")),
                                "reason",
                                "the year's bonus"))
                .expect(201)
                .path("id")
                .asString();
        String owed = invoice(branch, 400);
        String transfer = erp.post("/v1/transfers", Map.of("to", branch, "credit_note", note, "reason", "theirs"))
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/allocations", Map.of("transfer", transfer, "invoice", owed, "amount", 400))
                .expect(201);

        for (Api reader : List.of(erp, tenant.contact(branch))) {
            JsonNode seen = reader.get("/v1/invoices/" + owed).expect(200);
            assertThat(seen.at("/settled/credited").asLong()).isEqualTo(400);
            assertThat(seen.at("/settled/paid").asLong()).isZero();
            assertThat(seen.path("closed_by").toString()).isEqualTo("[\"credited\"]");
            assertThat(seen.at("/allocations/0/number").isNull())
                    .as("what passed has no number")
                    .isTrue();
        }
    }

    /** What an import brought was never there, and so nobody ever had anything of it. */
    @Test
    void whatPassedOnOfAnImportEndsWithItsUndo() throws SQLException {
        String batch = ImportFile.upload(
                        erp,
                        ImportFile.HEADER
                                + "branch,Branch,OLD-1,2026-01-01,2026-01-31,100.00,,,,\n"
                                + "branch,Branch,OLD-2,2026-01-01,2026-01-31,50.00,,2026-01-20,50.00,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        String debt = transfer(Map.of(
                "invoice",
                erp.get("/v1/invoices?q=OLD-1").expect(200).at("/data/0/id"),
                "transferred_on",
                "2026-02-01"));
        JsonNode imported = erp.get("/v1/payments/"
                        + erp.get("/v1/payments?customer=" + branch)
                                .expect(200)
                                .at("/data/0/id")
                                .asString())
                .expect(200);
        erp.post(
                        "/v1/allocations/" + imported.at("/allocations/0/id").asString() + "/reverse",
                        Map.of("reversed_on", "2026-01-25", "reason", "for another"))
                .expect(200);
        String mistaken =
                transfer(Map.of("payment", imported.path("id"), "amount", 500, "transferred_on", "2026-02-01"));
        erp.post("/v1/transfers/" + mistaken + "/reverse", Map.of("reversed_on", "2026-02-02", "reason", "too early"))
                .expect(200);
        String credit =
                transfer(Map.of("payment", imported.path("id"), "amount", 3_000, "transferred_on", "2026-02-03"));
        String owed = invoice(head, 2_000);
        erp.post("/v1/allocations", Map.of("transfer", credit, "invoice", owed, "amount", 2_000))
                .expect(201);

        for (int time = 0; time < 2; time++) {
            erp.post("/v1/imports/" + batch + "/undo", "").expect(200);
            assertThat(
                            rows(
                                    "select object::text from event where tenant_id = ? and type = 'transfer.reversed' order by id"))
                    .extracting(Api.JSON::readTree)
                    .extracting(event -> event.path("id").asString() + " "
                            + event.at("/amount/amount").asLong() + " "
                            + event.path("on").asString() + " "
                            + event.at("/allocations/0/invoice").asString("nothing"))
                    .containsExactlyInAnyOrder(
                            mistaken + " 500 2026-02-02 nothing",
                            debt + " 10000 2026-02-01 nothing",
                            credit + " 3000 2026-02-03 " + owed);
        }
        assertThat(openOf(owed)).isEqualTo(2_000);
        for (String gone : List.of(debt, mistaken, credit)) {
            JsonNode seen = erp.get("/v1/transfers/" + gone).expect(200);
            assertThat(seen.path("standing").asLong()).isZero();
            assertThat(seen.path("reversed_on").asString(""))
                    .isEqualTo(
                            gone.equals(mistaken)
                                    ? "2026-02-02"
                                    : seen.path("transferred_on").asString());
            assertThat(erp.post("/v1/transfers/" + gone + "/reverse", Map.of("reason", "again"))
                            .refused(409))
                    .isEqualTo("already_reversed");
        }
    }

    private String transfer(Map<String, Object> what) {
        var request = new HashMap<String, Object>(Map.of("to", head, "reason", "agreed"));
        request.putAll(what);
        return erp.post("/v1/transfers", request).expect(201).path("id").asString();
    }

    /** Who passed it meanwhile cannot be waited for in order: the command asks to be sent again. */
    @Test
    void whatPassedOnWhileItWasWaitedForIsAskedForAgain() throws Exception {
        JsonNode payment = pay(Map.of("allocate", "none"), 800, "EUR");
        String batch = ImportFile.upload(
                        erp, ImportFile.HEADER + "branch,Branch,OLD-1,2026-01-01,2026-01-31,100.00,,,,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        String third = tenant.customer("Third").path("id").asString();
        UUID imported = UUID.fromString(query("select id from invoice where tenant_id = ? and number = 'OLD-1'"));

        // With a key of its own it is not sent again by itself.
        Api once = erp.with("Idempotency-Key", "while it passes");
        assertThat(whilePassing(
                                head,
                                third,
                                id(PaymentId.PREFIX, payment.path("id").asString()),
                                () -> once.post(
                                        "/v1/payments/" + payment.path("id").asString() + "/reverse",
                                        Map.of("kind", "return", "reason", "no funds")))
                        .refused(409))
                .isEqualTo("busy");
        assertThat(whilePassing(branch, third, imported, () -> once.post("/v1/imports/" + batch + "/undo", ""))
                        .refused(409))
                .isEqualTo("busy");
        JsonNode promised =
                pay(Map.of("method", "bill", "bill", Body.bill("W-2", "2099-06-05"), "allocate", "none"), 300, "EUR");
        String bill = promised.at("/bill/id").asString();
        for (Callable<Api.Answer> step : List.<Callable<Api.Answer>>of(
                () -> once.post("/v1/bills/" + bill + "/collect", Map.of("collected_on", "2026-02-09")),
                () -> once.post("/v1/bills/collect", Map.of("bills", List.of(bill), "collected_on", "2026-02-09")))) {
            assertThat(whilePassing(
                                    head,
                                    third,
                                    id(PaymentId.PREFIX, promised.path("id").asString()),
                                    step)
                            .refused(409))
                    .isEqualTo("busy");
        }

        // A large one is undone by a job, which comes again: that was no try.
        UUID large = id(ImportId.PREFIX, batch);
        try (var connection = TestBackend.DATABASE.superuser().getConnection()) {
            run(connection, "update import set state = 'undoing' where id = ?", large);
        }
        Callable<JobHandler.Outcome> job = () -> jobs.stream()
                .filter(handler -> handler.kind().equals("import"))
                .findFirst()
                .orElseThrow()
                .run(tenant.id(), large)
                .contextWrite(Caller.program(tenant.id(), "test")::into)
                .block();
        assertThat(whilePassing(branch, third, imported, job)).isInstanceOf(JobHandler.Again.class);
        assertThat(query("select max(tries) from import where tenant_id = ?")).isEqualTo("0");

        reverse(payment, "2026-03-01");
        assertThat(job.call()).isEqualTo(JobHandler.done());
        assertThat(erp.get("/v1/imports/" + batch).expect(200).path("state").asString())
                .isEqualTo("undone");
    }

    /** What a command answers that waits for a customer while something passes on to another. */
    private <T> T whilePassing(String customer, String to, UUID source, Callable<T> command) throws Exception {
        UUID passed = UUID.randomUUID();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var one = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            run(connection, "select from customer where id = ? for update", id(CustomerId.PREFIX, customer));
            var answer = one.submit(command);
            await().until(() -> query("""
                            select count(*) > 0
                              from pg_stat_activity
                             where wait_event_type = 'Lock'
                               and datname = current_database()
                               and query like '%customer%for no key update%'
                               and cast(? as uuid) is not null""").equals("t"));
            run(connection, """
                    insert into transfer (tenant_id, id, kind, from_customer_id, to_customer_id, source_id, currency, amount,
                                          transferred_on, with_payment, principal, reason, entry_id, created_at)
                    select c.tenant_id, ?, 'credit', c.id, ?, ?, 'EUR', 1, '2026-01-10', false, false, 'test', e.id, now()
                      from customer c
                      join lateral (select id from journal_entry where tenant_id = c.tenant_id limit 1) e on true
                     where c.id = ?
                    """, passed, id(CustomerId.PREFIX, to), source, id(CustomerId.PREFIX, customer));
            connection.commit();
            T told = answer.get();
            run(connection, "delete from transfer where id = ?", passed);
            connection.commit();
            return told;
        }
    }

    private static void run(Connection connection, String sql, UUID... places) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < places.length; at++) {
                statement.setObject(at + 1, places[at]);
            }
            statement.execute();
        }
    }

    private static UUID id(String prefix, String text) {
        return PublicId.parse(prefix, text).orElseThrow();
    }

    private String query(String sql) throws SQLException {
        return String.valueOf(rows(sql).getFirst());
    }

    private List<String> rows(String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, tenant.id().value());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    /** The one of its kind. */
    private JsonNode event(String type) throws SQLException {
        List<String> found = rows("select object::text from event where tenant_id = ? and type = '" + type + "'");
        assertThat(found).hasSize(1);
        return Api.JSON.readTree(found.getFirst());
    }

    private int count(String type) throws SQLException {
        return rows("select id::text from event where tenant_id = ? and type = '" + type + "'")
                .size();
    }

    private String invoice(String customer, long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private JsonNode pay(Map<String, Object> more, long amount, String currency) {
        return erp.post("/v1/payments", payment(more, amount, currency)).expect(201);
    }

    private Body payment(Map<String, Object> more, long amount, String currency) {
        return Body.payment(head, amount, currency)
                .with("received_on", "2026-01-05")
                .with(more);
    }

    private void reverse(JsonNode payment, String on) {
        erp.post(
                        "/v1/payments/" + payment.path("id").asString() + "/reverse",
                        Map.of("kind", "return", "reversed_on", on, "reason", "no funds"))
                .expect(200);
    }

    private long openOf(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200).path("open").asLong();
    }

    private long left(String transfer) {
        return erp.get("/v1/transfers/" + transfer).expect(200).path("left").asLong();
    }
}
