package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The administration API: the same twice, refusals that explain, nothing across tenants. */
class AdministrationTest {

    private static final String MEMBER = """
            {"email":"%s","kind":"member","roles":["admin"]}
            """;

    private final World world = new World();

    @Test
    void aTenantCanBePutAgainAndRenamed() {
        String id = world.tenant("Before");

        World.expect(200, putTenant(id, "t-" + id, "After"));
        Api.Answer again = World.expect(200, putTenant(id, "t-" + id, "After"));

        assertThat(again.text("tenant_id")).isEqualTo(id);
        assertThat(again.text("name")).isEqualTo("After");
    }

    @Test
    void twoTenantsCannotShareASlug() {
        String id = world.tenant();

        Api.Answer answer = putTenant(UUID.randomUUID().toString(), "t-" + id, "Other");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("slug_taken");
    }

    @Test
    void theSameInvitationManyTimesAtOnceIsOne() throws Exception {
        String tenant = world.tenant();
        String email = World.email();
        String path = "/admin/tenants/" + tenant + "/memberships/" + UUID.randomUUID();
        Callable<Integer> put =
                () -> world.admin("PUT", path, MEMBER.formatted(email)).status();

        List<Integer> statuses;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = pool.invokeAll(Collections.nCopies(6, put)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(statuses).containsOnly(200);
        World.mailsTo(email, 1);
        assertThat(World.mailsTo(email, 1)).hasSize(1);
    }

    @Test
    void withoutTokenNothing() {
        Api.Answer answer = world.api.put("/admin/tenants/x", "", "{}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.raw().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.raw().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("invalid_token");
    }

    @Test
    void aTokenForTheApiIsNotOneForIdentity() {
        String token = World.expect(
                        200,
                        world.api.token(
                                "duebook-operator",
                                Instance.OPERATOR_SECRET,
                                Map.of("grant_type", "client_credentials")))
                .text("access_token");

        assertThat(world.api.put("/admin/tenants/x", token, "{}").status()).isEqualTo(401);
    }

    @Test
    void aTokenWithoutTheScopeIsForbidden() {
        // Nothing of Duebook's holds such a client: it is made here as a future one might be.
        Clients clients = Instance.first().bean(Clients.class);
        clients.putOwn(new Clients.Own(
                "reader", "Reader", "reader-secret", Set.of("identity:read"), "duebook-identity", List.of()));
        String token = World.expect(
                        200, world.api.token("reader", "reader-secret", Map.of("grant_type", "client_credentials")))
                .text("access_token");

        Api.Answer answer = world.api.put("/admin/tenants/x", token, "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("insufficient_scope");
        assertThat(answer.raw().headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("insufficient_scope");
    }

    @Test
    void anUnknownTenantIsNotFound() {
        String nowhere = "/admin/tenants/" + UUID.randomUUID();

        assertThat(world.admin("PUT", nowhere + "/memberships/m1", MEMBER.formatted(World.email()))
                        .status())
                .isEqualTo(404);
        assertThat(world.admin("PUT", nowhere + "/clients/c1", """
                        {"name":"n","secret":"0123456789abcdef","scopes":["invoices:read"]}
                        """).status()).isEqualTo(404);
        assertThat(world.admin("GET", nowhere + "/memberships/m1", "").status()).isEqualTo(404);
        assertThat(world.admin("DELETE", nowhere + "/memberships/m1", "").status())
                .isEqualTo(404);
    }

    @Test
    void anotherTenantsMembershipIsNotFoundAndCannotBeTaken() {
        String email = World.email();
        String membership = world.member(world.tenant(), email, "admin");
        String other = "/admin/tenants/" + world.tenant() + "/memberships/" + membership;

        assertThat(world.admin("GET", other, "").status()).isEqualTo(404);
        assertThat(world.admin("DELETE", other, "").status()).isEqualTo(404);
        assertThat(world.admin("POST", other + "/invitation", "").status()).isEqualTo(404);
        assertThat(world.admin("PUT", other, MEMBER.formatted(email)).status()).isEqualTo(409);
    }

    @Test
    void errorsPointAtTheField() {
        String path = "/admin/tenants/" + world.tenant() + "/memberships/m-" + UUID.randomUUID();

        Api.Answer unknown = world.admin("PUT", path, """
                {"email":"a@example.org","kind":"member","roles":["admin"],"colour":"blue"}
                """);
        Api.Answer invalid = world.admin("PUT", path, """
                {"email":"nonsense","kind":"owner","roles":["admin"],"customer_id":"no spaces"}
                """);
        Api.Answer wrongType = world.admin("PUT", path, """
                {"email":"a@example.org","kind":"member","roles":7}
                """);
        Api.Answer unknownRole = world.admin("PUT", path, """
                {"email":"a@example.org","kind":"member","roles":["king"]}
                """);
        Api.Answer noJson = world.admin("PUT", path, "{");

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body().at("/errors/0/pointer").asString()).isEqualTo("/colour");
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.body().path("errors").valueStream().map(fault -> fault.path("pointer")
                        .asString()))
                .containsExactlyInAnyOrder("/email", "/kind", "/customer_id");
        assertThat(wrongType.status()).isEqualTo(400);
        assertThat(unknownRole.text("code")).isEqualTo("unknown_role");
        assertThat(noJson.status()).isEqualTo(400);
        assertThat(noJson.text("request_id")).isNotEmpty();
    }

    @Test
    void aMemberNeedsRolesAndAContactACustomer() {
        String path = "/admin/tenants/" + world.tenant() + "/memberships/m-" + UUID.randomUUID();

        assertThat(world.admin("PUT", path, "{\"email\":\"a@example.org\",\"kind\":\"member\"}")
                        .text("code"))
                .isEqualTo("member_incomplete");
        assertThat(world.admin("PUT", path, "{\"email\":\"a@example.org\",\"kind\":\"contact\",\"roles\":[]}")
                        .text("code"))
                .isEqualTo("contact_incomplete");
    }

    @Test
    void healthIsPublicAndFiguresAreNot() {
        assertThat(world.api.get("/actuator/health/readiness", "").text("status"))
                .isEqualTo("UP");
        assertThat(world.api.get("/actuator/health/liveness", "").text("status"))
                .isEqualTo("UP");
        assertThat(world.api.get("/actuator/prometheus", "").status()).isIn(401, 403);
    }

    private Api.Answer putTenant(String id, String slug, String name) {
        return world.admin("PUT", "/admin/tenants/" + id, """
                {"slug":"%s","name":"%s","locale":"zh-CN"}
                """.formatted(slug, name));
    }
}
