package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two instances are one issuer. */
class SeveralInstancesTest {

    private static final Instance SECOND = Instance.another();

    private final World world = new World();
    private final Browser browser = new Browser();
    private final String email = World.email();

    @AfterAll
    static void stopSecond() {
        SECOND.stop();
    }

    @Test
    void aSignInMovesBetweenInstances() {
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        World.signIn(browser, World.portal(), email, "");

        browser.moveTo(SECOND);
        World.Portal portal = World.portal();
        Browser.Answer redirect = browser.get(World.authorizePath(portal, ""));

        Api.Answer tokens = World.expect(200, world.exchange(portal, redirect));
        Api.Answer refreshed = World.expect(
                200,
                new Api(SECOND)
                        .token(
                                "duebook-portal",
                                Instance.PORTAL_SECRET,
                                Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token"))));
        assertThat(Api.header(refreshed.text("access_token")).path("kid"))
                .isEqualTo(Api.header(tokens.text("access_token")).path("kid"));
        assertThat(Api.claims(refreshed.text("access_token")).path("iss").asString())
                .isEqualTo(Instance.issuer());
    }

    @Test
    void aFormOfOneInstanceIsGoodAtTheOther() {
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        browser.get("/sign-in");
        browser.moveTo(SECOND);

        assertThat(browser.submit("/sign-in", Map.of("email", email, "password", World.PASSWORD))
                        .leaves())
                .isTrue();
    }

    @Test
    void aSessionThatCannotBeReadBeginsAnew() {
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        World.signIn(browser, World.portal(), email, "");
        Instance.DB
                .sql("update spring_session_attributes set attribute_bytes = '\\x00' where session_primary_id in"
                        + " (select primary_id from spring_session where principal_name ="
                        + " (select id::text from person where email = :email))")
                .param("email", email)
                .update();

        Browser.Answer answer = browser.get(World.authorizePath(World.portal(), ""));

        assertThat(answer.url()).endsWith("/sign-in");
        assertThat(World.signIn(browser, World.portal(), email, "").leaves()).isTrue();
    }

    @Test
    void twoMayStartAtOnceOnAnEmptyDatabase() throws Exception {
        TestDatabase empty = Instance.database("identity_empty");
        Callable<Instance> start = () -> Instance.another("--duebook.identity.database.url=" + empty.jdbcUrl());

        List<Instance> started;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            started = pool.invokeAll(List.of(start, start)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
        try {
            assertThat(started)
                    .allSatisfy(one -> assertThat(new Api(one).backendToken()).isNotEmpty());
            assertThat(keys(new Api(started.getFirst())))
                    .isEqualTo(keys(new Api(started.getLast())))
                    .hasSize(1);
        } finally {
            started.forEach(Instance::stop);
        }
    }

    @Test
    void bothPublishTheSameKeysAndNothingPrivate() {
        List<JsonNode> first = keys(world.api);
        List<JsonNode> second = keys(new Api(SECOND));

        assertThat(first).isEqualTo(second).isNotEmpty();
        assertThat(first).allSatisfy(key -> {
            assertThat(key.has("d")).isFalse();
            assertThat(key.path("alg").asString()).isEqualTo("ES256");
        });
    }

    @Test
    void discoveryTellsWhatIsTrue() {
        JsonNode document =
                world.api.get("/.well-known/openid-configuration", "").body();

        assertThat(document.path("issuer").asString()).isEqualTo(Instance.issuer());
        assertThat(ProgramTest.texts(document.path("id_token_signing_alg_values_supported")))
                .containsExactly("ES256");
        assertThat(document.path("end_session_endpoint").asString()).isEqualTo(Instance.issuer() + "/connect/logout");
        assertThat(document.path("jwks_uri").asString()).isEqualTo(Instance.issuer() + "/oauth2/jwks");
        assertThat(document.path("userinfo_endpoint").asString()).isNotEmpty();
        assertThat(document.path("introspection_endpoint").asString()).isNotEmpty();
        assertThat(document.path("revocation_endpoint").asString()).isNotEmpty();
    }

    static List<JsonNode> keys(Api api) {
        return World.expect(200, api.get("/oauth2/jwks", ""))
                .body()
                .path("keys")
                .valueStream()
                .toList();
    }
}
