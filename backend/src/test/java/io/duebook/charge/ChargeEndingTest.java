package io.duebook.charge;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
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

/** Fees and interest that end unpaid. */
@BackendTest
class ChargeEndingTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api accountant;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        accountant = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void aFeeIsWrittenOffWithoutTaxAndRecovered() {
        String fee = fee(4_000);

        JsonNode off = end(fee, "write_off", Map.of("amount", 3_000)).expect(200);

        assertThat(off.path("state").asString()).isEqualTo("open");
        assertThat(off.path("open").asLong()).isEqualTo(1_000);
        assertThat(off.path("written_off").asLong()).isEqualTo(3_000);
        assertThat(off.path("flags").values().stream().map(JsonNode::asString)).doesNotContain("partly_paid");
        assertThat(journal("write_off"))
                .containsExactlyInAnyOrder("bad_debt 3000", "receivable -3000", "written_off 3000", "memorandum -3000");
        end(fee, "write_off", Map.of()).expect(200);
        assertThat(states("written_off")).containsExactly(fee);
        assertThat(states("paid")).isEmpty();

        accountant
                .post(
                        "/v1/payments",
                        Body.payment(customer, 4_500)
                                .with("received_on", "2026-06-01")
                                .with("allocate", List.of(Map.of("invoice", fee, "amount", 4_500))))
                .expect(201);

        assertThat(read(fee).path("state").asString()).isEqualTo("paid");
        assertThat(read(fee).path("written_off").asLong()).isZero();
        assertThat(journal("recovery"))
                .containsExactlyInAnyOrder(
                        "receivable 4000", "recovered -4000", "memorandum 4000", "written_off -4000");
    }

    @Test
    void aWaiverEndsItForGood() {
        String fee = fee(4_000);
        end(fee, "write_off", Map.of("amount", 1_000)).expect(200);

        JsonNode waived = end(fee, "waive", Map.of()).expect(200);

        assertThat(waived.path("state").asString()).isEqualTo("paid");
        assertThat(waived.path("waived").asLong()).isEqualTo(4_000);
        assertThat(waived.path("written_off").asLong()).isZero();
        assertThat(journal("waiver"))
                .containsExactlyInAnyOrder("waived 3000", "receivable -3000", "memorandum 1000", "written_off -1000");
        assertThat(end(fee, "waive", Map.of()).refused(409)).isEqualTo("item_settled");
    }

    @Test
    void interestThatIsWaivedIsNotClaimedAgain() {
        accountant
                .patch(
                        "/v1/policies",
                        "\"1\"",
                        "{\"interest\":{\"rates\":[{\"from\":\"2020-01-01\",\"percent\":\"10\"}]}}")
                .expect(200);
        tenant.invoice(customer, 100_000, "2025-01-01", "2025-01-31");
        String interest = claim("2025-03-31").at("/data/0/id").asString();

        end(interest, "waive", Map.of()).expect(200);

        assertThat(claim("2025-03-31").path("data").isEmpty()).isTrue();
        assertThat(claim("2025-04-30").at("/data/0/amount").asLong()).isEqualTo(822);
    }

    @Test
    void whatNobodyOwesDoesNotEnd() {
        String fee = fee(4_000);
        accountant
                .with("If-Match", "\"1\"")
                .post("/v1/charges/" + fee + "/void", Map.of("reason", "a mistake"))
                .expect(200);

        assertThat(endAt(fee, 2, "write_off", Map.of()).refused(409)).isEqualTo("not_issued");
        assertThat(endAt(fee, 1, "write_off", Map.of()).refused(412)).isEqualTo("version_mismatch");
        String other = fee(500);
        assertThat(accountant
                        .post("/v1/charges/" + other + "/write_off", Map.of("reason", "gone"))
                        .refused(428))
                .isEqualTo("version_required");
        assertThat(accountant
                        .with("If-Match", "\"1\"")
                        .post("/v1/charges/" + other + "/write_off", Map.of())
                        .refused(422))
                .isEqualTo("reason_required");
        assertThat(tenants.create()
                        .program()
                        .with("If-Match", "\"1\"")
                        .post("/v1/charges/" + other + "/write_off", Map.of("reason", "gone"))
                        .status())
                .isEqualTo(404);
        end(other, "write_off", Map.of("amount", 1)).expect(200);
        assertThat(accountant
                        .with("If-Match", "\"1\"")
                        .post("/v1/charges/" + other + "/void", Map.of("reason", "a mistake"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aboveTheLimitItWaitsForASecondPerson() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":100}}")
                .expect(200);
        String fee = fee(4_000);

        String approval =
                end(fee, "waive", Map.of()).expect(202).path("approval").asString();

        assertThat(read(fee).path("open").asLong()).isEqualTo(4_000);
        JsonNode waiting = accountant.get("/v1/approvals/" + approval).expect(200);
        assertThat(waiting.path("subject").asString()).isEqualTo(fee);
        assertThat(waiting.path("kind").asString()).isEqualTo("waiver");
        tenant.programNamed("controller")
                .post("/v1/approvals/" + approval + "/approve", "")
                .expect(200);
        assertThat(read(fee).path("waived").asLong()).isEqualTo(4_000);
    }

    @Test
    void eightAtTheSameTimeEndItOnce() {
        String fee = fee(4_000);

        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(at -> CompletableFuture.supplyAsync(
                        () -> end(fee, at % 2 == 0 ? "write_off" : "waive", Map.of("amount", 4_000))
                                .status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        // A waiver may still end what a write-off took off the books.
        assertThat(answers.stream().filter(status -> status == 200).count()).isBetween(1L, 2L);
        assertThat(answers).allMatch(status -> status == 200 || status == 409);
        assertThat(read(fee).path("open").asLong()).isZero();
    }

    private String fee(long amount) {
        return accountant
                .post(
                        "/v1/fees",
                        Map.of(
                                "customer",
                                customer,
                                "kind",
                                "collection_cost",
                                "amount",
                                amount,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-01"))
                .expect(201)
                .path("id")
                .asString();
    }

    private JsonNode claim(String through) {
        return accountant
                .post("/v1/interest_claims", Map.of("customer", customer, "through", through))
                .expect(201);
    }

    private Api.Answer end(String charge, String way, Map<String, Object> request) {
        return endAt(charge, 1, way, request);
    }

    private Api.Answer endAt(String charge, int version, String way, Map<String, Object> request) {
        var all = new HashMap<String, Object>(Map.of("reason", "not worth it"));
        all.putAll(request);
        return accountant.with("If-Match", "\"" + version + "\"").post("/v1/charges/" + charge + "/" + way, all);
    }

    private JsonNode read(String charge) {
        return accountant.get("/v1/charges/" + charge).expect(200);
    }

    private List<String> states(String state) {
        return accountant
                .get("/v1/charges?state=" + state)
                .expect(200)
                .path("data")
                .valueStream()
                .map(charge -> charge.path("id").asString())
                .toList();
    }

    private List<String> journal(String kind) {
        return accountant
                .get("/v1/journal?limit=200")
                .expect(200)
                .path("data")
                .valueStream()
                .filter(entry -> entry.path("kind").asString().equals(kind))
                .flatMap(entry -> entry.path("lines").valueStream())
                .map(line -> line.path("account").asString().replaceAll(":cus_.*", "") + " "
                        + line.path("amount").asLong())
                .toList();
    }
}
