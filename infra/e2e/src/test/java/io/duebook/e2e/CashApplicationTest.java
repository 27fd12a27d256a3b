package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.duebook.e2e.Browser.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Money comes, comes too much, goes back, and is taken back; the books say so to the cent. */
class CashApplicationTest {

    private static final String GOOD_CARD = "4242424242424242";
    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(120);

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final String customer = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");
    private final Supplier.Contact contact = supplier.contact(customer, "en");

    /**
     * 333.00 at two rates less 2% if paid early, and 100.00 without tax; 100.00 comes, 31.90 is credited. The rest is paid
     * online less the discount of 6.42, and 80.00 of it comes by the bank once more: that settles its invoice instead, and
     * the card's 80.00 go back.
     */
    @ParameterizedTest
    @CsvSource({"DESKTOP,en-US", "PHONE,zh-CN"})
    void anInvoiceIsPaidInPartsCreditedOverpaidAndRefunded(Size size, String language) {
        JsonNode second = supplier.invoice(customer, "2026-0002", 10_000, "EUR", 5, 30);
        try (Browser desk = Browser.open(size, language);
                Browser theirs = Browser.open(size, language)) {
            Payer payer = invited(theirs);
            Person member = accountant(desk);
            String number = issuesAnInvoiceAtTwoRates(member, desk);
            String first = idOf(member.page());
            receivesAPart(member, desk, number);
            assertThat(open(first)).isEqualTo(23_300);
            creditsBoth(member, desk, first);
            assertThat(open(first) + open(second.path("id").asString())).isEqualTo(23_300 + 10_000 - 3_190);

            opensPaymentPage(payer);
            payer.paysByCard(GOOD_CARD);
            payer.seesOutcome("good");
            assertThat(supplier.open("EUR")).isZero();
            String transfer = receivesOnceMore();
            assertThat(supplier.unapplied("EUR")).isEqualTo(8_000);
            takesTheCardsMoneyBack(member, desk);
            appliesTheTransfer(member, desk, transfer);
            assertThat(supplier.unapplied("EUR")).isEqualTo(8_000);
            refundsThroughStripe(member, desk);
            readsOfTheRefund(payer, theirs);
        }
        assertThat(supplier.open("EUR")).isZero();
        assertThat(supplier.unapplied("EUR")).isZero();
        Map<String, Long> balances = supplier.trialBalance();
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        assertThat(balances.get("receivable EUR")).isZero();
        assertThat(balances.get("unapplied EUR")).isZero();
        assertThat(balances.get("bank EUR")).isEqualTo(10_000 + 8_000);
        assertThat(balances.get("processor_clearing EUR")).isEqualTo(29_468 - 8_000);
        // 6.42 off 107.10 at 19 % and 214.00 at 7 %: 2.14 and 4.28 with tax of 0.34 and 0.28.
        assertThat(balances.get("discount_given EUR")).isEqualTo(642 - 34 - 28);
        assertThat(balances.get("tax EUR")).isEqualTo(-(1_900 + 1_400 - 190 - 34 - 28));
    }

    private Person accountant(Browser browser) {
        var member = new Person(browser.page(), supplier.member("accountant", browser.isChinese() ? "zh-CN" : "en"));
        member.acceptInvitation();
        member.signIn();
        return member;
    }

    /** Tells its number. */
    private String issuesAnInvoiceAtTwoRates(Person member, Browser browser) {
        Page page = member.page();
        member.open("/invoices/new?customer=" + customer);
        member.sees(".line");
        Locator terms = page.locator(".form vaadin-text-field input");
        terms.nth(0).fill("2");
        terms.nth(1).fill("10");
        fillLine(page, 0, "Conveyor belt, 400 mm", "1", "100.00", "19");
        page.locator(".lines + vaadin-button").click();
        page.locator(".line").nth(1).waitFor();
        fillLine(page, 1, "Manual, printed", "2", "100.00", "7");
        page.locator(".totals").getByText("333.00").waitFor();
        browser.look(page, "cash-invoice-form");
        page.locator(".form-actions vaadin-button[theme~='primary']").click();
        page.waitForURL("**/invoices/inv_*");
        member.sees("table");
        assertThat(member.text()).contains("333.00", "19.00", "14.00", "2%", "6.66");
        return page.locator("h1")
                .innerText()
                .replaceAll("^\\D*?([A-Z]+-)", "$1")
                .strip();
    }

    private static void fillLine(Page page, int at, String... values) {
        Locator fields = page.locator(".line").nth(at).locator("vaadin-text-field input");
        for (int field = 0; field < values.length; field++) {
            fields.nth(field).fill(values[field]);
        }
        fields.nth(values.length - 1).press("Tab");
    }

    private static String idOf(Page page) {
        return page.url().replaceAll(".*/", "");
    }

    /** What the reference names is suggested. */
    private void receivesAPart(Person member, Browser browser, String number) {
        Page page = member.page();
        member.open("/receipts/new?customer=" + customer);
        member.sees("vaadin-radio-group");
        page.locator("vaadin-text-field[required] input").fill("100.00");
        page.locator(".form vaadin-text-field:not([required]) input").last().fill("Thank you, " + number);
        page.locator("vaadin-radio-button").nth(1).click();
        member.sees(".suggestions vaadin-button");
        page.locator(".suggestions vaadin-button").first().click();
        page.locator(".remainder")
                .getByText("€0.00", new Locator.GetByTextOptions().setExact(true))
                .waitFor();
        browser.look(page, "cash-receipt-form");
        page.locator(".form-actions vaadin-button").click();
        page.waitForURL("**/payments/pay_*");
        assertThat(member.sees("table").innerText()).contains(number, "100.00");
    }

