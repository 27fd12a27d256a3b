package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.duebook.e2e.Browser.Size;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A contact pays what a statement asks for: as meant, and with everything going wrong that does. */
class PayingTest {

    private static final String GOOD_CARD = "4242424242424242";
    private static final String DECLINED_CARD = "4000000000000002";
    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(120);

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final String customer = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");
    private final Supplier.Contact contact = supplier.contact(customer, "en");

    @AfterEach
    void noFaultIsLeft() {
        Http.delete(Installation.shared().stripe() + "/_faults");
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP,en-US", "PHONE,zh-CN", "PHONE,en-US", "DESKTOP,zh-CN"})
    void chosenInvoicesArePaidAndReceipted(Size size, String language) {
        JsonNode late = supplier.invoice(customer, "2026-0001", 120_050, "EUR", 60, 14);
        JsonNode due = supplier.invoice(customer, "2026-0002", 4_999, "EUR", 10, 30);
        try (Browser browser = Browser.open(size, language)) {
            Payer payer = new Payer(browser.page(), contact);
            payer.acceptInvitation();
            payer.signIn();
            payer.seesStatement("EUR");
            assertThat(payer.page().locator("main").innerText()).contains("Northwind Papers Ltd", "2026-0001");
            browser.look(payer.page(), "statement");
            assertThat(payer.takesTheStatementHome()).startsWith('%', 'P', 'D', 'F');

            payer.choose("2026-0001");
            browser.look(payer.page(), "statement-chosen");
            payer.payButton("EUR").click();
            payer.page().locator("#continue-to-payment").waitFor();
            assertThat(payer.page().locator("vaadin-dialog").innerText())
                    .contains("2026-0001")
                    .doesNotContain("2026-0002");
            browser.look(payer.page(), "pay-dialog");
            payer.continuesToPaymentPage();
            browser.look(payer.page(), "hosted-page");
            payer.paysByCard(GOOD_CARD);
            payer.seesOutcome("good");
            browser.look(payer.page(), "paid");

            payer.page().locator("a[href^='receipts/']").click();
            payer.page().waitForURL("**/receipts/**");
            payer.page().locator(".sheet").waitFor();
            assertThat(payer.page().locator(".sheet").innerText()).contains("2026-0001");
            browser.look(payer.page(), "receipt");
        }
        assertThat(open(late)).isZero();
        assertThat(open(due)).isEqualTo(4_999);
        assertThat(supplier.charges()).hasSize(1);
        JsonNode receipt = Awaitility.await("the receipt by mail")
                .atMost(BOOKED_WITHIN)
                .until(
                        () -> Person.mail(contact.email()),
                        mail -> !mail.path("links").toString().contains("/invitation"));
        assertThat(receipt.path("text").asString()).contains("1,200.50");
    }

    @Test
    void aDeclinedCardLeavesTheInvoicePayable() {
        JsonNode invoice = supplier.invoice(customer, "D-1", 10_000, "EUR", 5, 14);
        try (Browser browser = Browser.open(Size.DESKTOP, "en-US")) {
            Payer payer = paysAll(browser, DECLINED_CARD);
            assertThat(payer.page().locator("#error").innerText()).isNotBlank();
            assertThat(open(invoice)).isEqualTo(10_000);

            payer.paysByCard(GOOD_CARD);
            payer.seesOutcome("good");
        }
        assertThat(open(invoice)).isZero();
        assertThat(succeeded()).isEqualTo(1);
    }

    @Test
    void whoClosesTheBrowserAfterPayingHasPaid() {
        JsonNode invoice = supplier.invoice(customer, "C-1", 10_000, "EUR", 5, 14);
        try (Browser browser = Browser.open(Size.DESKTOP, "en-US")) {
            Payer payer = opensPaymentPage(browser);
            // The way back is answered with nothing to show: the portal hears of no return, the page stays where it
            // is, and no error page asks again while the browser is being closed.
            var isLost = new AtomicBoolean();
            payer.page().route(Installation.shared().portal() + "/**", way -> {
                way.fulfill(new Route.FulfillOptions().setStatus(204));
                isLost.set(true);
            });
            payer.paysByCard(GOOD_CARD);
            payer.page().waitForCondition(isLost::get);
        }
        booked(invoice);
        assertThat(succeeded()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"kind":"webhook_duplicate","on":"*","times":20}
        {"kind":"webhook_delay_seconds","on":"*","times":20,"seconds":8}
        {"kind":"webhook_drop","on":"*","times":50}
        """)
    void webhooksThatComeTwiceLateOrNeverBookOnce(String fault) {
        JsonNode invoice = supplier.invoice(customer, "W-1", 10_000, "EUR", 5, 14);
        arm(fault);
        try (Browser browser = Browser.open(Size.DESKTOP, "en-US")) {
            paysAll(browser, GOOD_CARD).seesOutcome("good");
        }
        booked(invoice);
        assertThat(payments()).isEqualTo(1);
        assertThat(succeeded()).isEqualTo(1);
    }

    @Test
    void twoTabsOnTheSameInvoiceChargeOnce() {
        JsonNode invoice = supplier.invoice(customer, "T-1", 10_000, "EUR", 5, 14);
        try (Browser browser = Browser.open(Size.DESKTOP, "en-US")) {
            Payer first = new Payer(browser.page(), contact);
            first.acceptInvitation();
            first.signIn();
            first.seesStatement("EUR");
            Page other = browser.page();
            other.navigate(Installation.shared().portal() + "/statement");
            Payer second = new Payer(other, contact);
            second.seesStatement("EUR");

            first.payButton("EUR").click();
            second.payButton("EUR").click();
            first.continuesToPaymentPage();
            second.continuesToPaymentPage();
            assertThat(second.page().url()).isEqualTo(first.page().url());
            first.paysByCard(GOOD_CARD);
            first.seesOutcome("good");
            second.paysByCard(GOOD_CARD);
        }
        booked(invoice);
        assertThat(succeeded()).isEqualTo(1);
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void aTimeOutAtStripeAfterItAcceptedEndsInOneSessionAndOneCharge() {
        JsonNode invoice = supplier.invoice(customer, "O-1", 10_000, "EUR", 5, 14);
        arm("{\"kind\":\"timeout_after_accepting\",\"on\":\"checkout.session.create\",\"times\":1}");
        try (Browser browser = Browser.open(Size.DESKTOP, "en-US")) {
            Payer payer = new Payer(browser.page(), contact);
            payer.acceptInvitation();
            payer.signIn();
            payer.seesStatement("EUR");
            payer.payButton("EUR").click();
            payer.continuesToPaymentPage();
            payer.paysByCard(GOOD_CARD);
            payer.seesOutcome("good");
        }
        booked(invoice);
        assertThat(Http.plainGet(Installation.shared().stripe() + "/_sessions?account=" + supplier.account())
                        .path("data")
                        .size())
                .isEqualTo(1);
        assertThat(succeeded()).isEqualTo(1);
    }

    private Payer paysAll(Browser browser, String card) {
        Payer payer = opensPaymentPage(browser);
        payer.paysByCard(card);
        return payer;
    }

    private Payer opensPaymentPage(Browser browser) {
        Payer payer = new Payer(browser.page(), contact);
        payer.acceptInvitation();
        payer.signIn();
        payer.seesStatement("EUR");
        payer.payButton("EUR").click();
        payer.continuesToPaymentPage();
        return payer;
    }

    private static void arm(String fault) {
        Http.plain(
                "POST",
                Installation.shared().stripe() + "/_faults",
                JsonMapper.builder().build().readTree(fault));
    }

    private void booked(JsonNode invoice) {
        Awaitility.await("the invoice is paid in the books")
                .atMost(BOOKED_WITHIN)
                .until(() -> open(invoice) == 0);
    }

    private long open(JsonNode invoice) {
        return supplier.erp()
                .get("/v1/invoices/" + invoice.path("id").asString())
                .path("open")
                .asLong();
    }

    private int payments() {
        return supplier.erp()
                .get("/v1/payments?customer=" + customer)
                .path("data")
                .size();
    }

    private long succeeded() {
        return supplier.charges().stream()
                .filter(charge -> charge.path("status").asString().equals("succeeded"))
                .count();
    }
}
