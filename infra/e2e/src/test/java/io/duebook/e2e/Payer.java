package io.duebook.e2e;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;

/** A customer's contact at the screen: accepts the invitation, signs in, pays. */
final class Payer {

    private static final double SAME_LINE_PX = 25;

    private final Page page;
    private final Supplier.Contact contact;
    private final Person person;

    Payer(Page page, Supplier.Contact contact) {
        this.page = page;
        this.contact = contact;
        this.person = new Person(page, contact);
    }

    Page page() {
        return page;
    }

    void acceptInvitation() {
        person.acceptInvitation();
    }

    void signIn() {
        person.signIn();
    }

    /** Waits for the statement with its pay bar. */
    void seesStatement(String currency) {
        page.waitForURL(Installation.shared().portal() + "/statement**");
        payButton(currency).waitFor();
    }

    /** As a PDF; its bytes. */
    byte[] takesTheStatementHome() {
        Download file = page.waitForDownload(
                () -> page.locator(".page-head a[download]").click());
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
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
}
