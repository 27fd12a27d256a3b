package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.duebook.e2e.Browser.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every screen opens on the books themselves, for whoever may see it, with one of each document there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryScreenTest {

    private static final int SLOWEST_MS = 30_000;

    /** What stands in the way of reading a screen: words beyond the right edge, other than in what scrolls by itself. */
    private static final String CUT_OFF = """
            () => [...document.querySelectorAll('main :is(h1, h2, th, td, dt, dd, p, a, vaadin-button)')]
                .filter(part => !part.closest('vaadin-grid') && part.checkVisibility())
                .filter(part => {
                  const at = part.getBoundingClientRect();
                  return at.width > 1 && at.right > window.innerWidth + 1;
                })
                .map(part => part.localName + ' "' + part.textContent.trim().slice(0, 40) + '"')
                .slice(0, 3).join(', ')
            """;

    private static final String FORMS = ".head-actions a:is([href*='/new'], [href*='/of/'], [href*='/on/'])";

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final OneOfEach books = new OneOfEach(supplier);

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @CsvSource({
        "PHONE,zh-CN,accountant",
        "DESKTOP,en-US,auditor",
        "PHONE,en-US,contact",
    })
    void opens(Size size, String language, String role) {
        try (Browser browser = Browser.open(size, language)) {
            Person person = person(browser, role);
            var round = new Round(browser, person, role);
            Stream.concat(person.menu().stream(), screens(role).stream()).forEach(round::visit);
            assertThat(round.wrong).as("%s on a %s in %s", role, size, language).isEmpty();
        }
    }

    private List<String> screens(String role) {
        return switch (role) {
            case "contact" -> books.forContact();
            case "auditor" -> books.documents();
            default ->
                Stream.concat(books.documents().stream(), books.forms().stream())
                        .toList();
        };
    }

    private Person person(Browser browser, String role) {
        String language = browser.isChinese() ? "zh-CN" : "en";
        var person = new Person(
                browser.page(), role.equals("contact") ? books.contact(language) : supplier.member(role, language));
        person.acceptInvitation();
        person.signIn();
        person.page().setDefaultTimeout(SLOWEST_MS);
        return person;
    }

    /** Somebody goes from screen to screen and notes all that is wrong with any, so that one run tells it. */
    private static final class Round {

        private final Browser browser;
        private final Person person;
        private final Page page;
        private final String role;
        private final List<String> wrong = new ArrayList<>();

        private String at = "";

        Round(Browser browser, Person person, String role) {
            this.browser = browser;
            this.person = person;
            this.page = person.page();
            this.role = role;
            listen();
        }

        void visit(String address) {
            at = address;
            if (isOpen()) {
                look();
            }
        }

        /** What a browser keeps to itself: scripts that fail, and answers that are none. */
        private void listen() {
            page.onPageError(this::wrong);
            page.onConsoleMessage(said -> {
                if (said.type().equals("error")) {
                    wrong(said.text());
                }
            });
        }

        private boolean isOpen() {
            person.open(at);
            try {
                person.sees("h1");
            } catch (TimeoutError none) {
                wrong("no heading within " + SLOWEST_MS + " ms");
                return false;
            }
            boolean isClosed = page.locator("main.message-page").count() > 0;
            if (isClosed) {
                wrong("closed, " + person.text());
            }
            return !isClosed;
        }

        private void look() {
            page.locator("vaadin-notification-card").allInnerTexts().forEach(this::wrong);
            String cutOff = (String) page.evaluate(CUT_OFF);
            if (!cutOff.isEmpty()) {
                wrong("cut off, " + cutOff);
            }
            if (role.equals("auditor") && page.locator(FORMS).count() > 0) {
                wrong("offers what may not be done");
            }
            if (isPhone()) {
                seeForAll();
            }
        }

        /** Once per screen, for axe takes its time: where there is least room for it all. */
        private void seeForAll() {
            try {
                browser.look(page, "every" + at.replaceAll("_[0-9a-z]{26}", "").replaceAll("[/?=]", "-"));
            } catch (AssertionError inaccessible) {
                wrong(String.valueOf(inaccessible.getMessage()));
            }
        }

        private boolean isPhone() {
            return page.viewportSize().width == Size.PHONE.width();
        }

        private void wrong(String what) {
            wrong.add(at + ": " + what.strip().replaceAll("\\s+", " "));
        }
    }
}
