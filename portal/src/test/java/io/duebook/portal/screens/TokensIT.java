package io.duebook.portal.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.duebook.portal.fake.FakeBooks;
import io.duebook.portal.fake.FakeBooks.Person;
import io.duebook.portal.fake.FakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody at a screen notices when their tokens end: nothing, or a sign-in that leads back to where they were. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensIT {

    /** The portal takes a new token when the old one has less than twenty seconds left. */
    private static final int ABOUT_TO_END_SECONDS = 15;

    private static final int LONG_SECONDS = 600;

    private final FakeServer server = new FakeServer(new FakeBooks().as(Person.ADMIN));
    private final RunningPortal portal;
    private final Chromium chromium = new Chromium();
    private final Browser browser = chromium.browser();

    TokensIT() throws Exception {
        Path logs = Files.createDirectories(Path.of("target", "screens"));
        portal = new RunningPortal(server, Path.of("target", "duebook-portal.jar"), logs.resolve("tokens.log"));
    }

    @AfterAll
    void close() throws Exception {
        chromium.close();
        portal.close();
        server.close();
    }

    @BeforeEach
    @AfterEach
    void usualTokens() {
        server.issueTokensFor(LONG_SECONDS);
        server.refuseRefresh(false);
    }

    @Test
    void aTokenAboutToEndIsReplacedUnnoticed() {
        server.issueTokensFor(ABOUT_TO_END_SECONDS);
        try (Page page = browser.newPage()) {
            page.navigate(portal.url() + "/customers");
            page.waitForSelector("vaadin-grid a");
            int before = server.refreshes();
            goesToReceipts(page);
            assertThat(server.refreshes()).isGreaterThan(before);
        }
    }

    @Test
    void aRefusedRefreshSignsInAgainAndComesBack() {
        server.issueTokensFor(ABOUT_TO_END_SECONDS);
        try (Page page = browser.newPage()) {
            page.navigate(portal.url() + "/customers");
            page.waitForSelector("vaadin-grid a");
            // Else a call that is still under way is refused, and its page signs in again instead.
            page.waitForFunction("() => Object.values(window.Vaadin.Flow.clients)"
                    + ".every(client => !client.isActive || !client.isActive())");
            server.refuseRefresh(true);
            server.issueTokensFor(LONG_SECONDS);
            page.waitForRequest(
                    server.url() + "/oauth2/authorize**",
                    () -> page.locator("vaadin-side-nav-item[path='payments']").click());
            page.waitForURL(portal.url() + "/**");
            page.waitForSelector("vaadin-grid a");
            goesToReceipts(page);
        }
    }

    @Test
    void aRevokedTokenIsNoticedBeforeItExpires() {
        try (Page page = browser.newPage()) {
            page.navigate(portal.url() + "/customers");
            page.waitForSelector("vaadin-grid a");
            server.revoke();
            page.waitForTimeout(2_100);
            page.waitForRequest(
                    server.url() + "/oauth2/authorize**",
                    () -> page.locator("vaadin-side-nav-item[path='payments']").click());
            page.waitForURL(portal.url() + "/payments**");
            page.waitForSelector("vaadin-grid a");
        }
    }

    private void goesToReceipts(Page page) {
        page.locator("vaadin-side-nav-item[path='payments']").click();
        page.waitForURL(portal.url() + "/payments**");
        page.waitForSelector("vaadin-grid a[href^='payments/']");
    }
}
