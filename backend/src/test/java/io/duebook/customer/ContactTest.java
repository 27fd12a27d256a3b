package io.duebook.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestIdentity;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class ContactTest {

    private static final TestIdentity IDENTITY = TestBackend.IDENTITY;

    private final TestTenants tenants;
    private final TestTenant tenant;
    private final String customer;

    ContactTest(@Autowired TestTenants tenants) {
        this.tenants = tenants;
        this.tenant = tenants.create();
        this.customer = tenant.program()
                .post("/v1/customers", Map.of("name", "远景", "language", "zh-CN"))
                .expect(201)
                .path("id")
                .asString();
        IDENTITY.know(tenant.id().text());
    }

    @AfterEach
    void identityAnswersAgain() {
        IDENTITY.down(false);
    }

    @Test
    void isInvitedForTheirCustomerOnly() {
        JsonNode contact = invite("li@example.com");

        JsonNode told = IDENTITY.told(path(contact));
        assertThat(told.path("kind").asString()).isEqualTo("contact");
        assertThat(told.path("customer_id").asString()).isEqualTo(customer);
        assertThat(told.path("customer_name").asString()).isEqualTo("远景");
        assertThat(told.path("roles").isEmpty()).isTrue();
        assertThat(told.path("language").asString()).isEqualTo("zh-CN");
        assertThat(tenant.program()
                        .post("/v1/contacts", Map.of("customer", customer, "email", "LI@example.com"))
                        .refused(409))
                .isEqualTo("contact_exists");
        String second = tenant.customer("Second").path("id").asString();
        tenant.program()
                .post("/v1/contacts", Map.of("customer", second, "email", "li@example.com"))
                .expect(201);
    }

    @Test
    void isNotInvitedForACustomerThatIsNotThere() {
        String theirs = tenants.create().customer("Theirs").path("id").asString();

        for (String unknown : List.of(theirs, "cus_00000000000000000000000000", "nonsense")) {
            var answer = tenant.program().post("/v1/contacts", Map.of("customer", unknown, "email", "li@example.com"));
            assertThat(answer.refused(422)).isEqualTo("unknown_reference");
            assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/customer");
            var list = tenant.program().get("/v1/contacts?customer=" + unknown);
            assertThat(list.refused(422)).isEqualTo("unknown_reference");
        }
    }

    @Test
    void isListedByCustomer() {
        invite("li@example.com");
        String second = tenant.customer("Second").path("id").asString();
        tenant.program()
                .post("/v1/contacts", Map.of("customer", second, "email", "wang@example.com"))
                .expect(201);

        assertThat(tenant.program()
                        .get("/v1/contacts?customer=" + customer)
                        .expect(200)
                        .path("data")
                        .findValuesAsString("email"))
                .containsExactly("li@example.com");
        assertThat(tenant.program().get("/v1/contacts").expect(200).path("data").findValuesAsString("email"))
                .containsExactly("li@example.com", "wang@example.com");
    }

    @Test
    void becomesActiveIsChangedAndRevoked() {
        JsonNode contact = invite("li@example.com");
        String path = "/v1/contacts/" + contact.path("id").asString();
        IDENTITY.accept(path(contact));

        assertThat(tenant.program().get(path).expect(200).path("state").asString())
                .isEqualTo("active");
        assertThat(tenant.program()
                        .patch(path, "\"1\"", Map.of("name", "Li", "language", "en"))
                        .expect(200)
                        .path("name")
                        .asString())
                .isEqualTo("Li");
        assertThat(tenant.program()
                        .post(path + "/revoke", Map.of())
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("revoked");
        assertThat(IDENTITY.state(path(contact))).isEqualTo("revoked");
        assertThat(tenants.create().program().get(path).refused(404)).isEqualTo("not_found");
    }

    @Test
    void revokedWhileIdentityIsDownIsRevokedThereLater() {
        JsonNode contact = invite("li@example.com");
        IDENTITY.down(true);
        tenant.program()
                .post("/v1/contacts/" + contact.path("id").asString() + "/revoke", Map.of())
                .expect(200);
        assertThat(IDENTITY.state(path(contact))).isEqualTo("invited");

        IDENTITY.down(false);

        await().atMost(Duration.ofMinutes(1))
                .until(() -> IDENTITY.state(path(contact)).equals("revoked"));
    }

    @Test
    void seesWhoTheyAre() {
        JsonNode contact = invite("li@example.com");
        JsonNode me = tenants.withClaims(Map.of(
                        "sub",
                        "person-2",
                        "tenant_id",
                        tenant.id().text(),
                        "customer_id",
                        customer,
                        "membership_id",
                        contact.path("id").asString(),
                        "scope",
                        "me:read tenant:read"))
                .get("/v1/me")
                .expect(200);

        assertThat(me.path("kind").asString()).isEqualTo("contact");
        assertThat(me.path("email").asString()).isEqualTo("li@example.com");
        assertThat(me.path("customer").path("id").asString()).isEqualTo(customer);
        assertThat(me.path("customer").path("name").asString()).isEqualTo("远景");
        assertThat(tenant.contact(customer)
                        .get("/v1/tenant")
                        .expect(200)
                        .path("name")
                        .asString())
                .isEqualTo("Test & Söhne GmbH");
    }

    @Test
    void hasNoSayInContactsOrMembers() {
        Api contact = tenant.contact(customer);

        for (String path : List.of("/v1/contacts", "/v1/members", "/v1/clients", "/v1/policies")) {
            assertThat(contact.get(path).refused(403)).isEqualTo("insufficient_scope");
        }
    }

    private JsonNode invite(String email) {
        JsonNode contact = tenant.program()
                .post("/v1/contacts", Map.of("customer", customer, "email", email))
                .expect(201);
        // Identity is told within the request as a rule, on a slow machine soon after.
        await().until(() -> IDENTITY.isDown() || !IDENTITY.state(path(contact)).isEmpty());
        return contact;
    }

    private String path(JsonNode contact) {
        return tenant.id().text() + "/memberships/" + contact.path("id").asString();
    }
}
