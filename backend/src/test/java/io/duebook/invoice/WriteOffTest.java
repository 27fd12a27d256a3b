package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Invoices that end unpaid, and the second person it may take. */
@BackendTest
class WriteOffTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api accountant;
    private Api controller;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        accountant = tenant.program();
        controller = tenant.programNamed("controller");
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void aWriteOffTakesTheTaxBackAndTheClaimRemains() {
        String invoice = taxed(10_000, "19");

        JsonNode ended =
                writeOff(invoice, Map.of("written_off_on", "2026-03-31")).expect(200);

        assertThat(ended.path("state").asString()).isEqualTo("written_off");
        assertThat(ended.path("open").asLong()).isZero();
        assertThat(settled(ended)).isEqualTo(Map.of("written_off", 11_900L));
        assertThat(journal("write_off"))
                .containsExactlyInAnyOrder(
                        "bad_debt 10000",
                        "receivable -10000",
                        "tax:19 1900",
                        "receivable -1900",
                        "written_off 11900",
                        "memorandum -11900");
        assertThat(openOn("2026-03-30")).isEqualTo(11_900);
        assertThat(openOn("2026-03-31")).isZero();
    }

    @Test
    void whereTheLawGivesNoTaxBackAllOfItIsBadDebt() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"tax_relief\":false}}")
                .expect(200);

        writeOff(taxed(10_000, "19"), Map.of()).expect(200);

        assertThat(journal("write_off"))
                .containsExactlyInAnyOrder(
                        "bad_debt 11900", "receivable -11900", "written_off 11900", "memorandum -11900");
    }

    @Test
    void ratesShareAPartInProportionToWhatTheyContribute() {
        String invoice = accountant
                .post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-01",
                                "terms",
                                "net_30",
                                "lines",
                                List.of(
                                        Map.of(
                                                "description",
                                                "Work",
                                                "quantity",
                                                "1",
                                                "unit_amount",
                                                10_000,
                                                "tax_rate",
                                                "19"),
                                        Map.of(
                                                "description",
                                                "Stamps",
                                                "quantity",
                                                "1",
                                                "unit_amount",
                                                10_000,
                                                "tax_rate",
                                                "0")),
                                "issue",
                                true))
                .expect(201)
                .path("id")
                .asString();

        writeOff(invoice, Map.of("amount", 10_000)).expect(200);

        // 100.00 × 119.00 ÷ 219.00 = 54.33 are of the rate, and 54.33 × 19.00 ÷ 119.00 = 8.67 are tax.
        assertThat(journal("write_off")).contains("bad_debt 9133", "tax:19 867");
        writeOff(invoice, Map.of()).expect(200);
        assertThat(journal("write_off")).contains("bad_debt 10868", "tax:19 1032");
    }

    @Test
    void aPartLeavesTheRestOpen() {
        String invoice = taxed(10_000, "19");

        JsonNode half = writeOff(invoice, Map.of("amount", 5_000)).expect(200);

        assertThat(half.path("state").asString()).isEqualTo("open");
        assertThat(half.path("open").asLong()).isEqualTo(6_900);
        // 50.00 × 19.00 ÷ 119.00 = 7.98, rounded once
        assertThat(journal("write_off")).contains("bad_debt 4202", "tax:19 798");
        assertThat(writeOff(invoice, Map.of("amount", 6_901)).refused(409)).isEqualTo("item_settled");
        assertThat(writeOff(invoice, Map.of()).expect(200).path("state").asString())
                .isEqualTo("written_off");
        assertThat(writeOff(invoice, Map.of()).refused(409)).isEqualTo("item_settled");
    }

    @Test
    void aWaiverEndsWhatIsOpenFirstAndThenWhatIsOffTheBooks() {
        String invoice = taxed(10_000, "19");
        writeOff(invoice, Map.of("amount", 5_000)).expect(200);

        JsonNode waived = waive(invoice, Map.of("amount", 7_900)).expect(200);

        assertThat(waived.path("state").asString()).isEqualTo("written_off");
        assertThat(settled(waived)).isEqualTo(Map.of("written_off", 4_000L, "waived", 7_900L));
        assertThat(journal("waiver"))
                .containsExactlyInAnyOrder("waived 6900", "receivable -6900", "memorandum 1000", "written_off -1000");
        JsonNode ended = waive(invoice, Map.of()).expect(200);
        assertThat(ended.path("state").asString()).isEqualTo("paid");
        assertThat(settled(ended)).isEqualTo(Map.of("waived", 11_900L));
        assertThat(waive(invoice, Map.of()).refused(409)).isEqualTo("item_settled");
    }

    @Test
    void theStatementTellsItAndStillAddsUp() {
        String invoice = taxed(10_000, "0");
        writeOff(invoice, Map.of("amount", 4_000, "written_off_on", "2026-02-10"))
                .expect(200);
        waive(invoice, Map.of("amount", 1_000, "waived_on", "2026-02-11")).expect(200);

        JsonNode statement = accountant
                .get("/v1/customers/" + customer + "/statement?kind=activity&from=2026-02-01&to=2026-02-28")
                .expect(200)
                .at("/currencies/0");

        assertThat(statement.path("lines").values().stream()
                        .map(line -> line.path("kind").asString() + " "
                                + line.path("amount").asLong() + " "
                                + line.path("running").asLong()))
                .containsExactly("write_off -4000 6000", "waiver -1000 5000");
        assertThat(statement.path("closing").asLong()).isEqualTo(5_000);
    }

    @Test
    void daysThatCannotBeAreRefused() {
        String invoice = taxed(10_000, "0");
        tenant.payment(customer, 10_000, "2026-02-01", "oldest_first");
        JsonNode paid = accountant.get("/v1/invoices/" + invoice).expect(200);
        accountant
                .post(
                        "/v1/allocations/" + paid.at("/allocations/0/id").asString() + "/reverse",
                        Map.of("reversed_on", "2026-03-01", "reason", "wrong customer"))
                .expect(200);

        var early = writeOff(invoice, Map.of("written_off_on", "2026-02-15"));
        assertThat(early.refused(422)).isEqualTo("too_early");
        assertThat(early.json().at("/params/earliest").asString()).isEqualTo("2026-03-01");
        assertThat(writeOff(invoice, Map.of("written_off_on", "2999-01-01")).refused(422))
                .isEqualTo("date_in_future");
        assertThat(writeOff(invoice, Map.of("written_off_on", "2026-03-01")).status())
                .isEqualTo(200);
    }

    @Test
    void badRequestsChangeNothing() {
        String invoice = taxed(10_000, "0");
        Api seen = accountant.with("If-Match", "\"1\"");

        assertThat(seen.post("/v1/invoices/" + invoice + "/write_off", Map.of()).refused(422))
                .isEqualTo("reason_required");
        assertThat(accountant
                        .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "gone"))
                        .refused(428))
                .isEqualTo("version_required");
        assertThat(accountant
                        .with("If-Match", "\"7\"")
                        .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "gone"))
                        .refused(412))
                .isEqualTo("version_mismatch");
        assertThat(writeOff(invoice, Map.of("amount", 0)).status()).isEqualTo(422);
        assertThat(writeOff(invoice, Map.of("amount", -1)).status()).isEqualTo(422);
        Api stranger = tenants.create().program();
        assertThat(stranger.with("If-Match", "\"1\"")
                        .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "gone"))
                        .status())
                .isEqualTo(404);
        assertThat(tenant.contact(customer)
                        .with("If-Match", "\"1\"")
                        .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "gone"))
                        .status())
                .isEqualTo(403);
        assertThat(accountant
                        .get("/v1/invoices/" + invoice)
                        .expect(200)
                        .path("open")
                        .asLong())
                .isEqualTo(10_000);
    }

    @Test
    void twoAtTheSameTimeEndItOnce() {
        String invoice = taxed(10_000, "19");

        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(at -> CompletableFuture.supplyAsync(
                        () -> writeOff(invoice, Map.of("amount", 11_900)).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409, 409, 409);
    }

    @Test
    void aboveTheLimitASecondPersonMustAgreeAndNothingIsPostedBefore() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":5000}}")
                .expect(200);
        String invoice = taxed(10_000, "0");

        assertThat(writeOff(invoice, Map.of("amount", 5_000)).status()).isEqualTo(200);
        String large = taxed(10_000, "0");
        String approval = writeOff(large, Map.of()).expect(202).path("approval").asString();

        assertThat(openOf(large)).isEqualTo(10_000);
        assertThat(accountant.post("/v1/approvals/" + approval + "/approve", "").refused(403))
                .isEqualTo("second_person_needed");
        JsonNode done =
                controller.post("/v1/approvals/" + approval + "/approve", "").expect(200);
        assertThat(done.path("state").asString()).isEqualTo("approved");
        assertThat(openOf(large)).isZero();
        assertThat(controller.post("/v1/approvals/" + approval + "/approve", "").refused(409))
                .isEqualTo("already_decided");
        assertThat(controller
                        .post("/v1/approvals/" + approval + "/reject", Map.of("reason", "no"))
                        .refused(409))
                .isEqualTo("already_decided");
    }

    @Test
    void askedTwiceItWaitsOnceAndRejectedItIsOver() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":0}}")
                .expect(200);
        String invoice = taxed(10_000, "0");
        Api same = accountant.with("Idempotency-Key", "write-off-1").with("If-Match", "\"1\"");
        var first = same.post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "bankrupt"));
        var again = same.post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "bankrupt"));

        assertThat(again.expect(202)).isEqualTo(first.expect(202));
        assertThat(writeOff(invoice, Map.of()).refused(409)).isEqualTo("approval_pending");
        String approval = first.json().path("approval").asString();
        JsonNode waiting =
                controller.get("/v1/approvals?state=pending").expect(200).path("data");
        assertThat(waiting.size()).isEqualTo(1);
        assertThat(waiting.at("/0/subject").asString()).isEqualTo(invoice);
        assertThat(waiting.at("/0/amount/amount").asLong()).isEqualTo(10_000);
        assertThat(controller
                        .post("/v1/approvals/" + approval + "/reject", Map.of())
                        .refused(422))
                .isEqualTo("reason_required");
        controller
                .post("/v1/approvals/" + approval + "/reject", Map.of("reason", "call them first"))
                .expect(200);
        assertThat(controller
                        .get("/v1/approvals?state=pending")
                        .expect(200)
                        .path("data")
                        .size())
                .isZero();
        assertThat(writeOff(invoice, Map.of()).status()).isEqualTo(202);
        assertThat(tenants.create().program().get("/v1/approvals/" + approval).status())
                .isEqualTo(404);
    }

    @Test
    void whatChangedSinceItWasAskedIsRefusedAndStaysPending() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":0}}")
                .expect(200);
        String invoice = taxed(10_000, "0");
        String approval =
                writeOff(invoice, Map.of()).expect(202).path("approval").asString();
        tenant.payment(customer, 4_000, "2026-02-01", "oldest_first");

        assertThat(controller.post("/v1/approvals/" + approval + "/approve", "").refused(409))
                .isEqualTo("item_settled");

        assertThat(openOf(invoice)).isEqualTo(6_000);
        assertThat(controller
                        .get("/v1/approvals/" + approval)
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("pending");
    }

    @Test
    void twoWhoAgreeAtTheSameTimeDoItOnce() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":0}}")
                .expect(200);
        String approval = writeOff(taxed(10_000, "19"), Map.of())
                .expect(202)
                .path("approval")
                .asString();

        List<Integer> answers = IntStream.range(0, 6)
                .mapToObj(at -> CompletableFuture.supplyAsync(() -> tenant.programNamed("controller-" + at)
                        .post("/v1/approvals/" + approval + "/approve", "")
                        .status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409);
        assertThat(journal("write_off")).hasSize(6);
    }

    @Test
    void whatFailsHalfWayHasDoneNothingAndIsDoneTheNextTime() throws SQLException {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":0}}")
                .expect(200);
        String invoice = taxed(10_000, "19");
        String approval =
                writeOff(invoice, Map.of()).expect(202).path("approval").asString();
        Api same = controller.with("Idempotency-Key", "half way");
        sql("""
                create function break_approvals() returns trigger language plpgsql as
                $$ begin if new.tenant_id = '%s' then raise 'broken'; end if; return new; end $$""".formatted(tenant.id().value()));
        sql("create trigger breaks before update on approval for each row execute function break_approvals()");
        try {
            assertThat(same.post("/v1/approvals/" + approval + "/approve", "").status())
                    .isEqualTo(500);
            assertThat(openOf(invoice)).isEqualTo(11_900);
            assertThat(journal("write_off")).isEmpty();
            Books.mustBalance(tenant.id());
        } finally {
            sql("drop trigger breaks on approval");
            sql("drop function break_approvals()");
        }
        same.post("/v1/approvals/" + approval + "/approve", "").expect(200);
        assertThat(openOf(invoice)).isZero();
    }

    private static void sql(String text) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private String taxed(long net, String rate) {
        return accountant
                .post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-01",
                                "terms",
                                "net_30",
                                "lines",
                                List.of(Map.of(
                                        "description", "Work", "quantity", "1", "unit_amount", net, "tax_rate", rate)),
                                "issue",
                                true))
                .expect(201)
                .path("id")
                .asString();
    }

    private Api.Answer writeOff(String invoice, Map<String, Object> request) {
        return end(invoice, "write_off", request);
    }

    private Api.Answer waive(String invoice, Map<String, Object> request) {
        return end(invoice, "waive", request);
    }

    private Api.Answer end(String invoice, String way, Map<String, Object> request) {
        var all = new HashMap<String, Object>(Map.of("reason", "insolvency opened"));
        all.putAll(request);
        return accountant.with("If-Match", "\"1\"").post("/v1/invoices/" + invoice + "/" + way, all);
    }

    private long openOf(String invoice) {
        return accountant
                .get("/v1/invoices/" + invoice)
                .expect(200)
                .path("open")
                .asLong();
    }

    private long openOn(String day) {
        return accountant
                .get("/v1/customers/" + customer + "/balance?as_of=" + day)
                .expect(200)
                .at("/balances/0/open")
                .asLong();
    }

    private static Map<String, Long> settled(JsonNode invoice) {
        var parts = new HashMap<String, Long>();
        invoice.path("settled").properties().stream()
                .filter(part -> part.getValue().asLong() != 0)
                .forEach(part -> parts.put(part.getKey(), part.getValue().asLong()));
        return parts;
    }

    /** The lines of all entries of a kind, without whose account it is. */
    private List<String> journal(String kind) {
        return accountant.get("/v1/journal?limit=200").expect(200).path("data").values().stream()
                .filter(entry -> entry.path("kind").asString().equals(kind))
                .flatMap(entry -> entry.path("lines").values().stream())
                .map(line -> line.path("account").asString().replaceAll(":cus_.*", "") + " "
                        + line.path("amount").asLong())
                .toList();
    }
}
