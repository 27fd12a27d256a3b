package io.duebook.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestIdentity;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class ApiClientTest {

    private static final TestIdentity IDENTITY = TestBackend.IDENTITY;

    private final TestTenants tenants;
    private final TestTenant tenant;

    ApiClientTest(@Autowired TestTenants tenants) {
        this.tenants = tenants;
        this.tenant = tenants.create();
        IDENTITY.know(tenant.id().text());
    }

    @Test
    void getsItsSecretOnceAndWhereTheCommandIsRepeated() throws Exception {
        Api program = tenant.program().with("Idempotency-Key", "shop");
        JsonNode made = program.post("/v1/clients", wanted("invoices:read")).expect(201);
        String secret = made.path("client_secret").asString();

        assertThat(secret).hasSizeGreaterThan(40);
        assertThat(IDENTITY.told(path(made)).path("secret").asString()).isEqualTo(secret);
        assertThat(program.post("/v1/clients", wanted("invoices:read")).expect(201))
                .isEqualTo(made);
        assertThat(program.get("/v1/clients/" + made.path("id").asString())
                        .expect(200)
                        .has("client_secret"))
                .isFalse();
        assertThat(kept(made)).doesNotContain(secret);
    }

    @Test
    void getsNoMoreThanItsMakerHas() {
        Api modest = tenant.withScopes("clients:write invoices:read");

        assertThat(modest.post("/v1/clients", wanted("invoices:write")).refused(422))
                .isEqualTo("scope_not_granted");
        assertThat(tenant.program().post("/v1/clients", wanted("tenants:write")).refused(422))
                .isEqualTo("scope_not_granted");
        modest.post("/v1/clients", wanted("invoices:read")).expect(201);
    }

    @Test
    void endsWhenRevoked() {
        JsonNode made =
                tenant.program().post("/v1/clients", wanted("invoices:read")).expect(201);
        String path = "/v1/clients/" + made.path("id").asString();

        JsonNode revoked = tenant.program().post(path + "/revoke", Map.of()).expect(200);

        assertThat(revoked.path("state").asString()).isEqualTo("revoked");
        assertThat(IDENTITY.told(path(made)).isMissingNode()).isTrue();
        assertThat(tenant.program().post(path + "/revoke", Map.of()).expect(200))
                .isEqualTo(revoked);
        assertThat(tenants.create().program().post(path + "/revoke", Map.of()).refused(404))
                .isEqualTo("not_found");
        assertThat(tenants.create().program().get(path).refused(404)).isEqualTo("not_found");
    }

    private static Map<String, Object> wanted(String... scopes) {
        return Map.of("name", "Shop", "scopes", List.of(scopes));
    }

    private String path(JsonNode client) {
        return tenant.id().text() + "/clients/" + client.path("client_id").asString();
    }

    /** The outcome kept for whoever repeats the command, as it lies in the database. */
    private String kept(JsonNode client) throws Exception {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.prepareStatement("select body from idempotency where body like ?")) {
            query.setString(1, "%" + client.path("client_id").asString() + "%");
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }
}
