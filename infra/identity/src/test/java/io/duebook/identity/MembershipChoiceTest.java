package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People with several memberships, and how the portal asks them to choose. */
class MembershipChoiceTest {

    private final World world = new World();
    private final Browser browser = new Browser();
    private final String email = World.email();

    @Test
    void withSeveralMembershipsOneIsChosen() {
        world.member(world.tenant("Northwind"), email, "admin");
        String contact = world.contact(world.tenant("Southwind"), email, "cus_7");
        world.activate(email);
        World.Portal portal = World.portal();

        Browser.Answer page = World.signIn(browser, portal, email, "");
        assertThat(page.url()).endsWith("/memberships");
        assertThat(page.body()).contains("Northwind", "Administrator", "Southwind", "For Blue Lake GmbH");

        Browser.Answer redirect = browser.submit("/memberships", Map.of("membership", contact));
        JsonNode claims =
                Api.claims(World.expect(200, world.exchange(portal, redirect)).text("access_token"));
        assertThat(claims.path("membership_id").asString()).isEqualTo(contact);
        assertThat(claims.path("customer_id").asString()).isEqualTo("cus_7");
    }

    @Test
    void theChoiceHoldsForTheSession() {
        String first = world.member(world.tenant(), email, "admin");
        world.member(world.tenant(), email, "sales");
        world.activate(email);
        World.signIn(browser, World.portal(), email, "");
        browser.submit("/memberships", Map.of("membership", first));

        World.Portal again = World.portal();
        Browser.Answer redirect = browser.get(World.authorizePath(again, ""));

        assertThat(membership(again, redirect)).isEqualTo(first);
    }

    @Test
    void thePortalCanAskToChooseAnother() {
        String first = world.member(world.tenant(), email, "admin");
        String second = world.member(world.tenant(), email, "sales");
        world.activate(email);
        World.signIn(browser, World.portal(), email, "");
        browser.submit("/memberships", Map.of("membership", first));

        World.Portal change = World.portal();
        Browser.Answer page = browser.get(World.authorizePath(change, "&prompt=select_account"));
        assertThat(page.url()).endsWith("/memberships");
        Browser.Answer redirect = browser.submit("/memberships", Map.of("membership", second));

        assertThat(membership(change, redirect)).isEqualTo(second);
        assertThat(browser.get(World.authorizePath(World.portal(), "&prompt=select_account"))
                        .url())
                .as("each request asks anew")
                .endsWith("/memberships");
    }

    @Test
    void askedForTheChoiceIsShownEvenWithOne() {
        String only = world.member(world.tenant(), email, "admin");
        world.activate(email);
        World.Portal portal = World.portal();

        Browser.Answer page = World.signIn(browser, portal, email, "&prompt=select_account");
        assertThat(page.url()).endsWith("/memberships");

        assertThat(membership(portal, browser.submit("/memberships", Map.of("membership", only))))
                .isEqualTo(only);
    }

    @Test
    void nobodyChoosesWhatIsNotTheirs() {
        String strangers = world.member(world.tenant(), World.email(), "admin");
        world.member(world.tenant(), email, "sales");
        world.member(world.tenant(), email, "sales");
        world.activate(email);
        World.signIn(browser, World.portal(), email, "");

        Browser.Answer answer = browser.submit("/memberships", Map.of("membership", strangers));

        assertThat(answer.leaves()).isFalse();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void anInvitationNotAcceptedIsNoMembership() {
        world.member(world.tenant(), email, "sales");
        world.activate(email);
        world.member(world.tenant(), email, "admin");
        World.Portal portal = World.portal();

        Browser.Answer redirect = World.signIn(browser, portal, email, "");

        assertThat(redirect.leaves()).isTrue();
    }

    @Test
    void promptNoneNeverShowsAPage() {
        Browser.Answer stranger = browser.get(World.authorizePath(World.portal(), "&prompt=none"));
        assertThat(stranger.parameter("error")).isEqualTo("login_required");

        world.member(world.tenant(), email, "sales");
        world.member(world.tenant(), email, "sales");
        world.activate(email);
        World.signIn(browser, World.portal(), email, "");
        Browser.Answer undecided = browser.get(World.authorizePath(World.portal(), "&prompt=none"));
        assertThat(undecided.parameter("error")).isEqualTo("login_required");
    }

    @Test
    void promptLoginAsksForThePasswordAgain() {
        world.member(world.tenant(), email, "sales");
        world.activate(email);
        World.signIn(browser, World.portal(), email, "");

        World.Portal portal = World.portal();
        Browser.Answer page = browser.get(World.authorizePath(portal, "&prompt=login"));
        assertThat(page.url()).endsWith("/sign-in");
        Browser.Answer redirect = browser.submit("/sign-in", Map.of("email", email, "password", World.PASSWORD));

        World.expect(200, world.exchange(portal, redirect));
    }

    private String membership(World.Portal portal, Browser.Answer redirect) {
        Api.Answer tokens = World.expect(200, world.exchange(portal, redirect));
        return Api.claims(tokens.text("access_token")).path("membership_id").asString();
    }
}
