package io.duebook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class AuditTest {

    @Autowired
    private TestTenants tenants;

    @Test
    void saysWhoDidWhatToWhom() {
        var tenant = tenants.create();
        String customer = tenant.customer("Anna").path("id").asString();
        String payment =
                tenant.payment(customer, 100, "2026-01-05", "none").path("id").asString();

        JsonNode page = tenant.program().get("/v1/audit?limit=1").expect(200);
        assertThat(page.path("data").path(0).path("type").asString()).isEqualTo("payment.received");
        assertThat(page.path("has_more").asBoolean()).isTrue();

        JsonNode act = tenant.program()
                .get("/v1/audit?subject=" + payment)
                .expect(200)
                .path("data")
                .path(0);
        assertThat(act.path("actor").asString()).isEqualTo("erp");
        assertThat(act.path("customer").asString()).isEqualTo(customer);
        assertThat(act.path("request_id").asString()).isNotBlank();
        assertThat(act.path("object").path("amount").path("amount").asLong()).isEqualTo(100);

        assertThat(tenants.create().program().get("/v1/audit").expect(200).path("data"))
                .isEmpty();
        assertThat(tenant.contact(customer).get("/v1/audit").status()).isEqualTo(403);
    }
}
