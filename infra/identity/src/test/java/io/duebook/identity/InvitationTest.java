package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the mail to the first sign-in. */
class InvitationTest {

    private static final Map<String, String> CHOSEN =
            Map.of("name", "Ann Lee", "password", World.PASSWORD, "repeated", World.PASSWORD);

    private final World world = new World();
    private final Browser browser = new Browser();
    private final String email = World.email();
    private final String tenant = world.tenant();

    @BeforeEach
    void nobodyTriedYet() {
        Instance.DB.sql("delete from attempt").update();
    }

    @Test
    void whoAcceptsIsSignedIn() {
        String membership = world.member(tenant, email, "admin");
        String link = World.linkIn(email, 1);

        Browser.Answer page = browser.get(link);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Join Northwind Trading", email);
        Browser.Answer accepted = browser.submit("/invitation", CHOSEN);

        assertThat(accepted.location()).isEqualTo(Instance.PORTAL + "/");
        assertThat(state(membership)).isEqualTo("active");
        World.Portal portal = World.portal();
        Api.Answer tokens = World.expect(200, world.exchange(portal, browser.get(World.authorizePath(portal, ""))));
        assertThat(Api.claims(tokens.text("id_token")).path("name").asString()).isEqualTo("Ann Lee");
        assertThat(World.signIn(new Browser(), World.portal(), email, "").leaves())
                .isTrue();
    }

    @Test
    void anInvitationWorksOnce() {
        world.member(tenant, email, "admin");
        String link = World.linkIn(email, 1);
        browser.get(link);
        browser.submit("/invitation", CHOSEN);

        Browser.Answer again = new Browser().get(link);

        assertThat(again.status()).isEqualTo(410);
        assertThat(again.body()).contains("no longer works");
    }

    @Test
    void anInvitationExpires() {
        world.member(tenant, email, "admin");
        String link = World.linkIn(email, 1);
        browser.get(link);
        Instance.DB
                .sql("update link set expires_at = now() where token_digest = :digest")
                .param("digest", Digests.sha256(link.substring(link.indexOf('=') + 1)))
                .update();

        assertThat(browser.submit("/invitation", CHOSEN).status()).isEqualTo(410);
        assertThat(browser.get(link).status()).isEqualTo(410);
    }

    @Test
    void sendingAgainReplacesTheLink() {
        String membership = world.member(tenant, email, "admin");
        String first = World.linkIn(email, 1);

        Api.Answer answer = world.admin("POST", path(membership) + "/invitation", "");
        String second = World.linkIn(email, 2);

        assertThat(answer.text("state")).isEqualTo("invited");
        assertThat(second).isNotEqualTo(first);
        assertThat(browser.get(first).status()).isEqualTo(410);
        assertThat(browser.get(second).status()).isEqualTo(200);
    }

    @Test
    void invitingTheSameAgainMailsNothing() {
        String membership = world.member(tenant, email, "admin");
        World.mailsTo(email, 1);

        World.expect(200, world.putMember(tenant, membership, email, "admin"));
        world.admin("POST", path(membership) + "/invitation", "");

        assertThat(World.mailsTo(email, 2)).hasSize(2);
    }

    @Test
    void aRevokedInvitationIsDead() {
        String membership = world.member(tenant, email, "admin");
        String link = World.linkIn(email, 1);

        world.admin("DELETE", path(membership), "");

        assertThat(browser.get(link).status()).isEqualTo(410);
        assertThat(world.admin("POST", path(membership) + "/invitation", "").text("code"))
                .isEqualTo("membership_revoked");
    }

    @Test
    void weakPasswordsAreRefusedAndTheLinkStaysGood() {
        world.member(tenant, email, "admin");
        browser.get(World.linkIn(email, 1));

        assertThat(refused("short", "short").body()).contains("too short");
        assertThat(refused("password1234", "password1234").body()).contains("among the first");
        assertThat(refused(World.PASSWORD, "something else").body()).contains("differ");
        assertThat(browser.submit(
                                "/invitation",
                                Map.of("password", World.PASSWORD, "repeated", World.PASSWORD, "name", " "))
                        .body())
                .contains("Tell us your name");
        assertThat(browser.submit("/invitation", CHOSEN).leaves()).isTrue();
    }

    private Browser.Answer refused(String password, String repeated) {
        Browser.Answer answer =
                browser.submit("/invitation", Map.of("name", "Ann Lee", "password", password, "repeated", repeated));
        assertThat(answer.status()).isEqualTo(422);
        return answer;
    }

    @Test
    void whoIsKnownAlreadyJustAgrees() {
        world.member(tenant, email, "admin");
        world.activate(email);
        String second = world.contact(world.tenant("Southwind"), email, "cus_9");

        Browser.Answer page = browser.get(World.linkIn(email, 2));
        assertThat(page.body()).contains("You have a Duebook account").doesNotContain("name=\"password\"");
        browser.submit("/invitation", Map.of());

        World.Portal portal = World.portal();
        Browser.Answer redirect = browser.get(World.authorizePath(portal, ""));
        Api.Answer tokens = World.expect(200, world.exchange(portal, redirect));
        assertThat(Api.claims(tokens.text("access_token")).path("membership_id").asString())
                .as("the membership just accepted is the one they act with")
                .isEqualTo(second);
    }

    @Test
    void theMailComesInTheLanguageAsked() throws MessagingException {
        world.admin("PUT", path(UUID.randomUUID().toString()), """
                {"email":"%s","kind":"contact","customer_id":"c1","customer_name":"蓝湖公司","language":"zh-CN"}
                """.formatted(email));

        var mail = World.mailsTo(email, 1).getFirst();

        assertThat(mail.getSubject()).isEqualTo("您在 Northwind Trading 的账户");
        assertThat(World.text(mail)).contains("蓝湖公司", "接受邀请", "7 天");
    }

    @Test
    void anInvitationMovesToACorrectedAddress() {
        String membership = world.member(tenant, email, "admin");
        String wrong = World.linkIn(email, 1);
        String corrected = World.email();

        World.expect(200, world.putMember(tenant, membership, corrected, "admin"));

        assertThat(browser.get(wrong).status()).isEqualTo(410);
        assertThat(browser.get(World.linkIn(corrected, 1)).status()).isEqualTo(200);
    }

    @Test
    void anAcceptedMembershipStaysWithItsPerson() {
        String membership = world.member(tenant, email, "admin");
        world.activate(email);

        Api.Answer answer = world.putMember(tenant, membership, World.email(), "admin");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("membership_active");
    }

    private String path(String membership) {
        return "/admin/tenants/" + tenant + "/memberships/" + membership;
    }

    private String state(String membership) {
        return world.admin("GET", path(membership), "").text("state");
    }
}
