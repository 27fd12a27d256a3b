package io.duebook.portal.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.duebook.portal.fake.FakeBooks;
import io.duebook.portal.fake.FakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** In a real browser: whoever holds a statement asks without a sign-in whether it is genuine, and learns nothing else. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyingIT {

    private final FakeBooks books = new FakeBooks();
    private FakeServer server;
    private RunningPortal portal;
    private Chromium chromium;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        Path logs = Files.createDirectories(Path.of("target", "screens"));
        server = new FakeServer(books);
        portal = new RunningPortal(server, Path.of("target", "duebook-portal.jar"), logs.resolve("verifying.log"));
        chromium = new Chromium();
        browser = chromium.browser();
    }

    @AfterAll
    void stop() throws Exception {
        chromium.close();
        portal.close();
        server.close();
    }

    @Test
    void anybodyLearnsWhetherAStatementIsGenuine() {
        try (Page page = open("/verify/known")) {
            assertThat(page.locator("h1").innerText()).isEqualTo("This statement is genuine");
            assertThat(page.locator("main").innerText())
                    .contains("Brightwater Health Trust", "ST-000002", "9f86d081884c7d65", "Latest version")
                    .doesNotContain("Keller", "cus_", "EUR", "€", "1,400");
        }
        assertThat(server.seen())
                .filteredOn(seen -> seen.path().startsWith("/v1/"))
                .isNotEmpty()
                .allSatisfy(seen -> {
                    assertThat(seen.path()).isEqualTo("/v1/verifications/known");
                    assertThat(seen.authorization()).isNull();
                });
    }

    @Test
    void anUnknownOneIsNotKnown() {
        try (Page page = open("/verify/unknown")) {
            assertThat(page.locator("h1").innerText()).isEqualTo("This statement is not known");
        }
    }

    private Page open(String address) {
        Page page = browser.newPage(new Browser.NewPageOptions().setLocale("en-US"));
        page.navigate(portal.url() + address);
        page.locator("h1").waitFor();
        assertThat(page.url()).endsWith(address);
        return page;
    }
}
