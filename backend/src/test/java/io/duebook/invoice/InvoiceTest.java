package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.PublicId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BackendTest
class InvoiceTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @Test
    void taxesEachRateOnceAndRoundsHalfUp() {
        var invoice = erp.post(
                        "/v1/invoices",
                        request(Map.of(
                                "lines",
                                List.of(line("1.5", 333, "19"), line("1", 1000, "7"), line("3", 5, "19")),
                                "terms",
                                "net_30",
                                "issue_date",
                                "2026-01-31",
                                "issue",
                                true)))
                .expect(201);

        // 1.5 × 333 = 499.5 → 500; (500 + 15) × 19 % = 97.85 → 98; 1000 × 7 % = 70
        assertThat(invoice.path("net").asLong()).isEqualTo(1515);
        assertThat(invoice.path("tax").asLong()).isEqualTo(168);
        assertThat(invoice.path("total").asLong()).isEqualTo(1683);
        assertThat(invoice.path("open").asLong()).isEqualTo(1683);
        assertThat(invoice.path("due_date").asString()).isEqualTo("2026-03-02");
        assertThat(invoice.path("state").asString()).isEqualTo("open");
        assertThat(invoice.path("number").asString()).isEqualTo("INV-000001");
    }

    @Test
    void aDraftIsNotOwedUntilItIsIssued() {
        var draft = erp.post("/v1/invoices", request(Map.of("terms", "eom_15"))).expect(201);
        assertThat(draft.path("state").asString()).isEqualTo("draft");
        assertThat(draft.path("number").isNull()).isTrue();
        String path = "/v1/invoices/" + draft.path("id").asString();

        assertThat(erp.post(path + "/issue", "").refused(428)).isEqualTo("version_required");
        assertThat(erp.with("If-Match", "\"9\"").post(path + "/issue", "").refused(412))
                .isEqualTo("version_mismatch");

        var issued = erp.with("If-Match", "\"1\"").post(path + "/issue", "").expect(200);
        assertThat(issued.path("state").asString()).isEqualTo("open");
        assertThat(issued.path("version").asInt()).isEqualTo(2);
        assertThat(erp.with("If-Match", "\"2\"").post(path + "/issue", "").refused(409))
                .isEqualTo("not_a_draft");
    }

    @Test
    void aDraftThatNobodyNumberedIsVoided() {
        var draft = erp.post("/v1/invoices", request(Map.of("terms", "net_30"))).expect(201);

        var voided = erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + draft.path("id").asString() + "/void", Map.of("reason", "never sent"))
                .expect(200);

        assertThat(voided.path("state").asString()).isEqualTo("void");
        assertThat(voided.path("number").isNull()).isTrue();
    }

    @Test
    void numbersGivenByHandArePassedOver() {
        erp.post("/v1/invoices", request(Map.of("number", "INV-000001", "terms", "net_0", "issue", true)))
                .expect(201);

        var next = erp.post("/v1/invoices", request(Map.of("terms", "net_0", "issue", true)))
                .expect(201);

        assertThat(next.path("number").asString()).isEqualTo("INV-000002");
        assertThat(erp.post("/v1/invoices", request(Map.of("number", "INV-000002", "terms", "net_0")))
                        .refused(409))
                .isEqualTo("number_taken");
    }

    @Test
    void aRefusedInvoiceTakesNoNumber() {
        var draft = erp.post("/v1/invoices", request(Map.of("due_date", "2020-01-01")))
                .expect(201);
        String path = "/v1/invoices/" + draft.path("id").asString() + "/issue";
        assertThat(erp.with("If-Match", "\"1\"").post(path, "").refused(422)).isEqualTo("due_before_issue");

        var next = erp.post("/v1/invoices", request(Map.of("terms", "net_0", "issue", true)))
                .expect(201);
        assertThat(next.path("number").asString()).isEqualTo("INV-000001");
    }

    @Test
    void voidingTakesTheClaimBackAndKeepsTheNumber() {
        var invoice = tenant.invoice(customer, 10_000, "2026-01-01", "2026-01-31");
        String path = "/v1/invoices/" + invoice.path("id").asString();

        assertThat(erp.with("If-Match", "\"1\"").post(path + "/void", Map.of()).refused(422))
                .isEqualTo("reason_required");
        var voided = erp.with("If-Match", "\"1\"")
                .post(path + "/void", Map.of("reason", "wrong customer"))
                .expect(200);

        assertThat(voided.path("state").asString()).isEqualTo("void");
        assertThat(voided.path("open").asLong()).isZero();
        assertThat(erp.with("If-Match", "\"2\"")
                        .post(path + "/void", Map.of("reason", "again"))
                        .refused(409))
                .isEqualTo("already_void");
    }

    @Test
    void anInvoiceThatSomethingSettlesIsNotVoided() {
        var invoice = tenant.invoice(customer, 10_000, "2026-01-01", "2026-01-31");
        tenant.payment(customer, 1, "2026-01-05", "oldest_first");

        var answer = erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice.path("id").asString() + "/void", Map.of("reason", "oops"));

        assertThat(answer.refused(409)).isEqualTo("invoice_has_allocations");
    }

    /** A day of undoing that lies ahead was once accepted; the item is whole from that day on, and not before. */
    @Test
    void isVoidedNoEarlierThanTheDayOnWhichAllOfItIsFree() throws SQLException {
        var invoice = tenant.invoice(customer, 300, "2026-01-01", "2026-01-31");
        var payment = tenant.payment(customer, 300, "2026-01-05", "oldest_first");
        String made = payment.path("allocations").get(0).path("id").asString();
        erp.post("/v1/allocations/" + made + "/reverse", Map.of("reason", "bounced"))
                .expect(200);
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var later = connection.createStatement()) {
            for (String table : List.of("movement", "journal_entry")) {
                later.executeUpdate("""
                        update %s set value_on = '2999-01-01', accounting_on = '2999-01-01'
                         where tenant_id = '%s' and kind = 'allocation_undone'
                        """.formatted(table, tenant.id().value()));
            }
        }

        erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice.path("id").asString() + "/void", Map.of("reason", "twice"))
                .expect(200);

        Books.mustBalance(tenant.id());
    }

    @Test
    void isNotMadeForACustomerWhoIsArchivedAtTheSameMoment() throws Exception {
        UUID id = PublicId.parse("cus_", customer).orElseThrow();
        var request = request(Map.of("terms", "net_30", "issue", true));
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var clients = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            try (var archive = connection.prepareStatement("update customer set archived_at = now() where id = ?")) {
                archive.setObject(1, id);
                archive.executeUpdate();
            }
            Future<Api.Answer> made = clients.submit(() -> erp.post("/v1/invoices", request));
            TimeUnit.MILLISECONDS.sleep(500);
            connection.commit();

            assertThat(made.get().refused(422)).isEqualTo("unknown_reference");
        }
    }

    @Test
    void anInvoiceOverNothingIsPaidAtOnceAndCanBeVoided() {
        var invoice = tenant.invoice(customer, 0, "2026-01-01", "2026-01-31");
        assertThat(invoice.path("state").asString()).isEqualTo("paid");

        var voided = erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice.path("id").asString() + "/void", Map.of("reason", "not needed"))
                .expect(200);
        assertThat(voided.path("state").asString()).isEqualTo("void");
    }

    @Test
    void saysEveryFieldThatIsWrong() {
        var answer = erp.post(
                "/v1/invoices",
                request(Map.of("lines", List.of(line("1", 100, "101"), line("NaN", 100, "0")), "terms", "net_30")));

        assertThat(answer.refused(422)).isEqualTo("invalid_request");
        assertThat(answer.text()).contains("/lines/1/quantity");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(erp.post("/v1/invoices", "{\"customer\":").refused(400)).isEqualTo("malformed_json");
        var unknown = erp.post("/v1/invoices", request(Map.of("terms", "net_1", "colour", "blue")));
        assertThat(unknown.refused(400)).isEqualTo("unknown_field");
        assertThat(unknown.text()).contains("/colour");
        assertThat(erp.post("/v1/invoices", request(Map.of("terms", "net_1", "currency", "XXX")))
                        .refused(422))
                .isEqualTo("currency_not_supported");
        assertThat(erp.post("/v1/invoices", request(Map.of("terms", "net_1", "customer", "cus_nobody")))
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.post("/v1/invoices", "{\"lines\":[{\"unit_amount\":1.5}]}")
                        .refused(400))
                .isEqualTo("invalid_type");
        assertThat(erp.plainPost("/v1/invoices", request(Map.of("terms", "net_1")))
                        .refused(400))
                .isEqualTo("idempotency_key_required");
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndActsOnce() {
        Api same = erp.with("Idempotency-Key", "order-1");
        var first = same.post("/v1/invoices", request(Map.of("terms", "net_30", "issue", true)));
        var second = same.post("/v1/invoices", request(Map.of("terms", "net_30", "issue", true)));

        assertThat(second.expect(201)).isEqualTo(first.expect(201));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(same.post("/v1/invoices", request(Map.of("terms", "net_31", "issue", true)))
                        .refused(422))
                .isEqualTo("idempotency_key_reused");
        assertThat(erp.get("/v1/invoices").expect(200).path("data").size()).isEqualTo(1);
    }

    @Test
    void listsPageByPageNewestFirst() {
        for (int at = 1; at <= 5; at++) {
            tenant.invoice(customer, at, "2026-01-01", "2026-01-31");
        }
        var first = erp.get("/v1/invoices?limit=2&state=open").expect(200);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        var second = erp.get("/v1/invoices?limit=4&state=open&cursor="
                        + first.path("next_cursor").asString())
                .expect(200);

        assertThat(first.path("data").values().stream()
                        .map(row -> row.path("total").asLong()))
                .containsExactly(5L, 4L);
        assertThat(second.path("data").values().stream()
                        .map(row -> row.path("total").asLong()))
                .containsExactly(3L, 2L, 1L);
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(erp.get("/v1/invoices?limit=201").status()).isEqualTo(400);
        assertThat(erp.get("/v1/invoices?cursor=abc").refused(400)).isEqualTo("invalid_cursor");
    }

    @Test
    void anotherTenantFindsNothing() {
        var invoice = tenant.invoice(customer, 10_000, "2026-01-01", "2026-01-31");
        Api other = tenants.create().program();

        var theirs = other.get("/v1/invoices/" + invoice.path("id").asString());
        var none = other.get("/v1/invoices/inv_00000000000000000000000000");

        assertThat(theirs.refused(404)).isEqualTo("not_found");
        assertThat(theirs.text().replaceAll("req_[^\"]+", ""))
                .isEqualTo(none.text().replaceAll("req_[^\"]+", ""));
        assertThat(other.post("/v1/invoices", request(Map.of("terms", "net_1"))).refused(422))
                .isEqualTo("unknown_reference");
    }

    @Test
    void aContactSeesOnlyTheirOwn() {
        var own = tenant.invoice(customer, 1, "2026-01-01", "2026-01-31");
        String stranger = tenant.customer("Stranger").path("id").asString();
        var foreign = tenant.invoice(stranger, 2, "2026-01-01", "2026-01-31");
        Api contact = tenant.contact(customer);

        assertThat(contact.get("/v1/invoices/" + own.path("id").asString()).status())
                .isEqualTo(200);
        assertThat(contact.get("/v1/invoices/" + foreign.path("id").asString()).status())
                .isEqualTo(404);
        assertThat(contact.get("/v1/invoices").expect(200).path("data").size()).isEqualTo(1);
        String draft = erp.post("/v1/invoices", request(Map.of("terms", "net_1", "issue", false)))
                .expect(201)
                .path("id")
                .asString();
        assertThat(contact.get("/v1/invoices/" + draft).status())
                .as("a draft is none of theirs yet")
                .isEqualTo(404);
        assertThat(contact.get("/v1/invoices").expect(200).path("data").size()).isEqualTo(1);
        assertThat(contact.post("/v1/invoices", request(Map.of("terms", "net_1")))
                        .status())
                .isEqualTo(403);
    }

    private Map<String, Object> request(Map<String, Object> more) {
        var all = new HashMap<String, Object>(
                Map.of("customer", customer, "currency", "EUR", "lines", List.of(line("1", 10_000, "0"))));
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> line(String quantity, long unitAmount, String taxRate) {
        return Map.of("description", "Work", "quantity", quantity, "unit_amount", unitAmount, "tax_rate", taxRate);
    }
}
