package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may write off how much without a second person. */
@BackendTest
class WriteOffLimitTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private String customer;

    @BeforeEach
    void aTenantWithLimits() {
        tenant = tenants.create();
        customer = tenant.customer("Acme").path("id").asString();
        tenant.program().patch("/v1/policies", "\"1\"", """
                        {"write_off":{"approve_above":100,"limits":[
                           {"role":"accountant","up_to":1000},{"role":"admin","up_to":null}]}}""").expect(200);
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void aPersonHasTheLimitOfTheirRole() {
        Api accountant = tenant.member("ann", "accountant");

        assertThat(writeOff(accountant, 1_000)).isEqualTo(200);
        assertThat(writeOff(accountant, 1_001)).isEqualTo(202);
    }

    @Test
    void aLimitIsNotGotAroundPartByPart() {
        Api accountant = tenant.member("ann", "accountant");
        String invoice = invoice(3_000);

        assertThat(part(accountant, invoice, "write_off", 600)).isEqualTo(200);
        assertThat(part(accountant, invoice, "waive", 400)).isEqualTo(200);
        assertThat(part(accountant, invoice, "write_off", 1)).isEqualTo(202);
        assertThat(part(tenant.program(), invoice, "waive", 1)).isEqualTo(202);
    }

    private static int part(Api who, String invoice, String way, long amount) {
        return who.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/" + way, Map.of("reason", "gone", "amount", amount))
                .status();
    }

    @Test
    void whoHasSeveralRolesHasTheWidestLimit() {
        assertThat(writeOff(tenant.member("bob", "accountant", "admin"), 900_000))
                .isEqualTo(200);
        assertThat(writeOff(tenant.member("cid", "accountant", "collector"), 1_001))
                .isEqualTo(202);
    }

    @Test
    void programsAndOtherRolesHaveTheGeneralOne() {
        assertThat(writeOff(tenant.program(), 100)).isEqualTo(200);
        assertThat(writeOff(tenant.program(), 101)).isEqualTo(202);
        assertThat(writeOff(tenant.member("dee", "collector"), 101)).isEqualTo(202);
    }

    @Test
    void nobodyApprovesTheirOwnHoweverWideTheirLimit() {
        String invoice = invoice(5_000);
        String approval = waive(tenant.member("ann", "accountant"), invoice)
                .expect(202)
                .path("approval")
                .asString();

        // She was made an admin meanwhile.
        assertThat(tenant.member("ann", "admin")
                        .post("/v1/approvals/" + approval + "/approve", "")
                        .refused(403))
                .isEqualTo("second_person_needed");
        tenant.member("eve", "accountant")
                .post("/v1/approvals/" + approval + "/approve", "")
                .expect(200);
        assertThat(tenant.program()
                        .get("/v1/invoices/" + invoice)
                        .expect(200)
                        .at("/settled/waived")
                        .asLong())
                .isEqualTo(5_000);
    }

    @Test
    void limitsThatSayTwoThingsAreRefused() {
        for (String limits : new String[] {
            "[{\"role\":\"admin\",\"up_to\":1},{\"role\":\"admin\",\"up_to\":2}]",
            "[{\"role\":\"admin\",\"up_to\":-1}]",
            "[{\"role\":\"king\",\"up_to\":1}]",
            "[{\"up_to\":1}]",
            "[null]",
            "7"
        }) {
            assertThat(tenant.program()
                            .patch("/v1/policies", "\"2\"", "{\"write_off\":{\"limits\":" + limits + "}}")
                            .status())
                    .as(limits)
                    .isIn(400, 422);
        }
        assertThat(tenant.program()
                        .get("/v1/policies")
                        .expect(200)
                        .at("/write_off/limits")
                        .toString())
                .isEqualTo("[{\"role\":\"accountant\",\"up_to\":1000},{\"role\":\"admin\",\"up_to\":null}]");
    }

    private int writeOff(Api who, long amount) {
        return who.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice(amount) + "/write_off", Map.of("reason", "gone"))
                .status();
    }

    private static Api.Answer waive(Api who, String invoice) {
        return who.post("/v1/invoices/" + invoice + "/waive", Map.of("reason", "gone"));
    }

    private String invoice(long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }
}
