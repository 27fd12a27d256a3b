package io.duebook.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Somebody who was invited by mail, at a browser: accepts, signs in, finds their way about the portal. */
final class Person {

    private static final Duration MAIL_WITHIN = Duration.ofSeconds(90);

    private final Page page;
    private final Supplier.Contact who;

    Person(Page page, Supplier.Contact who) {
        this.page = page;
        this.who = who;
    }

    Page page() {
        return page;
    }

    /** Opens the invitation in the mailbox, chooses name and password, and lands where an invitation leads. */
    void acceptInvitation() {
        page.navigate(link(mail(who.email()), "/invitation"));
        page.locator("#name").fill("Robin Chen");
        page.locator("#password").fill(who.password());
        page.locator("#repeated").fill(who.password());
        page.locator("main form button[type=submit]").click();
    }

    /** Opens the portal; whoever just accepted an invitation is signed in already. */
    void signIn() {
        page.navigate(Installation.shared().portal() + "/");
        page.locator("#password, vaadin-app-layout").first().waitFor();
        if (page.locator("#password").isVisible()) {
            givePassword();
        }
        sees("h1");
    }

    /** At identity's own page. */
    void givePassword() {
        page.locator("#email").fill(who.email());
        page.locator("#password").fill(who.password());
        page.locator("main form button[type=submit]").first().click();
    }

    void open(String path) {
        page.navigate(Installation.shared().portal() + path);
    }

    /** Chooses a screen from the menu, which a phone keeps in a drawer. */
    void choose(String screen) {
        Locator item = page.locator("vaadin-side-nav-item[path='" + screen + "']");
        if (!item.isVisible() || page.viewportSize().width < 800) {
            page.locator("vaadin-drawer-toggle").click();
        }
        item.click();
        page.waitForURL("**/" + screen + "**");
        // An open drawer hides the rest from who hears the page, until it has closed.
        page.waitForFunction("() => !document.querySelector('vaadin-app-layout > [slot=navbar][aria-hidden]')");
    }

    /** The screens that the menu leads to. */
    List<String> menu() {
        return page.locator("vaadin-side-nav-item").all().stream()
                .map(item -> "/" + item.getAttribute("path"))
                .toList();
    }

    void signOut() {
        page.locator("vaadin-menu-bar-button").first().click();
        page.locator("vaadin-menu-bar-list-box vaadin-menu-bar-item").last().click();
    }

    /** Waits until it is there and the portal has nothing under way any more. */
    Locator sees(String selector) {
        Locator found = page.locator(selector).locator("visible=true").first();
        found.waitFor();
        page.waitForFunction("() => !window.Vaadin?.Flow?.clients || Object.values(window.Vaadin.Flow.clients)"
                + ".every(client => !client.isActive || !client.isActive())");
        return found;
    }

    String text() {
        return page.locator("main").innerText();
    }

    static JsonNode mail(String to) {
        return Awaitility.await("a mail to " + to)
                .atMost(MAIL_WITHIN)
                .until(
                        () -> Http.plainGet(Installation.shared().mailbox() + "/api/messages?to=" + Http.encode(to))
                                .path("data"),
                        mails -> mails.size() > 0)
                .get(0);
    }

    static String link(JsonNode mail, String path) {
        return mail.path("links").values().stream()
                .map(JsonNode::asString)
                .filter(address -> address.contains(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link to " + path + " in " + mail));
    }
}
