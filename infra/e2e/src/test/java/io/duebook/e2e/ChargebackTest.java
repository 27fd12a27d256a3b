package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.e2e.Browser.Size;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What was paid by card is taken back through the network; the invoice is owed again, and both sides read why. */
class ChargebackTest {

    private static final String GOOD_CARD = "4242424242424242";
    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(120);

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final String customer = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");
    private final Supplier.Contact contact = supplier.contact(customer, "en");

    @ParameterizedTest
    @CsvSource({"PHONE,en-US", "DESKTOP,zh-CN"})
    void aChargebackOpensAPaidInvoiceAgain(Size size, String language) {
        JsonNode invoice = supplier.invoice(customer, "2026-0001", 120_050, "EUR", 60, 14);
        String id = invoice.path("id").asString();
        try (Browser desk = Browser.open(size, language);
                Browser theirs = Browser.open(size, language)) {
            Payer payer = invited(theirs);
            paysThroughStripe();
            Awaitility.await("paid").atMost(BOOKED_WITHIN).until(() -> open(id) == 0);
            Http.plain(
                    "POST",
                    Installation.shared().stripe() + "/_disputes",
                    Map.of(
                            "payment_intent",
                            supplier.charges().getFirst().path("payment_intent").asString()));
            Awaitility.await("open again").atMost(BOOKED_WITHIN).until(() -> open(id) == 120_050);

            seesTheChargeback(accountant(desk), desk, id);
            payer.signIn();
            payer.seesStatement("EUR");
            assertThat(payer.page().locator("main").innerText()).contains("2026-0001", "1,200.50");
            theirs.look(payer.page(), "chargeback-statement");
        }
        Map<String, Long> balances = supplier.trialBalance();
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        assertThat(balances.get("receivable EUR")).isEqualTo(supplier.open("EUR"));
        assertThat(supplier.unapplied("EUR")).isZero();
    }

    private static void seesTheChargeback(Person member, Browser browser, String invoice) {
        member.open("/invoices/" + invoice);
        assertThat(member.sees(".facts").innerText()).contains("1,200.50");
        member.sees("a[href^='payments/pay_']").click();
        member.page().waitForURL("**/payments/pay_*");
        member.sees(".pill.bad");
        assertThat(member.text()).contains(browser.isChinese() ? "拒付" : "Chargeback");
        browser.look(member.page(), "chargeback");
    }

    /** Without a browser: this journey is about what comes after. */
    private void paysThroughStripe() {
        supplier.erp()
                .post(
                        "/v1/checkouts",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "items",
                                "all",
                                "return_url",
                                Installation.shared().portal() + "/payments/return"));
        String session = Http.plainGet(Installation.shared().stripe() + "/_sessions?account=" + supplier.account())
                .path("data")
                .get(0)
                .path("id")
                .asString();
        Http.plain(
                "POST",
                Installation.shared().stripe() + "/_checkout/" + session + "/complete",
                Map.of("card", GOOD_CARD));
    }

    private Person accountant(Browser browser) {
        var member = new Person(browser.page(), supplier.member("accountant", browser.isChinese() ? "zh-CN" : "en"));
        member.acceptInvitation();
        member.signIn();
        return member;
    }

    /** Before anything else is mailed to them. */
    private Payer invited(Browser browser) {
        Payer payer = new Payer(browser.page(), contact);
        payer.acceptInvitation();
        return payer;
    }

    private long open(String invoice) {
        return supplier.erp().get("/v1/invoices/" + invoice).path("open").asLong();
    }
}
