package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Numbers as a tenant wants them, and without gaps whoever asks at once and whatever fails. */
@BackendTest
class NumberingTest {

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
    void eachYearCountsAnewByTheDocumentsOwnDay() {
        number("{\"invoice\":{\"prefix\":\"RE{year}-\",\"digits\":4}}", 1);

        assertThat(number(Map.of("issue_date", "2025-12-31"))).isEqualTo("RE2025-0001");
        assertThat(number(Map.of("issue_date", "2026-01-01"))).isEqualTo("RE2026-0001");
        assertThat(number(Map.of("issue_date", "2025-12-30"))).isEqualTo("RE2025-0002");
        assertThat(number(Map.of("issue_date", "2026-01-02", "number", "RE2026-0002")))
                .isEqualTo("RE2026-0002");
        assertThat(number(Map.of("issue_date", "2026-01-03")))
                .as("given by hand, passed over")
                .isEqualTo("RE2026-0003");
    }

    @Test
    void manyNumbersGivenByHandArePassedOverAtOnce() throws SQLException {
        String sample = erp.post("/v1/invoices", request(Map.of("number", "given")))
                .expect(201)
                .path("id")
                .asString();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var copy = connection.prepareStatement("""
                        insert into invoice
                        select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'number',
                                    'INV-' || lpad(n::text, 6, '0'), 'entry_id', null))).*
                          from invoice i, generate_series(1, 30000) as n
                         where i.tenant_id = ?
                           and i.number = 'given'
                        """)) {
            copy.setObject(1, tenant.id().value());
            copy.executeUpdate();
        }
        assertThat(sample).isNotEmpty();
        assertThat(number(Map.of())).isEqualTo("INV-030001");
        assertThat(number(Map.of())).isEqualTo("INV-030002");
    }

    @Test
    void feesAndInterestHaveSeriesOfTheirOwn() {
        number("""
                {"fee":{"prefix":"G{year}/","digits":3},"interest":{"prefix":"Z-","digits":2,"start":8}}""", 1);
        erp.patch("/v1/policies", "\"2\"", """
                        {"interest":{"rates":[{"from":"2025-01-01","percent":"36.5"}]}}""").expect(200);
        tenant.invoice(customer, 100_000, "2026-01-01", "2026-01-10");
        tenant.invoice(customer, 200_000, "2026-01-01", "2026-01-10");

        assertThat(fee("2025-12-31")).isEqualTo("G2025/001");
        assertThat(fee("2026-01-01")).isEqualTo("G2026/001");
        assertThat(fee("2026-01-02")).isEqualTo("G2026/002");
        assertThat(erp
                        .post("/v1/interest_claims", Map.of("customer", customer, "through", "2026-02-28"))
                        .expect(201)
                        .path("data")
                        .values()
                        .stream()
                        .map(claimed -> claimed.path("number").asString()))
                .containsExactly("Z-08", "Z-09");

        // A prefix that another series had: what it numbered already is passed over.
        number("{\"fee\":{\"prefix\":\"Y-\"},\"interest\":{\"prefix\":\"G2026/\",\"digits\":3,\"start\":1}}", 3);
        number("{\"fee\":{\"prefix\":\"Z-\",\"digits\":2,\"start\":8}}", 4);
        assertThat(fee("2026-03-01")).isEqualTo("Z-10");
    }

    private String fee(String issued) {
        return erp.post(
                        "/v1/fees",
                        Map.of(
                                "customer",
                                customer,
                                "kind",
                                "late_fee",
                                "amount",
                                500,
                                "currency",
                                "EUR",
                                "issue_date",
                                issued))
                .expect(201)
                .path("number")
                .asString();
    }

    @Test
    void theCountGoesOnWhereTheOldBooksEndedAndNeverBack() {
        assertThat(number(Map.of())).isEqualTo("INV-000001");

        number("{\"invoice\":{\"start\":5001,\"digits\":3}}", 1);
        assertThat(number(Map.of())).isEqualTo("INV-5001");

        number("{\"invoice\":{\"start\":7}}", 2);
        assertThat(number(Map.of())).isEqualTo("INV-5002");
        assertThat(tenants.create()
                        .program()
                        .get("/v1/policies")
                        .expect(200)
                        .at("/numbering/invoice/start")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatFailsLeavesNoGapAndNobodyGetsANumberTwice() {
        erp.post("/v1/invoices", request(Map.of("external_id", "taken", "number", "X-1")))
                .expect(201);
        List<String> customers = IntStream.range(0, 4)
                .mapToObj(at -> tenant.customer("Customer " + at).path("id").asString())
                .toList();

        List<Api.Answer> answers = IntStream.range(0, 40)
                .mapToObj(at -> CompletableFuture.supplyAsync(() -> {
                    var request = request(Map.of("customer", customers.get(at % 4)));
                    if (at % 3 == 0) {
                        // Refused by the database, when the number is taken already.
                        request.put("external_id", "taken");
                    }
                    return erp.post("/v1/invoices", request);
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        List<String> numbers = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.json().path("number").asString())
                .sorted()
                .toList();
        assertThat(answers.stream().filter(answer -> answer.status() != 201).map(Api.Answer::status))
                .hasSize(14)
                .containsOnly(409);
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, 26)
                        .mapToObj("INV-%06d"::formatted)
                        .toList());
    }

    private void number(String numbering, int version) {
        erp.patch("/v1/policies", "\"" + version + "\"", "{\"numbering\":" + numbering + "}")
                .expect(200);
    }

    private String number(Map<String, Object> more) {
        return erp.post("/v1/invoices", request(more))
                .expect(201)
                .path("number")
                .asString();
    }

    private Map<String, Object> request(Map<String, Object> more) {
        var request = new HashMap<String, Object>(Body.invoice(customer, 100)
                .with("issue_date", "2026-01-10")
                .without("due_date")
                .with("terms", "net_30"));
        request.putAll(more);
        return request;
    }
}