    /** 10.00 and its tax off the first line of the one, 20.00 off the other. */
    private static void creditsBoth(Person member, Browser browser, String first) {
        Page page = member.page();
        member.open("/credit_notes/on/" + first);
        member.sees(".line");
        page.locator(".line").nth(1).locator("vaadin-button").click();
        Locator price =
                page.locator(".line").first().locator("vaadin-text-field input").nth(2);
        price.fill("10.00");
        price.press("Tab");
        page.locator(".totals").getByText("11.90").first().waitFor();
        Locator another = page.locator(".lines + vaadin-combo-box");
        another.locator("input").fill("2026-0002");
        page.locator("vaadin-combo-box-item").first().click();
        page.locator(".line").nth(1).waitFor();
        Locator other =
                page.locator(".line").nth(1).locator("vaadin-text-field input").nth(2);
        other.fill("20.00");
        other.press("Tab");
        page.locator(".totals").getByText("31.90").first().waitFor();
        browser.look(page, "cash-credit-note-form");
        page.locator(".form-actions vaadin-button").click();
        page.waitForURL("**/credit_notes/crn_*");
        member.sees("table");
        assertThat(member.text()).contains("2026-0002", "31.90", "11.90", "20.00");
        browser.look(page, "cash-credit-note");
    }

    /** Before anything else is mailed to them. */
    private Payer invited(Browser browser) {
        Payer payer = new Payer(browser.page(), contact);
        payer.acceptInvitation();
        return payer;
    }

    private static void opensPaymentPage(Payer payer) {
        payer.signIn();
        payer.seesStatement("EUR");
        payer.payButton("EUR").click();
        payer.continuesToPaymentPage();
    }

    /** Nothing is open any more, so it settles nothing. Tells its id. */
    private String receivesOnceMore() {
        return supplier.erp()
                .post(
                        "/v1/payments",
                        Map.of(
                                "customer",
                                customer,
                                "amount",
                                Map.of("amount", 8_000, "currency", "EUR"),
                                "received_on",
                                supplier.today().toString(),
                                "method",
                                "bank_transfer",
                                "reference",
                                "2026-0002"))
                .path("id")
                .asString();
    }

    private void takesTheCardsMoneyBack(Person member, Browser browser) {
        Page page = member.page();
        member.open("/payments/" + byCard());
        Locator row =
                member.sees("table").locator("tbody tr").filter(new Locator.FilterOptions().setHasText("2026-0002"));
        row.locator("vaadin-button").click();
        page.locator("vaadin-dialog textarea").fill("Paid by transfer as well");
        browser.look(page, "cash-undo-dialog");
        page.locator("vaadin-dialog vaadin-button[theme~='primary']").click();
        page.locator("vaadin-dialog").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        row.locator(".pill").waitFor();
    }

    private String byCard() {
        return supplier.erp().get("/v1/payments?customer=" + customer).path("data").values().stream()
                .filter(payment -> payment.path("amount").path("amount").asLong() == 29_468)
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    /** What the money itself names is suggested. */
    private static void appliesTheTransfer(Person member, Browser browser, String transfer) {
        Page page = member.page();
        member.open("/payments/" + transfer);
        member.sees("a[href^='allocations/of/']").click();
        page.locator(".remainder")
                .getByText("€0.00", new Locator.GetByTextOptions().setExact(true))
                .waitFor();
        browser.look(page, "cash-allocation-form");
        page.locator(".form-actions vaadin-button").click();
        page.waitForURL("**/payments/pay_*");
    }

    /** All of what is unapplied, the way it came; the screen turns to done by itself. */
    private void refundsThroughStripe(Person member, Browser browser) {
        Page page = member.page();
        member.open("/payments/" + byCard());
        member.sees("a[href^='refunds/of/']").click();
        member.sees("vaadin-text-area textarea").fill("Paid twice");
        assertThat(page.locator("vaadin-text-field[required] input").inputValue())
                .isEqualTo("80.00");
        browser.look(page, "cash-refund-form");
        page.locator(".form-actions vaadin-button").click();
        page.waitForURL("**/payments/pay_*");
        page.locator("section.panel .pill.ok").last().waitFor();
        Awaitility.await("the refund went through")
                .atMost(BOOKED_WITHIN)
                .until(() -> refunds().getFirst().path("state").asString().equals("succeeded"));
        page.reload();
        assertThat(member.sees("section.panel:has-text('Stripe') table").innerText())
                .contains("80.00");
        browser.look(page, "cash-refunded");
        assertThat(Http.plainGet(Installation.shared().stripe() + "/_refunds?account=" + supplier.account())
                        .path("data")
                        .get(0)
                        .path("amount")
                        .asLong())
                .isEqualTo(8_000);
    }

    private List<JsonNode> refunds() {
        return List.copyOf(supplier.erp()
                .get("/v1/refunds?customer=" + customer)
                .path("data")
                .values());
    }

    /** In the payer's words. */
    private static void readsOfTheRefund(Payer payer, Browser browser) {
        Page page = payer.page();
        page.navigate(Installation.shared().portal() + "/activity");
        page.locator(".ledger table").waitFor();
        assertThat(page.locator(".ledger").innerText()).contains("80.00", browser.isChinese() ? "退款" : "Refund");
        browser.look(page, "cash-activity");
    }

    private long open(String invoice) {
        return supplier.erp().get("/v1/invoices/" + invoice).path("open").asLong();
    }
}
