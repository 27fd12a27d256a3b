package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How grants go on, and how they end. */
class TokenLifeTest {

    private final World world = new World();
    private final Browser browser = new Browser();
    private final String email = World.email();
    private final String tenant = world.tenant();
    private String membership = "";

    @BeforeEach
    void somebodyIsThere() {
        membership = world.member(tenant, email, "admin");
        world.activate(email);
    }

    @Test
    void refreshingGivesNewTokensAndSpendsTheOldOne() {
        Api.Answer first = world.tokens(browser, email);

        Api.Answer second = World.expect(200, world.refresh(first.text("refresh_token")));

        assertThat(second.text("refresh_token")).isNotEmpty().isNotEqualTo(first.text("refresh_token"));
        assertThat(second.text("access_token")).isNotEqualTo(first.text("access_token"));
        assertThat(second.text("id_token")).isNotEmpty();
        assertThat(world.refresh(first.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        World.expect(200, world.refresh(second.text("refresh_token")));
    }

    @Test
    void anOldRefreshTokenThatComesBackLaterEndsTheWholeGrant() {
        Api.Answer first = world.tokens(browser, email);
        Api.Answer second = World.expect(200, world.refresh(first.text("refresh_token")));
        Instance.DB
                .sql("update replaced_token set replaced_at = replaced_at - interval '1 minute' where kind = 'refresh'")
                .update();

        assertThat(world.refresh(first.text("refresh_token")).status()).isEqualTo(400);

        assertThat(world.refresh(second.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void ofManyRefreshesWithOneTokenOneSucceeds() throws Exception {
        String token = world.tokens(browser, email).text("refresh_token");
        Callable<Integer> refresh = () -> world.refresh(token).status();

        List<Integer> statuses;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = pool.invokeAll(List.of(refresh, refresh, refresh, refresh, refresh)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
    }

    @Test
    void aCodeWorksOnce() {
        World.Portal portal = World.portal();
        Browser.Answer redirect = World.signIn(browser, portal, email, "");
        Api.Answer first = World.expect(200, world.exchange(portal, redirect));

        assertThat(world.exchange(portal, redirect).text("error")).isEqualTo("invalid_grant");

        assertThat(world.refresh(first.text("refresh_token")).status())
                .as("who tried twice may have stolen it")
                .isEqualTo(400);
    }

    @Test
    void aCodeNeedsItsVerifier() {
        World.Portal portal = World.portal();
        Browser.Answer redirect = World.signIn(browser, portal, email, "");

        Api.Answer answer = world.exchange(World.portal(), redirect);

        assertThat(answer.text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void refreshingTakesTheRolesAfresh() {
        Api.Answer first = world.tokens(browser, email);
        assertThat(scopes(first)).contains("members:write", "invoices:write");

        World.expect(200, world.putMember(tenant, membership, email, "sales"));
        Api.Answer second = World.expect(200, world.refresh(first.text("refresh_token")));
        assertThat(scopes(second)).contains("customers:read").doesNotContain("invoices:write", "members:write");
        assertThat(second.text("scope")).doesNotContain("invoices:write");

        World.expect(200, world.putMember(tenant, membership, email, "accountant"));
        Api.Answer third = World.expect(200, world.refresh(second.text("refresh_token")));
        assertThat(scopes(third)).contains("invoices:write").doesNotContain("members:write");
    }

    @Test
    void revokingAMembershipEndsItsTokensAndSessions() {
        Api.Answer tokens = world.tokens(browser, email);
        String path = "/admin/tenants/" + tenant + "/memberships/" + membership;

        assertThat(world.admin("DELETE", path, "").status()).isEqualTo(204);
        assertThat(world.admin("DELETE", path, "").status()).isEqualTo(204);

        assertThat(world.admin("GET", path, "").text("state")).isEqualTo("revoked");
        assertThat(world.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        assertThat(introspect(tokens.text("access_token")).path("active").asBoolean())
                .isFalse();
        Browser.Answer again = browser.get(World.authorizePath(World.portal(), ""));
        assertThat(again.url()).endsWith("/sign-in");
    }

    @Test
    void aRevocationDuringTheWayBackToThePortalIsNoticed() {
        World.Portal portal = World.portal();
        Browser.Answer redirect = World.signIn(browser, portal, email, "");
        // The row stays, as if the code had been issued a moment after the revocation.
        Instance.DB
                .sql("update membership set revoked_at = now() where id = :id")
                .param("id", membership)
                .update();

        assertThat(world.exchange(portal, redirect).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void anotherMembershipOfThePersonLivesOn() {
        String other = world.tenant();
        String kept = world.member(other, email, "auditor");
        world.activate(email);
        World.Portal portal = World.portal();
        World.signIn(browser, portal, email, "");
        Browser.Answer redirect = browser.submit("/memberships", Map.of("membership", kept));
        Api.Answer tokens = World.expect(200, world.exchange(portal, redirect));

        world.admin("DELETE", "/admin/tenants/" + tenant + "/memberships/" + membership, "");

        World.expect(200, world.refresh(tokens.text("refresh_token")));
    }

    @Test
    void aTokenGivenBackIsDead() {
        Api.Answer tokens = world.tokens(browser, email);

        World.expect(
                200,
                world.api.form(
                        "/oauth2/revoke",
                        "duebook-portal",
                        Instance.PORTAL_SECRET,
                        Map.of("token", tokens.text("refresh_token"))));

        assertThat(world.refresh(tokens.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void introspectionTellsTheClaims() {
        Api.Answer tokens = world.tokens(browser, email);

        JsonNode told = introspect(tokens.text("access_token"));

        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("membership_id").asString()).isEqualTo(membership);
    }

    @Test
    void signingOutEndsSessionAndGrantEvenWithAnEarlierIdToken() {
        Api.Answer first = world.tokens(browser, email);
        Api.Answer second = World.expect(200, world.refresh(first.text("refresh_token")));

        Browser.Answer out = browser.get("/connect/logout?id_token_hint=" + first.text("id_token")
                + "&post_logout_redirect_uri=" + Instance.PORTAL + "/&state=abc");

        assertThat(out.location()).isEqualTo(Instance.PORTAL + "/?state=abc");
        assertThat(world.refresh(second.text("refresh_token")).status()).isEqualTo(400);
        assertThat(browser.get(World.authorizePath(World.portal(), "")).url()).endsWith("/sign-in");
    }

    @Test
    void signingOutToAnUnregisteredAddressAsksInstead() {
        Api.Answer tokens = world.tokens(browser, email);

        Browser.Answer out = browser.get("/connect/logout?id_token_hint=" + tokens.text("id_token")
                + "&post_logout_redirect_uri=https://evil.example/");

        assertThat(out.leaves()).isFalse();
        assertThat(out.url()).endsWith("/sign-out");
        assertThat(browser.submit("/sign-out", Map.of()).url()).endsWith("/signed-out");
    }

    @Test
    void noTokenIsStoredReadably() {
        Api.Answer tokens = world.tokens(browser, email);

        List<String> rows = Instance.DB
                .sql("select row(a.*)::text from oauth2_authorization a where membership_id = :id")
                .param("id", membership)
                .query(String.class)
                .list();

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .doesNotContain(tokens.text("refresh_token"))
                .doesNotContain(tokens.text("access_token"))
                .doesNotContain(tokens.text("id_token"));
    }

    @Test
    void whatDiedIsThrownAway() {
        world.tokens(browser, email);
        Instance.DB
                .sql(
                        "update oauth2_authorization set created_at = now() - interval '31 days' where membership_id = :id")
                .param("id", membership)
                .update();

        Instance.first().bean(Pruning.class).prune();

        assertThat(Instance.DB
                        .sql("select count(*) from oauth2_authorization where membership_id = :id")
                        .param("id", membership)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private JsonNode introspect(String token) {
        return World.expect(
                        200,
                        world.api.form(
                                "/oauth2/introspect", "duebook-portal", Instance.PORTAL_SECRET, Map.of("token", token)))
                .body();
    }

    private static List<String> scopes(Api.Answer tokens) {
        return ProgramTest.texts(Api.claims(tokens.text("access_token")).path("scope"));
    }
}
