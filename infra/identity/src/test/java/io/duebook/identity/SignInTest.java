package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People on their way from the portal through the sign-in page to their tokens. */
class SignInTest {

    private final World world = new World();
    private final Browser browser = new Browser();

    @Test
    void aMemberSignsInByPasswordAndGetsWhatTheirRolesAllow() {
        String tenant = world.tenant();
        String email = World.email();
        String membership = world.member(tenant, email, "credit_manager");
        world.activate(email);
        World.Portal portal = World.portal();

        Browser.Answer redirect = World.signIn(browser, portal, email, "");

        assertThat(redirect.location()).startsWith(Instance.PORTAL + "/login/oauth2/code/duebook?");
        assertThat(redirect.parameter("state")).isEqualTo(portal.state());
        Api.Answer tokens = World.expect(200, world.exchange(portal, redirect));
        JsonNode access = Api.claims(tokens.text("access_token"));
        assertThat(access.path("tenant_id").asString()).isEqualTo(tenant);
        assertThat(access.path("membership_id").asString()).isEqualTo(membership);
        assertThat(ProgramTest.texts(access.path("roles"))).containsExactly("credit_manager");
        assertThat(ProgramTest.texts(access.path("aud"))).containsExactly("duebook-api");
        assertThat(ProgramTest.texts(access.path("scope")))
                .contains("customers:read", "customers:write", "invoices:read")
                .doesNotContain("invoices:write", "members:write", "checkouts:write");
        assertThat(tokens.text("scope")).doesNotContain("members:write");
        assertThat(access.has("customer_id")).isFalse();
        assertThat(access.has("email")).isFalse();
        assertThat(access.has("name")).isFalse();
        JsonNode id = Api.claims(tokens.text("id_token"));
        assertThat(id.path("sub").asString()).isEqualTo(access.path("sub").asString());
        assertThat(id.path("email").asString()).isEqualTo(email);
        assertThat(id.path("name").asString()).isEqualTo("Ann Lee");
        assertThat(id.path("tenant_name").asString()).isEqualTo("Northwind Trading");
        assertThat(id.path("nonce").asString()).isEqualTo("n-" + portal.state());
        assertThat(Api.header(tokens.text("id_token")).path("alg").asString()).isEqualTo("ES256");
    }

    @Test
    void aContactsTokenNamesTheCustomer() {
        String email = World.email();
        world.contact(world.tenant(), email, "cus_42");
        world.activate(email);

        JsonNode claims = Api.claims(world.tokens(browser, email).text("access_token"));

        assertThat(claims.path("customer_id").asString()).isEqualTo("cus_42");
        assertThat(ProgramTest.texts(claims.path("scope")))
                .contains("checkouts:write", "customers:read")
                .doesNotContain("customers:write", "invoices:write");
    }

    @Test
    void userinfoTellsWhoItIs() {
        String email = World.email();
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        Api.Answer tokens = world.tokens(browser, email);

        Api.Answer info = World.expect(200, world.api.get("/userinfo", tokens.text("access_token")));

        assertThat(info.text("email")).isEqualTo(email);
        assertThat(info.text("sub"))
                .isEqualTo(Api.claims(tokens.text("access_token")).path("sub").asString());
    }

    @Test
    void unknownAddressesAndWrongPasswordsGetTheSameAnswer() {
        String email = World.email();
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        browser.get("/sign-in");

        Browser.Answer wrong = browser.submit("/sign-in", Map.of("email", email, "password", "not this one"));
        Browser.Answer unknown = browser.submit("/sign-in", Map.of("email", World.email(), "password", "not this one"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.body()).contains("do not belong together");
        assertThat(unknown.body()).contains("do not belong together");
    }

    @Test
    void aFormFromElsewhereIsRefused() {
        Browser.Answer answer = browser.post("/sign-in", Map.of("email", World.email(), "password", "x"));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void theSessionIdChangesAtSignIn() {
        String email = World.email();
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        World.Portal portal = World.portal();
        browser.get(World.authorizePath(portal, ""));
        String before = browser.sessionCookie();

        browser.submit("/sign-in", Map.of("email", email, "password", World.PASSWORD));

        assertThat(before).isNotEmpty();
        assertThat(browser.sessionCookie()).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void withoutProofKeyThereIsNoCode() {
        Browser.Answer answer = browser.get("/oauth2/authorize?response_type=code&client_id=duebook-portal&scope=openid"
                + "&redirect_uri=" + Instance.PORTAL + "/login/oauth2/code/duebook&state=s");

        assertThat(answer.parameter("error")).isEqualTo("invalid_request");
    }

    @Test
    void nobodyIsSentToAnAddressThatIsNotRegistered() {
        Browser.Answer elsewhere =
                browser.get(World.authorizePath(World.portal(), "").replace("127.0.0.1%3A9%2F", "evil.example%2F"));

        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.leaves()).isFalse();
        assertThat(elsewhere.body()).contains("does not make sense");
    }

    @Test
    void afterSignInOutOfTheBlueThePortalIsNext() {
        String email = World.email();
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        browser.get("/sign-in?continue=https://evil.example&next=https://evil.example");

        Browser.Answer answer = browser.submit(
                "/sign-in?next=https://evil.example", Map.of("email", email, "password", World.PASSWORD));

        assertThat(answer.location()).isEqualTo(Instance.PORTAL + "/");
    }
}
