package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.ChargeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Whoever settles a fee or interest is told its own id, never that of an invoice which is not there. */
@BackendTest
class ClaimIdTest {

    @Autowired
    private TestTenants tenants;

    @Test
    void aSettledFeeIsNamedByItsOwnId() {
        TestTenant tenant = tenants.create();
        Api erp = tenant.program();
        String customer;
        String fee;
        try (var books = new HandWrittenBooks(tenant)) {
            var owner = books.customer("Acme");
            var id = books.invoice(owner, 4_000, "EUR", "2026-01-10", "2026-01-10", "2026-01-10T09:00:00Z");
            books.run(
                    "update open_item set kind = 'fee' where tenant_id = ? and id = ?",
                    tenant.id().value(),
                    id);
            customer = owner.text();
            fee = new ChargeId(id).text();
        }

        JsonNode payment =
                tenant.payment(customer, 3_000, "2026-01-20", List.of(Map.of("invoice", fee, "amount", 1_000)));
        assertThat(payment.at("/allocations/0/invoice").asString()).isEqualTo(fee);

        Api keyed = erp.with("Idempotency-Key", "once");
        Map<String, Object> more = Map.of("payment", payment.path("id").asString(), "invoice", fee, "amount", 500);
        JsonNode made = keyed.post("/v1/allocations", more).expect(201);
        assertThat(made.path("invoice").asString()).isEqualTo(fee);
        assertThat(keyed.post("/v1/allocations", more).expect(201)).isEqualTo(made);

        JsonNode undone = erp.post(
                        "/v1/allocations/" + made.path("id").asString() + "/reverse", Map.of("reason", "not that one"))
                .expect(200);
        assertThat(undone.path("invoice").asString()).isEqualTo(fee);
    }
}
