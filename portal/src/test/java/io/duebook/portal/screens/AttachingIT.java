package io.duebook.portal.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.duebook.portal.fake.FakeBooks;
import io.duebook.portal.fake.FakeBooks.Person;
import io.duebook.portal.fake.FakeServer;
import io.duebook.portal.fake.FakeServer.Seen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** In a real browser: files that are dropped reach the API as they were called, and an offer is paid by what it says. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttachingIT {

    private static final String FILES = "vaadin-upload input[type=file]";

    private final FakeBooks books = new FakeBooks();
    private FakeServer server;
    private RunningPortal portal;
    private Chromium chromium;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        Path logs = Files.createDirectories(Path.of("target", "screens"));
        server = new FakeServer(books);
        portal = new RunningPortal(server, Path.of("target", "duebook-portal.jar"), logs.resolve("attaching.log"));
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
    void filesArriveAsTheyAreCalledAndWhatIsRefusedSaysWhy() {
        books.as(Person.ADMIN);
        try (Page page = open("/invoices/inv_7")) {
            page.setInputFiles(FILES, file("送货单 7.pdf"));
            List<Seen> first = brought(page, 1);
            assertThat(first.getFirst().body())
                    .contains("filename=\"送货单 7.pdf\"")
                    .contains("inv_7")
                    .containsPattern("visible_to_customer\"[\\s\\S]*false");
            assertThat(first.getFirst().idempotencyKey()).isNotBlank();

            page.locator(".bringing vaadin-checkbox input").check();
            page.waitForTimeout(500);
            books.refuseOnce(422, "attachment_type_refused", "{}");
            page.setInputFiles(FILES, file("a.pdf"));
            page.waitForSelector(".refusals > div");
            assertThat(page.locator(".refusals").innerText()).startsWith("a.pdf: Only PDF");
            page.setInputFiles(FILES, file("a.pdf"));
            List<Seen> all = brought(page, 3);
            assertThat(all.get(2).body()).containsPattern("visible_to_customer\"[\\s\\S]*true");
            assertThat(all.get(2).idempotencyKey())
                    .as("after a refusal another try")
                    .isNotEqualTo(all.get(1).idempotencyKey());
            page.waitForSelector(
                    ".refusals > div",
                    new Page.WaitForSelectorOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        }
    }

    @Test
    void anOfferIsPaidByWhatItSays() {
        books.as(Person.CONTACT);
        try (Page page = open("/statement")) {
            page.locator("#pay-off_0").click();
            page.waitForSelector("#continue-to-payment");
            assertThat(server.seen())
                    .filteredOn(seen -> seen.path().equals("/v1/checkouts"))
                    .singleElement()
                    .extracting(Seen::body)
                    .asString()
                    .contains("\"items\":[\"inv_7\",\"chg_fee\"]", "\"amount\":40000");
        }
    }

    private Page open(String path) {
        Page page = browser.newContext(new Browser.NewContextOptions().setLocale("en"))
                .newPage();
        page.navigate(portal.url() + path);
        page.waitForSelector("h1");
        page.waitForTimeout(800);
        return page;
    }

    private static FilePayload file(String name) {
        return new FilePayload(name, "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
    }

    /** What was sent, once there is as much. */
    private List<Seen> brought(Page page, int count) {
        List<Seen> sent = List.of();
        for (int tries = 0; tries < 50 && sent.size() < count; tries++) {
            page.waitForTimeout(200);
            sent = server.seen().stream()
                    .filter(seen -> seen.method().equals("POST") && seen.path().equals("/v1/attachments"))
                    .toList();
        }
        assertThat(sent).hasSizeGreaterThanOrEqualTo(count);
        return sent;
    }
}
