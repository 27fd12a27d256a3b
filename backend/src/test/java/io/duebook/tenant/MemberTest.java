package io.duebook.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestIdentity;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class MemberTest {

    private static final TestIdentity IDENTITY = TestBackend.IDENTITY;

    private final TestTenants tenants;
    private final TestTenant tenant;

    MemberTest(@Autowired TestTenants tenants) {
        this.tenants = tenants;
        this.tenant = tenants.create();
    }

    @BeforeEach
    void identityKnowsTheTenant() {
        IDENTITY.know(tenant.id().text());
    }

    @AfterEach
    void identityAnswersAgain() {
        IDENTITY.down(false);
    }

    @Test
    void isInvitedThroughIdentity() {
        JsonNode member = invite("ada@example.com", "admin", "auditor");

        JsonNode told = IDENTITY.told(path(member));
        assertThat(member.path("state").asString()).isEqualTo("invited");
        assertThat(told.path("email").asString()).isEqualTo("ada@example.com");
        assertThat(told.path("kind").asString()).isEqualTo("member");
        assertThat(told.path("roles").valueStream().map(JsonNode::asString)).containsExactly("admin", "auditor");
        assertThat(told.path("language").asString()).isEqualTo("en");
        assertThat(IDENTITY.invitations(path(member))).isEqualTo(1);
    }

    @Test
    void isInvitedOncePerKeyAndAddress() {
        Api program = tenant.program().with("Idempotency-Key", "invite-1");
        var wanted = Map.of("email", "ada@example.com", "roles", List.of("admin"));

        JsonNode first = program.post("/v1/members", wanted).expect(201);
        JsonNode second = program.post("/v1/members", wanted).expect(201);

        assertThat(second).isEqualTo(first);
        assertThat(IDENTITY.invitations(path(first))).isEqualTo(1);
        assertThat(tenant.program()
                        .post("/v1/members", Map.of("email", "ADA@example.com", "roles", List.of("sales")))
                        .refused(409))
                .isEqualTo("member_exists");
        assertThat(tenant.program().plainPost("/v1/members", wanted).refused(400))
                .isEqualTo("idempotency_key_required");
    }

    @Test
    void isToldToIdentityWhenItComesBack() {
        IDENTITY.down(true);
        JsonNode member = invite("ada@example.com", "admin");
        assertThat(IDENTITY.state(path(member))).isEmpty();

        IDENTITY.down(false);

        await().atMost(Duration.ofMinutes(1))
                .until(() -> IDENTITY.state(path(member)).equals("invited"));
        assertThat(IDENTITY.invitations(path(member))).isEqualTo(1);
    }

    @Test
    void isActiveOnceTheInvitationIsAccepted() {
        JsonNode member = invite("ada@example.com", "admin");
        IDENTITY.accept(path(member));

        assertThat(read(member).path("state").asString()).isEqualTo("active");
        IDENTITY.down(true);
        assertThat(tenant.program().get("/v1/members?state=active").expect(200).at("/data/0/id"))
                .isEqualTo(member.path("id"));
    }

    @Test
    void changesRoles() {
        JsonNode member = invite("ada@example.com", "admin");
        invite("bob@example.com", "admin");
        String path = "/v1/members/" + member.path("id").asString();

        var changed = tenant.program().patch(path, "\"1\"", Map.of("roles", List.of("sales")));

        assertThat(changed.expect(200).path("roles").get(0).asString()).isEqualTo("sales");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(IDENTITY.told(path(member)).path("roles").get(0).asString()).isEqualTo("sales");
        assertThat(tenant.program()
                        .patch(path, "\"1\"", Map.of("roles", List.of("admin")))
                        .refused(412))
                .isEqualTo("version_mismatch");
    }

    @Test
    void losesAccessWhenRevoked() {
        JsonNode member = invite("ada@example.com", "auditor");
        String path = "/v1/members/" + member.path("id").asString();

        JsonNode revoked = tenant.program().post(path + "/revoke", Map.of()).expect(200);

        assertThat(revoked.path("state").asString()).isEqualTo("revoked");
        assertThat(IDENTITY.state(path(member))).isEqualTo("revoked");
        assertThat(tenant.program().post(path + "/revoke", Map.of()).expect(200))
                .isEqualTo(revoked);
        assertThat(tenant.program().post(path + "/invite", Map.of()).refused(409))
                .isEqualTo("already_revoked");
        assertThat(tenant.program().patch(path, "\"2\"", Map.of("name", "Ada")).refused(409))
                .isEqualTo("already_revoked");
        JsonNode again = invite("ada@example.com", "auditor");
        assertThat(again.path("id")).isNotEqualTo(member.path("id"));
    }

    @Test
    void leavesAnAdminBehind() {
        JsonNode only = invite("ada@example.com", "admin");
        String path = "/v1/members/" + only.path("id").asString();

        assertThat(tenant.program().post(path + "/revoke", Map.of()).refused(409))
                .isEqualTo("last_admin");
        assertThat(tenant.program()
                        .patch(path, "\"1\"", Map.of("roles", List.of("sales")))
                        .refused(409))
                .isEqualTo("last_admin");
    }

    @Test
    void leavesAnAdminBehindWhenTwoRevokeEachOther() throws Exception {
        List<JsonNode> two = List.of(invite("ada@example.com", "admin"), invite("bob@example.com", "admin"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream<Callable<Integer>> revocations = two.stream()
                    .map(member -> () -> tenant.program()
                            .post("/v1/members/" + member.path("id").asString() + "/revoke", Map.of())
                            .status());
            var answers = threads.invokeAll(revocations.toList());

            assertThat(answers.stream().map(answer -> answer.resultNow())).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void getsTheInvitationAgain() {
        JsonNode member = invite("ada@example.com", "sales");
        String again = "/v1/members/" + member.path("id").asString() + "/invite";

        tenant.program().post(again, Map.of()).expect(200);

        await().atMost(Duration.ofMinutes(1)).until(() -> IDENTITY.invitations(path(member)) == 2);
        IDENTITY.accept(path(member));
        assertThat(tenant.program().post(again, Map.of()).refused(409)).isEqualTo("already_active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"membership_active", "membership_fixed", "membership_taken"})
    void saysWhyIdentityDoesNotFollow(String code) throws SQLException {
        JsonNode member = invite("ada@example.com", "sales");
        IDENTITY.refuse(path(member), code);

        String id = member.path("id").asString();
        assertThat(tenant.program()
                        .patch("/v1/members/" + id, "\"1\"", Map.of("name", "Ada"))
                        .refused(409))
                .isEqualTo(code);
        assertThat(read(member).path("state").asString()).isEqualTo("invited");
        dueNow(tenant.id());
        await().atMost(Duration.ofMinutes(1)).until(() -> due(tenant.id()) == 0);
    }

    @Test
    void whatIdentityRevokedIsNoErrorForWhoeverTellsIt() {
        JsonNode member = invite("ada@example.com", "sales");
        IDENTITY.refuse(path(member), "membership_revoked");

        tenant.program()
                .patch("/v1/members/" + member.path("id").asString(), "\"1\"", Map.of("name", "Ada"))
                .expect(200);
    }

    /** Lets jobs of the tenant that wait for later begin now. */
    private static void dueNow(TenantId tenant) throws SQLException {
        onWork("update directory.due_work set due_at = now() where tenant_id = ?", tenant);
    }

    private static int due(TenantId tenant) throws SQLException {
        return onWork("update directory.due_work set attempts = attempts where tenant_id = ?", tenant);
    }

    private static int onWork(String sql, TenantId tenant) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, tenant.value());
            return statement.executeUpdate();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"ada@example.com\",\"roles\":[]}",
                "{\"email\":\"nobody\",\"roles\":[\"admin\"]}",
                "{\"roles\":[\"admin\"]}",
                "{\"email\":\"ada@example.com\",\"roles\":[\"admin\"],\"language\":\"fr\"}"
            })
    void refusesAnInvitationThatCannotWork(String body) {
        assertThat(tenant.program().post("/v1/members", body).refused(422)).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"ada@example.com\",\"roles\":[\"king\"]}",
                "{\"email\":\"ada@example.com\",\"roles\":\"admin\"}",
                "{\"email\":\"ada@example.com\",\"roles\":[\"admin\"],\"password\":\"x\"}"
            })
    void refusesAnInvitationItCannotRead(String body) {
        assertThat(tenant.program().post("/v1/members", body).status()).isEqualTo(400);
    }

    @Test
    void ofAnotherTenantIsAsIfItNeverWas() {
        String theirs =
                "/v1/members/" + invite("ada@example.com", "sales").path("id").asString();
        Api other = tenants.create().program();

        assertThat(other.get(theirs).refused(404)).isEqualTo("not_found");
        assertThat(other.patch(theirs, "\"1\"", Map.of("name", "Mine")).refused(404))
                .isEqualTo("not_found");
        assertThat(other.post(theirs + "/revoke", Map.of()).refused(404)).isEqualTo("not_found");
        assertThat(other.post(theirs + "/invite", Map.of()).refused(404)).isEqualTo("not_found");
        assertThat(other.get("/v1/members").expect(200).path("data").isEmpty()).isTrue();
    }

    @Test
    void seesWhoTheyAre() {
        JsonNode member = tenant.program()
                .post("/v1/members", Map.of("email", "ada@example.com", "name", "Ada", "roles", List.of("admin")))
                .expect(201);
        JsonNode me = tenants.withClaims(Map.of(
                        "sub",
                        "person-1",
                        "client_id",
                        "duebook-portal",
                        "tenant_id",
                        tenant.id().text(),
                        "membership_id",
                        member.path("id").asString(),
                        "roles",
                        List.of("admin"),
                        "scope",
                        "me:read"))
                .get("/v1/me")
                .expect(200);

        assertThat(me.path("kind").asString()).isEqualTo("member");
        assertThat(me.path("name").asString()).isEqualTo("Ada");
        assertThat(me.path("email").asString()).isEqualTo("ada@example.com");
        assertThat(me.path("membership_id")).isEqualTo(member.path("id"));
        assertThat(me.path("tenant").path("time_zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(me.has("customer")).isFalse();
    }

    private JsonNode invite(String email, String... roles) {
        JsonNode member = tenant.program()
                .post("/v1/members", Map.of("email", email, "roles", List.of(roles)))
                .expect(201);
        // Identity is told within the request as a rule, on a slow machine soon after.
        await().until(() -> IDENTITY.isDown() || !IDENTITY.state(path(member)).isEmpty());
        return member;
    }

    private JsonNode read(JsonNode member) {
        return tenant.program()
                .get("/v1/members/" + member.path("id").asString())
                .expect(200);
    }

    private String path(JsonNode member) {
        return tenant.id().text() + "/memberships/" + member.path("id").asString();
    }
}
