package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every page in a real browser: two languages, two sizes, no accessibility violation, a picture of each. */
class PageTest {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final Path PICTURES = Path.of("target", "pages");

    private final World world = new World();
    private final String email = World.email();
    private String tenant = "";

    private record Size(String name, int width, int height) {}

    private static final Size DESKTOP = new Size("desktop", 1440, 900);
    private static final Size PHONE = new Size("phone", 390, 844);

    @BeforeEach
    void nobodyTriedYet() {
        Instance.DB.sql("delete from attempt").update();
    }

    @Test
    void everyPageIsAccessible() {
        walk(List.of(new Visit(Language.ENGLISH, PHONE), new Visit(Language.CHINESE, DESKTOP)));
    }

    @Test
    @Tag("full")
    void everyPageIsAccessibleTheOtherWayRound() {
        walk(List.of(new Visit(Language.ENGLISH, DESKTOP), new Visit(Language.CHINESE, PHONE)));
    }

    @Test
    @Tag("full")
    void everyPageIsAccessibleInTheDark() {
        walk(List.of(new Visit(Language.ENGLISH, PHONE, ColorScheme.DARK)));
    }

    private record Visit(Language language, Size size, ColorScheme colours) {

        Visit(Language language, Size size) {
            this(language, size, ColorScheme.LIGHT);
        }
    }

