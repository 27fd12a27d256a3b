package io.duebook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.Caller;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Whatever somebody does to the books with every right in the database is found by the next round, and nothing else is. */
@BackendTest
class CorruptionTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Autowired
    private TestTenants tenants;

    @Autowired
    private Auditor auditor;

    private final Map<String, String> rows = new HashMap<>();
    private @Nullable TestTenant tenant;

    @BeforeEach
    void books() {
        tenant = tenants.create();
        Api program = tenant().program();
        program.post("/v1/exchange_rates", Map.of("base", "EUR", "quote", "USD", "rate", "1.25", "on", "2025-01-01"))
                .expect(201);
        String customer = id("customer", tenant().customer("Acme"));
        id("neighbour", tenant().customer("Neighbour"));
        String invoice = id(
                "invoice",
                program.post(
                                "/v1/invoices",
                                Body.invoice(customer, 0)
                                        .with("lines", List.of(taxed("Work", 80_000), taxed("Travel", 20_000))))
                        .expect(201));
        id("other", tenant().invoice(customer, 70_000, "2026-01-02", "2026-02-01"));
        id(
                "parts",
                program.post(
                                "/v1/invoices",
                                Body.invoice(customer, 30_000)
                                        .without("due_date")
                                        .with(
                                                "instalments",
                                                List.of(
                                                        Map.of("due_on", "2026-02-01", "amount", 10_000),
                                                        Map.of("due_on", "2026-03-01", "amount", 20_000))))
                        .expect(201));
        String payment = id(
                "payment",
                program.post(
                                "/v1/payments",
                                Body.payment(customer, 50_000).with("allocate", List.of(Body.part(invoice, 40_000))))
                        .expect(201));
        id(
                "note",
                program.post(
                                "/v1/credit_notes",
                                Map.of(
                                        "customer", customer,
                                        "currency", "EUR",
                                        "issue_date", "2026-01-11",
                                        "lines", List.of(Body.line(6_000)),
                                        "allocate", "none"))
                        .expect(201));
        id(
                "refund",
                program.post("/v1/refunds", Map.of("payment", payment, "amount", 1_000, "reason", "Asked for it"))
                        .expect(201));
        id(
                "fee",
                program.post(
                                "/v1/fees",
                                Map.of("customer", customer, "kind", "late_fee", "amount", 500, "currency", "EUR"))
                        .expect(201));
        id(
                "dispute",
                program.post(
                                "/v1/cases",
                                Map.of(
                                        "customer",
                                        customer,
                                        "invoice",
                                        Objects.requireNonNull(rows.get("other")),
                                        "reason",
                                        "quantity",
                                        "amount",
                                        7_000,
                                        "message",
                                        "One box is missing"))
                        .expect(201));
        String undone = program.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 100))
                .expect(201)
                .path("id")
                .asString();
        program.post("/v1/allocations/" + undone + "/reverse", Map.of("reason", "Not meant"))
                .expect(200);
        program.post("/v1/invoices", Body.invoice(customer, 25_000).with("currency", "USD"))
                .expect(201);
        freeze(customer, "2026-01-01", "2026-01-31");
        program.post("/v1/periods/2026-01/close", Map.of()).expect(200);
        tenant().payment(customer, 300, "2026-01-25", "none");
        tenant().payment(customer, 200, "2026-02-05", "none");
        freeze(customer, "2026-02-01", "2026-02-28");
        tenant().payment(customer, 100, "2026-02-06", "none");
        freeze(customer, "2026-02-01", "2026-02-28");
        program.post("/v1/statements", Map.of("customer", customer, "kind", "open_item", "as_of", "2026-02-15"))
                .expect(201);
        program.post("/v1/periods/2026-03/close", Map.of()).expect(200);
        program.post("/v1/periods/2026-03/reopen", Map.of("reason", "Something was forgotten"))
                .expect(200);
        program.post("/v1/periods/2026-03/close", Map.of()).expect(200);
        program.post("/v1/periods/2026-01/lock", Map.of()).expect(200);
        Awaitility.await().until(() -> one("""
                select (select count(*) from event where tenant_id = ?tenant)
                       = (select count(*) from event_number where tenant_id = ?tenant)
                """).equals("t"));
    }

    private void freeze(String customer, String from, String to) {
        tenant().program()
                .post("/v1/statements", Map.of("customer", customer, "kind", "activity", "from", from, "to", to))
                .expect(201);
    }

    private static Map<String, Object> taxed(String description, long amount) {
        return Map.of("description", description, "quantity", "1", "unit_amount", amount, "tax_rate", "19");
    }

    private String id(String name, JsonNode made) {
        String id = made.path("id").asString();
        rows.put(name, id);
        return id;
    }

    private TestTenant tenant() {
        return Objects.requireNonNull(tenant);
    }

    @Test
    void booksThatNobodyTouchedAreClean() {
        round();
        assertThat(standing()).isEmpty();
        changes();
        assertThat(standing()).isEmpty();
        assertThat(Audited.findings(TestBackend.DATABASE.superuser(), tenant().id()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Corruption.class)
    void isFound(Corruption corruption) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            // Keys between tables do not hold whoever has every right; what is asked is asked within, and taken back.
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            statement.execute(text(corruption.sql()));
            assertThat(Audited.findings(connection, tenant().id()))
                    .as(corruption.name())
                    .anyMatch(found -> found.startsWith(corruption.foundBy() + " "));
            connection.rollback();
        }
    }

    /** Of old rows, too, of which no change is recorded; and it is known to be well again once it is. */
    @Test
    void isFoundByTheNextRoundToldOnceAndHealed() {
        round();
        update("update open_item set open = open - 1 where tenant_id = ?tenant and id = ?other");
        round();
        round();
        changes();
        assertThat(standing())
                .containsExactly("item.open " + rows.get("other"), "customer.balance " + rows.get("customer"));

        update("update open_item set open = open + 1 where tenant_id = ?tenant and id = ?other");
        changes();
        assertThat(standing()).isEmpty();
        assertThat(tenant().program()
                        .get("/v1/audit?limit=200")
                        .expect(200)
                        .path("data")
                        .valueStream()
                        .map(act -> act.path("type").asString())
                        .filter(type -> type.startsWith("audit.")))
                .containsExactly("audit.resolved", "audit.resolved", "audit.finding", "audit.finding");
    }

    /** What is written anew is looked at without any round. */
    @Test
    void isFoundInWhatWasJustWritten() {
        changes();
        String late = tenant().payment(Objects.requireNonNull(rows.get("customer")), 700, "2026-01-20", "none")
                .path("id")
                .asString();
        rows.put("late", late);
        update("update credit set unapplied = 1 where tenant_id = ?tenant and id = ?late");
        changes();
        assertThat(standing()).singleElement().asString().startsWith("credit.unapplied " + late);
    }

    @Test
    void whatIsGoneForGoodIsWellAgain() {
        update("""
                insert into open_item (tenant_id, id, customer_id, kind, number, currency, amount, open, issued_on, due_on)
                select tenant_id, gen_random_uuid(), customer_id, kind, 'planted', currency, amount, open, issued_on, due_on
                  from open_item where tenant_id = ?tenant and id = ?other
                """);
        round();
        assertThat(standing()).isNotEmpty();
        update("delete from open_item where tenant_id = ?tenant and number = 'planted'");
        changes();
        round();
        assertThat(standing()).isEmpty();
    }

    /** One of another tenant is none of this one's. */
    @Test
    void anotherTenantsBooksStayClean() {
        update("update open_item set open = open - 1 where tenant_id = ?tenant and id = ?other");
        round();
        var other = tenants.create();
        auditor.round(LONGEST)
                .contextWrite(Caller.program(other.id(), "audit")::into)
                .block();
        assertThat(other.program().get("/v1/audit").expect(200).path("data")).isEmpty();
    }

    private void round() {
        run(Mono.defer(() -> auditor.round(LONGEST))
                .repeat()
                .takeUntil(over -> over)
                .then());
    }

    private void changes() {
        run(auditor.changes());
    }

    private void run(Mono<Void> work) {
        work.contextWrite(Caller.program(tenant().id(), "audit")::into).block(LONGEST);
    }

    private List<String> standing() {
        return List.of(one("""
                        select coalesce(string_agg(f.pass || '.' || f.rule || ' ' || f.subject, chr(10) order by f.id), '')
                          from audit_finding f
                         where f.tenant_id = ?tenant
                           and not exists (select from audit_resolution r
                                            where r.tenant_id = ?tenant and r.finding_id = f.id)
                        """).split("\n")).stream()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void update(String sql) {
        Tampering.update(text(sql));
    }

    private String one(String sql) {
        return Tampering.one(text(sql));
    }

    /** With the tenant's and the rows' ids in their places; behind a quote, the public id. */
    private String text(String sql) {
        String text = sql.replace("?tenant", "'" + tenant().id().value() + "'");
        for (var row : rows.entrySet()) {
            text = text.replace("?'" + row.getKey(), "'" + row.getValue() + "'")
                    .replace("?" + row.getKey(), "'" + uuid(row.getValue()) + "'");
        }
        return text;
    }

    private static String uuid(String publicId) {
        String digits = "0123456789abcdefghjkmnpqrstvwxyz";
        var bits = java.math.BigInteger.ZERO;
        for (char digit : publicId.substring(4).toCharArray()) {
            bits = bits.shiftLeft(5).or(java.math.BigInteger.valueOf(digits.indexOf(digit)));
        }
        return new java.util.UUID(bits.shiftRight(64).longValue(), bits.longValue()).toString();
    }
}
