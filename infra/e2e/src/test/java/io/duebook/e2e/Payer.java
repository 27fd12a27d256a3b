package io.duebook.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A customer's contact at the screen: accepts the invitation, signs in, pays. */
final class Payer {

    private static final Duration MAIL_WITHIN = Duration.ofSeconds(30);
    private static final double SAME_LINE_PX = 25;

    private final Page page;
    private final Supplier.Contact contact;

    Payer(Page page, Supplier.Contact contact) {
        this.page = page;
        this.contact = contact;
    }

    Page page() {
        return page;
    }

    /** Opens the invitation in the mailbox, chooses name and password, and lands where an invitation leads. */
    void acceptInvitation() {
        page.navigate(link(mail(contact.email()), "/invitation"));
        page.locator("#name").fill("Robin Chen");
        page.locator("#password").fill(contact.password());
        page.locator("#repeated").fill(contact.password());
        page.locator("main form button[type=submit]").click();
    }

    /** Opens the portal; whoever just accepted an invitation is signed in already. */
    void signIn() {
        page.navigate(Installation.shared().portal() + "/");
        Locator form = page.locator("#password");
        page.locator("#password, vaadin-app-layout").first().waitFor();
        if (form.isVisible()) {
            page.locator("#email").fill(contact.email());
            form.fill(contact.password());
            page.locator("main form button[type=submit]").first().click();
        }
    }

    /** Waits for the statement with its pay bar. */
    void seesStatement(String currency) {
        page.waitForURL(Installation.shared().portal() + "/statement**");
        payButton(currency).waitFor();
    }

    Locator payButton(String currency) {
        return page.locator("#pay-" + currency);
    }

    /** Chooses the invoice of this number among the open ones: ticks the box that stands on its line. */
    void choose(String number) {
        Locator boxes = page.locator("vaadin-grid vaadin-checkbox").locator("visible=true");
        boxes.first().waitFor();
        double line = middle(page.locator("vaadin-grid")
                .getByText(number)
                .locator("visible=true")
                .first());
        for (Locator box : boxes.all()) {
            if (Math.abs(middle(box) - line) < SAME_LINE_PX) {
                box.click();
                return;
            }
        }
        throw new AssertionError("no box on the line of " + number);
    }

    private static double middle(Locator element) {
        var box = element.boundingBox();
        return box.y + box.height / 2;
    }

    void continuesToPaymentPage() {
        page.locator("#continue-to-payment").click();
        page.waitForURL(Installation.shared().stripe() + "/**");
    }

    void paysByCard(String number) {
        page.locator("#email").fill(contact.email());
        page.locator("#cardNumber").fill(number);
        page.locator("#cardExpiry").fill("12 / 34");
        page.locator("#cardCvc").fill("123");
        page.locator("#billingName").fill("Robin Chen");
        page.locator("#pay").click();
    }

    /** Waits until the return page turns to the state whose mark is of this look: good, bad, wait. */
    void seesOutcome(String look) {
        page.waitForURL(Installation.shared().portal() + "/payments/return**");
        page.locator(".stage-mark." + look)
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
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
