package io.duebook.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.platform.BusinessClock;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestIdentity;
import io.duebook.scenario.TestTenants;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class ProvisioningTest {

    private static final TestIdentity IDENTITY = TestBackend.IDENTITY;

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

    @AfterEach
    void identityAnswersAgain() {
        IDENTITY.down(false);
    }

    @Test
    void makesATenantThatCanBeUsedAtOnce() {
        JsonNode made = tenants.operator().post("/v1/tenants", order()).expect(201);
        String id = made.path("id").asString();
        String client = made.path("client").path("client_id").asString();

        assertThat(made.path("state").asString()).isEqualTo("active");
        assertThat(IDENTITY.told(id).path("locale").asString()).isEqualTo("zh-CN");
        JsonNode told = IDENTITY.told(id + "/clients/" + client);
        assertThat(told.path("secret")).isEqualTo(made.path("client").path("client_secret"));
        assertThat(told.path("scopes").valueStream().map(JsonNode::asString))
                .contains("customers:write", "invoices:write", "clients:write", "policies:write", "me:read")
                .doesNotContain("tenants:write", "sandbox:write");

        Api program = tenants.withClaims(Map.of(
                "sub",
                client,
                "tenant_id",
                id,
                "scope",
                "tenant:read me:read customers:write policies:read clients:read"));
        JsonNode own = program.get("/v1/tenant").expect(200);
        assertThat(own.path("slug")).isEqualTo(made.path("slug"));
        assertThat(own.path("time_zone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(own.path("business_date").asString())
                .isEqualTo(LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))
                        .toString());
        assertThat(program.get("/v1/me").expect(200).path("kind").asString()).isEqualTo("program");
        assertThat(program.get("/v1/me").json().path("name").asString()).isEqualTo("First client");
        assertThat(program.get("/v1/policies").expect(200).path("settlement").asString())
                .isEqualTo("oldest_first");
        program.post("/v1/customers", Map.of("name", "First")).expect(201);
        assertThat(program.get("/v1/clients")
                        .expect(200)
                        .at("/data/0/client_secret")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void makesOneTenantPerKey() {
        Api operator =
                tenants.operator().with("Idempotency-Key", UUID.randomUUID().toString());
        var order = order();

        var first = operator.post("/v1/tenants", order);
        var second = operator.post("/v1/tenants", order);

        assertThat(second.expect(201)).isEqualTo(first.expect(201));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(operator.post("/v1/tenants", order()).refused(422)).isEqualTo("idempotency_key_reused");
        assertThat(tenants.operator().post("/v1/tenants", order).refused(409)).isEqualTo("slug_taken");
    }

    @Test
    void makesOneTenantOfEightOrdersWithOneKeyAtTheSameTime() throws Exception {
        Api operator =
                tenants.operator().with("Idempotency-Key", UUID.randomUUID().toString());
        var order = order();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<JsonNode> send = () -> operator.post("/v1/tenants", order).expect(201);
            var answers =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(at -> send).toList());

            assertThat(answers.stream().map(answer -> answer.resultNow()).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void finishesWhenIdentityComesBack() {
        IDENTITY.down(true);
        JsonNode made = tenants.operator().post("/v1/tenants", order()).expect(201);
        String id = made.path("id").asString();
        assertThat(made.path("state").asString()).isEqualTo("provisioning");
        assertThat(made.path("client").path("client_secret").asString()).isNotEmpty();
        assertThat(IDENTITY.told(id).isMissingNode()).isTrue();

        IDENTITY.down(false);

        await().atMost(Duration.ofMinutes(1)).until(() -> "active"
                .equals(tenants.operator()
                        .get("/v1/tenants/" + id)
                        .expect(200)
                        .path("state")
                        .asString()));
        String client = made.path("client").path("client_id").asString();
        assertThat(IDENTITY.told(id + "/clients/" + client).path("secret"))
                .isEqualTo(made.path("client").path("client_secret"));
    }

    @Test
    void getsANewTokenWhenIdentityRefusesTheOldOne() {
        tenants.operator().post("/v1/tenants", order()).expect(201);
        IDENTITY.forgetTokens();

        JsonNode made = tenants.operator().post("/v1/tenants", order()).expect(201);

        assertThat(made.path("state").asString()).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource({
        "slug, Not A Slug, invalid_request",
        "time_zone, Mars/Olympus, invalid_request",
        "locale, fr, invalid_request",
        "country, Deutschland, invalid_request",
        "base_currency, XXX, currency_not_supported"
    })
    void refusesAnOrderThatCannotWork(String field, String value, String code) {
        var order = new java.util.HashMap<String, Object>(order());
        order.put(field, value);

        assertThat(tenants.operator().post("/v1/tenants", order).refused(422)).isEqualTo(code);
    }

    @Test
    void isTheOperatorsAlone() {
        assertThat(tenants.create().program().post("/v1/tenants", order()).refused(403))
                .isEqualTo("insufficient_scope");
        assertThat(tenants.create().program().get("/v1/tenants").refused(403)).isEqualTo("insufficient_scope");
        assertThat(tenants.operator().get("/v1/customers").refused(403)).isEqualTo("insufficient_scope");
    }

    @Test
    void listsTenants() {
        String id = tenants.operator()
                .post("/v1/tenants", order())
                .expect(201)
                .path("id")
                .asString();

        var list = tenants.operator().get("/v1/tenants?limit=200").expect(200).path("data");

        assertThat(list.findValuesAsString("id")).contains(id);
        assertThat(list.path(0).has("client")).isFalse();
        assertThat(tenants.operator().get("/v1/tenants/nonsense").refused(404)).isEqualTo("not_found");
    }

    @Test
    void givesAnAccountToOneTenantOnly() {
        String one = made();
        String other = made();
        var account = Map.of("account", "acct_" + UUID.randomUUID().toString().replace("-", ""));

        JsonNode linked = tenants.operator()
                .put("/v1/tenants/" + one + "/stripe_account", account)
                .expect(200);
        tenants.operator()
                .put("/v1/tenants/" + one + "/stripe_account", account)
                .expect(200);

        assertThat(linked.path("account").asString()).isEqualTo(account.get("account"));
        assertThat(tenants.operator()
                        .put("/v1/tenants/" + other + "/stripe_account", account)
                        .refused(409))
                .isEqualTo("account_taken");
        assertThat(tenants.operator()
                        .put("/v1/tenants/" + one + "/stripe_account", Map.of("account", "x"))
                        .refused(422))
                .isEqualTo("invalid_request");
        assertThat(tenants.operator()
                        .put("/v1/tenants/nonsense/stripe_account", account)
                        .refused(404))
                .isEqualTo("not_found");
        tenants.operator()
                .put("/v1/tenants/" + one + "/stripe_account", Map.of("account", account.get("account") + "b"))
                .expect(200);
        assertThat(tenants.operator()
                        .get("/v1/tenants/" + one)
                        .expect(200)
                        .path("stripe_account")
                        .asString())
                .isEqualTo(account.get("account") + "b");
        assertThat(tenants.operator()
                        .put("/v1/tenants/" + other + "/stripe_account", account)
                        .refused(409))
                .isEqualTo("account_taken");
    }

    @Test
    void keepsNoSecretInTheClear() throws Exception {
        JsonNode made = tenants.operator().post("/v1/tenants", order()).expect(201);
        byte[] secret =
                made.path("client").path("client_secret").asString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.prepareStatement(
                        "select position(? in secret_sealed) from api_client where client_id = ?")) {
            query.setBytes(1, secret);
            query.setString(2, made.path("client").path("client_id").asString());
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    void showsASecretForTenMinutesAtMost() throws Exception {
        Api operator =
                tenants.operator().with("Idempotency-Key", UUID.randomUUID().toString());
        var order = order();
        JsonNode made = operator.post("/v1/tenants", order).expect(201);
        String client = made.path("client").path("client_id").asString();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var elapse = connection.prepareStatement(
                        "update api_client set secret_shown_till = now() where client_id = ?")) {
            elapse.setString(1, client);
            elapse.executeUpdate();
        }

        JsonNode again = operator.post("/v1/tenants", order).expect(201);

        assertThat(again.path("client").path("client_id").asString()).isEqualTo(client);
        assertThat(again.path("client").path("client_secret").isNull()).isTrue();
    }

    private String made() {
        return tenants.operator()
                .post("/v1/tenants", order())
                .expect(201)
                .path("id")
                .asString();
    }

    private static Map<String, Object> order() {
        return Map.of(
                "slug",
                "t" + UUID.randomUUID(),
                "name",
                "远景贸易有限公司",
                "country",
                "CN",
                "time_zone",
                "Asia/Shanghai",
                "locale",
                "zh-CN",
                "base_currency",
                "CNY");
    }
}
