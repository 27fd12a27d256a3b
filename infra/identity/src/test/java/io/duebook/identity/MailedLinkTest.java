package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in by a mailed link, and choosing a new password by one. */
class MailedLinkTest {

    private final World world = new World();
    private final Browser browser = new Browser();
    private final String email = World.email();

    @BeforeEach
    void somebodyIsThere() {
        Instance.DB.sql("delete from attempt").update();
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        World.mailsTo(email, 1);
    }

    @Test
    void aLinkSignsInOnce() {
        World.Portal portal = World.portal();
        browser.get(World.authorizePath(portal, ""));
        assertThat(browser.submit("/sign-in/mail", Map.of("email", email)).url())
                .endsWith("/sign-in/mailed");
        String link = World.linkIn(email, 2);

        browser.get(link);
        assertThat(browser.get(link).status())
                .as("opening it, as mail scanners do, spends nothing")
                .isEqualTo(200);
        Browser.Answer redirect = browser.submit("/sign-in/link", Map.of());

        World.expect(200, world.exchange(portal, redirect));
        assertThat(browser.get(link).status()).isEqualTo(410);
    }

    @Test
    void aLinkExpires() {
        browser.get("/sign-in");
        browser.submit("/sign-in/mail", Map.of("email", email));
        String link = World.linkIn(email, 2);
        browser.get(link);
        Instance.DB
                .sql("update link set expires_at = now() where purpose = 'sign_in'")
                .update();

        assertThat(browser.submit("/sign-in/link", Map.of()).status()).isEqualTo(410);
    }

    @Test
    void whetherAnAddressIsKnownIsNotTold() {
        String unknown = World.email();
        browser.get("/sign-in");
        Browser.Answer link = browser.submit("/sign-in/mail", Map.of("email", unknown));
        browser.get("/password/forgot");
        Browser.Answer reset = browser.submit("/password/forgot", Map.of("email", unknown));

        assertThat(link.url()).endsWith("/sign-in/mailed");
        assertThat(reset.url()).endsWith("/sign-in/mailed");
        World.pause(Duration.ofMillis(1500));
        assertThat(Instance.MAIL.getReceivedMessages()).noneMatch(mail -> World.isTo(mail, unknown));
    }

    @Test
    void nobodyIsFloodedWithMails() {
        browser.get("/sign-in");
        for (int times = 0; times < 8; times++) {
            browser.get("/sign-in");
            assertThat(browser.submit("/sign-in/mail", Map.of("email", email)).url())
                    .endsWith("/sign-in/mailed");
        }

        World.mailsTo(email, 5);
        World.pause(Duration.ofMillis(1500));
        assertThat(World.mailsTo(email, 5)).as("an invitation and four links").hasSize(5);
    }

    @Test
    void aNewPasswordEndsEverythingElse() {
        Api.Answer elsewhere = world.tokens(new Browser(), email);
        Browser other = new Browser();
        World.signIn(other, World.portal(), email, "");

        browser.get("/password/forgot");
        browser.submit("/password/forgot", Map.of("email", email));
        String link = World.linkIn(email, 2);
        assertThat(browser.get(link).body()).contains(email);
        Browser.Answer done = browser.submit(
                "/password/reset", Map.of("password", "brand new harbour", "repeated", "brand new harbour"));

        assertThat(done.location()).isEqualTo(Instance.PORTAL + "/");
        assertThat(world.refresh(elsewhere.text("refresh_token")).status()).isEqualTo(400);
        assertThat(other.get(World.authorizePath(World.portal(), "")).url()).endsWith("/sign-in");
        assertThat(browser.get(World.authorizePath(World.portal(), "")).leaves())
                .isTrue();
        assertThat(World.signIn(new Browser(), World.portal(), email, "").status())
                .as("the old password")
                .isEqualTo(401);
        assertThat(new Browser().get(link).status()).isEqualTo(410);
        assertThat(World.text(World.mailsTo(email, 3).getLast())).contains("was just changed");
    }

    @Test
    void aLinkWorksForItsPurposeOnly() {
        browser.get("/sign-in");
        browser.submit("/sign-in/mail", Map.of("email", email));
        String token = World.linkIn(email, 2).replaceAll(".*token=", "");

        assertThat(browser.get("/password/reset?token=" + token).status()).isEqualTo(410);
        assertThat(browser.get("/invitation?token=" + token).status()).isEqualTo(410);
        assertThat(browser.get("/sign-in/link?token=" + token).status()).isEqualTo(200);
    }

    @Test
    void linksAndMailsAreNotStoredReadably() {
        browser.get("/sign-in");
        browser.submit("/sign-in/mail", Map.of("email", email));
        String token = World.linkIn(email, 2).replaceAll(".*token=", "");

        assertThat(Instance.DB
                        .sql("select count(*) from link where token_digest = :token")
                        .param("token", token)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(Instance.DB
                        .sql("select count(*) from link where token_digest = :digest")
                        .param("digest", Digests.sha256(token))
                        .query(Integer.class)
                        .single())
                .isOne();
    }
}
