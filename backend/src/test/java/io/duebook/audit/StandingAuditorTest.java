package io.duebook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Nobody starts the auditor: it stands. */
@BackendTest
class StandingAuditorTest {

    private static final String WORKS = "delete from directory.due_work where kind like 'audit\\_%'";

    @Autowired
    private TestTenants tenants;

    @Autowired
    private StandingAuditor standing;

    /** Other tests' tenants are not looked at while they are tried. */
    @AfterEach
    void stop() {
        Tampering.update(WORKS);
    }

    @Test
    void looksByItselfFindsWhatIsWrongAndThatItIsWellAgain() {
        TestTenant tenant = tenants.create();
        String customer = tenant.customer("Acme").path("id").asString();
        tenant.invoice(customer, 1_000, "2026-01-02", "2026-02-01");
        tenant.payment(customer, 300, "2026-01-05", "none");
        assertThat(verdict(tenant)).isEqualTo("incomplete");

        standing.begin().block();
        standing.begin().block();
        Tampering.update(WORKS + " and tenant_id <> '" + tenant.id().value() + "'");
        assertThat(Tampering.one("select count(*) from directory.due_work where kind like 'audit\\_%'"))
                .isEqualTo("3");
        becomes("clean", tenant);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !tenant.program()
                .get("/v1/audit/status")
                .expect(200)
                .path("seal")
                .isNull());

        Tampering.update("update open_item set open = open - 1 where tenant_id = '%s'"
                .formatted(tenant.id().value()));
        becomes("findings", tenant);
        Tampering.update("update open_item set open = open + 1 where tenant_id = '%s'"
                .formatted(tenant.id().value()));
        becomes("clean", tenant);
        assertThat(tenant.program()
                        .get("/v1/audit/findings?open=true")
                        .expect(200)
                        .path("data"))
                .isEmpty();
    }

    private static void becomes(String verdict, TestTenant tenant) {
        Awaitility.await(verdict)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> verdict(tenant).equals(verdict));
    }

    private static String verdict(TestTenant tenant) {
        return tenant.program()
                .get("/v1/audit/status")
                .expect(200)
                .path("verdict")
                .asString();
    }
}
