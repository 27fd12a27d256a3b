package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person's browser: its own cookies, a size and a language. Looks at every page it is shown for what axe finds. */
final class Browser implements AutoCloseable {

    /** A desk or a phone. */
    enum Size {
        DESKTOP(1440, 900),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }

        int width() {
            return width;
        }
    }

    private static final int SLOWEST_MS = 120_000;
    private static final List<String> WCAG_A_AND_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static final String AXE = "() => { window.axe ?? (() => { %s })() }".formatted(AxeBuilder.getAxeScript());

    /**
     * Asked by ourselves: {@link AxeBuilder#analyze} carries what is in order, too, megabytes of it, into a second page
     * and out again, and axe thinks of a selector for each part of it.
     */
    private static final String VIOLATIONS = """
            async tags => {
              const found = await axe.run({runOnly: tags, resultTypes: ['violations'], selectors: false});
              return found.violations.flatMap(rule => rule.nodes
                  // A grid's cells take the focus by arrow keys; the pointer hits the link in them.
                  .filter(node => !(rule.id === 'target-size' && node.html.startsWith('<td')))
                  .map(node => rule.id + ': ' + node.html));
            }
            """;

    private static final Path PICTURES = Path.of(System.getProperty("duebook.root", "../.."))
            .toAbsolutePath()
            .normalize()
            .resolve("target/screens");

    /** Each thread has its own, for Playwright serves only the thread that made it. */
    private static final ThreadLocal<com.microsoft.playwright.Browser> CHROMIUM =
            ThreadLocal.withInitial(Browser::start);

    private final BrowserContext context;
    private final Size size;
    private final String language;

    private Browser(BrowserContext context, Size size, String language) {
        this.context = context;
        this.size = size;
        this.language = language;
    }

    /** @param language as browsers tell it: {@code en-US}, {@code zh-CN} */
    static Browser open(Size size, String language) {
        BrowserContext context = CHROMIUM.get()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(size.width, size.height)
                        .setLocale(language));
        context.setDefaultTimeout(SLOWEST_MS);
        return new Browser(context, size, language);
    }

    private static com.microsoft.playwright.Browser start() {
        return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(program()))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    Page page() {
        return context.newPage();
    }

    /** The browser comes with a session that the part of this cookie has forgotten, as after a long time. */
    void outstay(String cookie) {
        context.addCookies(List.of(
                new Cookie(cookie, "long-gone").setUrl(Installation.shared().portal())));
    }

    boolean isChinese() {
        return language.startsWith("zh");
    }

    /** Keeps a picture of the page and fails where axe finds a violation of WCAG A or AA. */
    void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(
                        "%s-%s-%s.png".formatted(name, size.name().toLowerCase(java.util.Locale.ROOT), language)))
                .setFullPage(true));
        assertThat(violations(page)).as("axe on " + name).isEmpty();
    }

    private static List<?> violations(Page page) {
        page.evaluate(AXE);
        return (List<?>) page.evaluate(VIOLATIONS, WCAG_A_AND_AA);
    }

    @Override
    public void close() {
        context.close();
    }

    private static String program() {
        String named = System.getenv("CHROMIUM");
        return named != null ? named : "/usr/bin/chromium";
    }
}
