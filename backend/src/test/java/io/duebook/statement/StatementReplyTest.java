package io.duebook.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What customers say to statements. */
@BackendTest
class StatementReplyTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private Api contact;
    private String customer;
    private String first;
    private String second;
    private String statement;

    @BeforeEach
    void aStatementOfTwoInvoices() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        contact = tenant.contact(customer);
        first = tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09")
                .path("id")
                .asString();
        second = tenant.invoice(customer, 7_000, "2026-01-12", "2026-02-11")
                .path("id")
                .asString();
        statement = freeze();
    }

    private String freeze() {
        return erp.post("/v1/statements", Map.of("customer", customer, "kind", "open_item", "as_of", "2026-01-31"))
                .expect(201)
                .path("id")
                .asString();
    }

    @Test
    void oneLineIsContestedAndTheRestIsAgreed() {
        JsonNode reply = reply(contact, objection(first, 4_000)).expect(201);

        assertThat(reply.path("agreed").path(0).path("amount").asLong()).isEqualTo(13_000);
        JsonNode contested = reply.path("contested").path(0);
        assertThat(contested.path("amount").asLong()).isEqualTo(4_000);
        assertThat(reply.path("by_contact").asBoolean()).isTrue();
        JsonNode one =
                erp.get("/v1/cases/" + contested.path("case_id").asString()).expect(200);
        assertThat(one.path("invoice").asString()).isEqualTo(first);
        assertThat(erp.get("/v1/invoices/" + first).expect(200).path("disputed").asLong())
                .isEqualTo(4_000);
        assertThat(erp.get("/v1/invoices/" + second)
                        .expect(200)
                        .path("disputed")
                        .asLong())
                .isZero();

        erp.post(
                        "/v1/cases/" + contested.path("case_id").asString() + "/resolve",
                        Map.of("outcome", "rejected", "message", "The order says so"))
                .expect(200);
        JsonNode later = contact.get("/v1/statement_replies/" + reply.path("id").asString())
                .expect(200);
        assertThat(later.path("contested").path(0).path("outcome").asString()).isEqualTo("rejected");
        assertThat(later.path("agreed")).isEqualTo(reply.path("agreed"));
    }

    @Test
    void allOfItIsAgreedAndWhoeverAsksAgainUnderTheKeySaysItOnce() {
        Api keyed = contact.with("Idempotency-Key", UUID.randomUUID().toString());
        var all = Map.of("statement", statement, "contested", List.of());

        JsonNode reply = keyed.post("/v1/statement_replies", all).expect(201);

        assertThat(keyed.post("/v1/statement_replies", all).expect(201)).isEqualTo(reply);
        assertThat(reply.path("agreed").path(0).path("amount").asLong()).isEqualTo(17_000);
        assertThat(replies(erp)).hasSize(1);
    }

    @Test
    void ofAReplyThatIsRefusedNothingStays() {
        assertThat(reply(contact, objection(first, 4_000), objection(second, 7_001))
                        .refused(422))
                .isEqualTo("dispute_exceeds_open");
        assertThat(reply(contact, objection(first, 4_000), objection("inv_01h455vb4pex5vsknk084sn02q", 1))
                        .refused(422))
                .isEqualTo("unknown_reference");

        assertThat(replies(erp)).isEmpty();
        assertThat(erp.get("/v1/cases").expect(200).path("data")).isEmpty();
        assertThat(erp.get("/v1/invoices/" + first).expect(200).path("disputed").asLong())
                .isZero();
    }

    @Test
    void onlyTheLatestVersionIsAnswered() {
        tenant.payment(customer, 1_000, "2026-01-20", List.of(Map.of("invoice", first, "amount", 1_000)));
        String later = freeze();

        assertThat(reply(contact, objection(first, 4_000)).refused(409)).isEqualTo("statement_replaced");

        statement = later;
        reply(contact, objection(first, 4_000)).expect(201);
    }

    @Test
    void aClaimThatIsNotOnItIsNotContestedByIt() {
        String third = tenant.invoice(customer, 500, "2026-02-10", "2026-03-09")
                .path("id")
                .asString();

        assertThat(reply(contact, objection(third, 500)).refused(422)).isEqualTo("unknown_reference");
    }

    @Test
    void staffAnswerOnTheCustomersBehalf() {
        JsonNode reply = reply(erp, objection(first, 4_000)).expect(201);

        assertThat(reply.path("by_contact").asBoolean()).isFalse();
        JsonNode seen = replies(contact).path(0);
        assertThat(seen.path("replied_by").isNull()).isTrue();
        assertThat(reply.path("replied_by").isNull()).isFalse();
    }

    @Test
    void whatOthersSaidIsNotThere() {
        String id =
                reply(contact, objection(first, 4_000)).expect(201).path("id").asString();
        Api neighbour = tenant.contact(tenant.customer("Neighbour").path("id").asString());
        Api other = tenants.create().program();

        for (Api stranger : List.of(neighbour, other)) {
            assertThat(stranger.get("/v1/statement_replies/" + id).status()).isEqualTo(404);
            assertThat(replies(stranger)).isEmpty();
            assertThat(reply(stranger, objection(first, 100)).refused(422)).isEqualTo("unknown_reference");
        }
    }

    private Api.Answer reply(Api by, Map<String, Object> first, Map<?, ?>... more) {
        var all = new ArrayList<Object>(List.of(first));
        all.addAll(List.of(more));
        return by.post("/v1/statement_replies", Map.of("statement", statement, "contested", all));
    }

    private static Map<String, Object> objection(String item, long amount) {
        return Map.of("item", item, "reason", "price", "amount", amount, "message", "We agreed on another price");
    }

    private static JsonNode replies(Api by) {
        return by.get("/v1/statement_replies").expect(200).path("data");
    }
}