    private void walk(List<Visit> visits) {
        assumeTrue(chromium().isPresent(), "needs Chromium: name it in CHROMIUM");
        tenant = world.tenant("Northwind Trading");
        world.member(tenant, email, "accountant", "collector");
        world.contact(world.tenant("Harbour & Sons Wholesale Company"), email, "cus_1");
        world.activate(email);
        List<String> violations = new ArrayList<>();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                com.microsoft.playwright.Browser chromium =
                        playwright.chromium().launch(options())) {
            for (Visit visit : visits) {
                try (BrowserContext context =
                        chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                                .setLocale(visit.language().tag())
                                .setColorScheme(visit.colours())
                                .setViewportSize(
                                        visit.size().width(), visit.size().height()))) {
                    violations.addAll(new Walk(context.newPage(), visit).all());
                }
                nobodyTriedYet();
            }
        }

        assertThat(violations).isEmpty();
    }

    private static BrowserType.LaunchOptions options() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(chromium().orElseThrow())
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
    }

    /** Through all pages, once. */
    private final class Walk {

        private final Page page;
        private final Visit visit;
        private final List<String> violations = new ArrayList<>();

        Walk(Page page, Visit visit) {
            this.page = page;
            this.visit = visit;
        }

        List<String> all() {
            Membership member = invited(world.member(tenant, World.email(), "admin"));
            String customer = World.email();
            Membership contact = invited(world.contact(tenant, customer, "cus_2"));
            page.setContent(World.html(World.mailsTo(customer, 1).getFirst()));
            look("mail");
            String second = world.contact(tenant, email, "cus_3");
            open("/sign-in", "sign-in");
            page.fill("#email", email);
            page.fill("#password", "not the password");
            page.click("button.button >> nth=0");
            look("sign-in-refused");
            Instance.first().bean(Attempts.class).admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, email);
            Instance.DB
                    .sql("update attempt set locked_until = now() + interval '10 minutes'")
                    .update();
            page.fill("#password", "not the password");
            page.click("button.button >> nth=0");
            look("sign-in-locked");
            nobodyTriedYet();
            page.click("button.quiet");
            look("mailed");
            Links links = Instance.first().bean(Links.class);
            Person person = Instance.first().bean(People.class).byEmail(email).orElseThrow();
            open("/sign-in/link?token=" + links.signIn(person.id(), Duration.ofMinutes(5)), "sign-in-link");
            open("/password/forgot", "password-forgot");
            String reset = links.password(person.id(), Duration.ofMinutes(5));
            open("/password/reset?token=" + reset, "password-reset");
            open(invitation(member), "invitation-member");
            page.fill("#name", "Ann Lee");
            page.fill("#password", "password1234");
            page.fill("#repeated", "password1234");
            page.click("button.button");
            look("invitation-refused");
            open(invitation(contact), "invitation-contact");
            open(
                    "/invitation?token=" + links.invitation(person.id(), second, Duration.ofMinutes(5)),
                    "invitation-known");
            open("/invitation?token=nothing", "link-dead");
            open("/no-such-page", "error-404");
            open("/oauth2/authorize?client_id=nobody&response_type=code", "error-400");
            page.navigate(Instance.issuer() + World.authorizePath(World.portal(), ""));
            page.fill("#email", email);
            page.fill("#password", World.PASSWORD);
            page.click("button.button >> nth=0");
            look("memberships");
            open("/sign-out", "sign-out");
            page.click("button.button");
            look("signed-out");
            return violations;
        }

        private Membership invited(String membership) {
            return Instance.first()
                    .bean(Memberships.class)
                    .find(tenant, membership)
                    .orElseThrow();
        }

        private String invitation(Membership membership) {
            return "/invitation?token="
                    + Instance.first()
                            .bean(Links.class)
                            .invitation(membership.personId(), membership.id(), Duration.ofMinutes(5));
        }

        private void open(String path, String name) {
            page.navigate(Instance.issuer() + path);
            look(name);
        }

        private void look(String name) {
            page.waitForLoadState();
            String where = name + "-" + visit.size().name() + "-"
                    + visit.language().tag() + (visit.colours() == ColorScheme.DARK ? "-dark" : "");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(where + ".png"))
                    .setFullPage(true));
            if (!name.equals("mail") && !visit.language().tag().equals(page.getAttribute("html", "lang"))) {
                violations.add(where + ": language " + page.getAttribute("html", "lang"));
            }
            if (!Boolean.FALSE.equals(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))) {
                violations.add(where + ": scrolls sideways");
            }
            for (Rule rule : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
                violations.add(where + ": " + rule.getId() + " "
                        + rule.getNodes().stream()
                                .map(node -> String.valueOf(node.getTarget()))
                                .toList());
            }
        }
    }

    @Test
    void aPageKeepsTheLanguageSomebodyChose() {
        Browser browser = new Browser();

        assertThat(browser.getIn("fr-FR", "/sign-in").body()).contains("lang=\"en\"", "Sign in");
        assertThat(browser.getIn("zh-TW,zh;q=0.9,en;q=0.5", "/sign-in").body()).contains("lang=\"zh-CN\"", "登录");
        assertThat(browser.getIn("en", "/sign-in?lang=zh-CN").body()).contains("登录");
        assertThat(browser.getIn("en", "/sign-in").body()).contains("登录");
        assertThat(browser.getIn("zh", "/sign-in?lang=en").body()).contains("Sign in");
        assertThat(browser.getIn("en", "/sign-in?lang=%3Cx%3E").status()).isEqualTo(200);
    }

    @Test
    void thePortalsLanguageIsTaken() {
        Browser browser = new Browser();

        assertThat(browser.get(World.authorizePath(World.portal(), "&ui_locales=zh-CN"))
                        .body())
                .contains("登录");
    }

    @Test
    void pagesTellBrowsersToBeStrict() {
        var headers = new Browser().get("/sign-in").raw().headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' " + Instance.PORTAL)
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    @Test
    void behindTlsCookiesInsistOnIt() {
        Instance secure = Instance.another("--duebook.issuer=https://id.example.org");
        try {
            var form =
                    new Browser(secure).get("/sign-in?lang=en").raw().headers().allValues("Set-Cookie");
            assertThat(form)
                    .hasSize(2)
                    .allMatch(cookie -> cookie.contains("; Secure") && cookie.contains("HttpOnly"))
                    .anyMatch(cookie -> cookie.startsWith("__Host-duebook_identity_form="));
        } finally {
            secure.stop();
        }
    }

    @Test
    void whatSomebodyTypedIsShownAsTyped() {
        Browser browser = new Browser();
        browser.get("/sign-in");

        Browser.Answer answer =
                browser.submit("/sign-in", Map.of("email", "\"><script>alert(1)</script>", "password", "x"));

        assertThat(answer.body()).doesNotContain("<script>");
    }

    private static Optional<Path> chromium() {
        String named = System.getenv("CHROMIUM");
        return Optional.of(Path.of(named == null || named.isBlank() ? "/usr/bin/chromium" : named))
                .filter(Files::isExecutable);
    }
}
