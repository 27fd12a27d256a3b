package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Programs of tenants, and what the administration API does for them. */
class ProgramTest {

    private static final String SECRET = "a-secret-the-backend-made";

    private final World world = new World();

    @Test
    void aProgramsTokenNamesItsTenantAndScopes() {
        String tenant = world.tenant();
        String client = client(tenant, "invoices:read", "invoices:write");

        Api.Answer answer = World.expect(200, token(client, Map.of("grant_type", "client_credentials")));

        JsonNode claims = Api.claims(answer.text("access_token"));
        assertThat(claims.path("sub").asString()).isEqualTo(client);
        assertThat(claims.path("iss").asString()).isEqualTo(Instance.issuer());
        assertThat(texts(claims.path("aud"))).containsExactly("duebook-api");
        assertThat(claims.path("tenant_id").asString()).isEqualTo(tenant);
        assertThat(texts(claims.path("scope"))).containsExactlyInAnyOrder("invoices:read", "invoices:write");
        assertThat(claims.has("membership_id")).isFalse();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isLessThanOrEqualTo(600);
        assertThat(Api.header(answer.text("access_token")).path("alg").asString())
                .isEqualTo("ES256");
    }

    @Test
    void aProgramMayAskForLessButNotForMore() {
        String client = client(world.tenant(), "invoices:read", "invoices:write");

        Api.Answer less =
                World.expect(200, token(client, Map.of("grant_type", "client_credentials", "scope", "invoices:read")));
        Api.Answer more = token(client, Map.of("grant_type", "client_credentials", "scope", "journal:read"));

        assertThat(texts(Api.claims(less.text("access_token")).path("scope"))).containsExactly("invoices:read");
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.text("error")).isEqualTo("invalid_scope");
    }

    @Test
    void whoDoesNotSayWhoItIsIsToldSoInTheProtocolsWords() {
        Api.Answer nobody = world.api.call("POST", "/oauth2/token", "", "");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.text("error")).isEqualTo("invalid_client");
        assertThat(nobody.raw().headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
    }

    @Test
    void theOperatorHasNoTenant() {
        Api.Answer answer = World.expect(
                200,
                world.api.token(
                        "duebook-operator",
                        Instance.OPERATOR_SECRET,
                        Map.of("grant_type", "client_credentials", "scope", "tenants:write")));

        JsonNode claims = Api.claims(answer.text("access_token"));
        assertThat(claims.has("tenant_id")).isFalse();
        assertThat(texts(claims.path("aud"))).containsExactly("duebook-api");
        assertThat(texts(claims.path("scope"))).containsExactly("tenants:write");
    }

    @Test
    void aRevokedClientGetsNothingAndItsTokensAreInactive() {
        String tenant = world.tenant();
        String client = client(tenant, "invoices:read");
        String token = token(client, Map.of("grant_type", "client_credentials")).text("access_token");
        assertThat(introspected(token)).isTrue();

        String path = "/admin/tenants/" + tenant + "/clients/" + client;
        assertThat(world.admin("DELETE", path, "").status()).isEqualTo(204);
        assertThat(world.admin("DELETE", path, "").status()).isEqualTo(204);

        assertThat(token(client, Map.of("grant_type", "client_credentials")).status())
                .isEqualTo(401);
        assertThat(introspected(token)).isFalse();
        assertThat(put(tenant, client, SECRET, "invoices:read").text("code")).isEqualTo("client_revoked");
    }

    @Test
    void puttingTheSameClientAgainChangesNothing() {
        String tenant = world.tenant();
        String client = client(tenant, "invoices:read");
        String before = storedHash(client);

        World.expect(200, put(tenant, client, SECRET, "invoices:read"));

        assertThat(storedHash(client)).isEqualTo(before).doesNotContain(SECRET);
    }

    @Test
    void aNewSecretReplacesTheOld() {
        String tenant = world.tenant();
        String client = client(tenant, "invoices:read");

        World.expect(200, put(tenant, client, "another-secret-entirely", "invoices:read"));

        assertThat(token(client, Map.of("grant_type", "client_credentials")).status())
                .isEqualTo(401);
        World.expect(
                200, world.api.token(client, "another-secret-entirely", Map.of("grant_type", "client_credentials")));
    }

    @Test
    void anotherTenantCannotTakeOrRevokeAClient() {
        String client = client(world.tenant(), "invoices:read");
        String other = world.tenant();

        assertThat(put(other, client, SECRET, "invoices:read").status()).isEqualTo(409);
        assertThat(world.admin("DELETE", "/admin/tenants/" + other + "/clients/" + client, "")
                        .status())
                .isEqualTo(404);
        World.expect(200, token(client, Map.of("grant_type", "client_credentials")));
    }

    @Test
    void tenantsCannotHoldDuebooksOwnScopes() {
        Api.Answer answer = put(world.tenant(), "c-" + UUID.randomUUID(), SECRET, "identity:write");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("scope_reserved");
    }

    @Test
    void theSandboxesEndpointNeedsTheSandbox() {
        String email = World.email();
        world.member(world.tenant(), email, "admin");
        Instance live = Instance.another("--spring.profiles.active=dev");
        try {
            Api.Answer answer =
                    new Api(live).put("/admin/sandbox/users", world.api.backendToken(), """
                    {"email":"%s","password":"a password for everybody"}
                    """.formatted(email));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("detail")).contains("no such call");
        } finally {
            live.stop();
        }
    }

    private String client(String tenant, String... scopes) {
        String client = "c-" + UUID.randomUUID();
        World.expect(200, put(tenant, client, SECRET, scopes));
        return client;
    }

    private Api.Answer put(String tenant, String client, String secret, String... scopes) {
        return world.admin("PUT", "/admin/tenants/" + tenant + "/clients/" + client, """
                {"name":"ERP","secret":"%s","scopes":["%s"]}
                """.formatted(
                        secret, String.join("\",\"", scopes)));
    }

    private Api.Answer token(String client, Map<String, String> parameters) {
        return world.api.token(client, SECRET, parameters);
    }

    private boolean introspected(String token) {
        return World.expect(
                        200,
                        world.api.form(
                                "/oauth2/introspect",
                                "duebook-backend",
                                Instance.BACKEND_SECRET,
                                Map.of("token", token)))
                .body()
                .path("active")
                .asBoolean();
    }

    private static String storedHash(String client) {
        return Instance.DB
                .sql("select secret_hash from client where client_id = :id")
                .param("id", client)
                .query(String.class)
                .single();
    }

    static List<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asString).toList() : List.of(node.asString());
    }
}
