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

/** A statement comes by mail; the customer objects to one line and agrees to the rest; staff answer with a credit note. */
class DisputeTest {

    private static final Duration MAIL_WITHIN = Duration.ofSeconds(90);

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final String customer = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");

    @ParameterizedTest
    @CsvSource({"DESKTOP,en-US,en", "PHONE,zh-CN,zh-CN"})
    void oneLineIsContestedTheRestAgreedAndAnsweredWithACreditNote(Size size, String language, String spoken) {
        JsonNode wrong = supplier.invoice(customer, "2026-0101", 10_000, "EUR", 60, 14);
        supplier.invoice(customer, "2026-0102", 4_999, "EUR", 10, 30);
        Supplier.Contact contact = supplier.contact(customer, spoken);
        try (Browser theirs = Browser.open(size, language);
                Browser ours = Browser.open(size, language)) {
            var payer = new Person(theirs.page(), contact);
            payer.acceptInvitation();
            payer.signIn();
            payer.page().navigate(Person.link(statementMailed(contact), "/statements/"));
            objects(payer, theirs);
            assertThat(disputed(wrong)).isEqualTo(2_500);
            assertThat(agreed()).isEqualTo(12_499);

            answers(ours, spoken, wrong);

            payer.choose("cases");
            payer.sees("a[href^='cases/']").click();
            payer.page().waitForURL("**/cases/cas_*");
            payer.sees("a[href^='credit_notes/']");
            theirs.look(payer.page(), "dispute-credited");
            assertThat(payer.text()).contains("CASE-000001", "CN-");
        }
        assertThat(disputed(wrong)).isZero();
        assertThat(open(wrong)).isEqualTo(7_500);
    }

    private JsonNode statementMailed(Supplier.Contact contact) {
        JsonNode statement = supplier.erp()
                .post(
                        "/v1/statements",
                        Map.of(
                                "customer",
                                customer,
                                "kind",
                                "open_item",
                                "as_of",
                                supplier.today().toString()));
        supplier.erp().send("/v1/statements/" + statement.path("id").asString() + "/send", Map.of());
        return Awaitility.await("the statement by mail")
                .atMost(MAIL_WITHIN)
                .until(
                        () -> Person.mail(contact.email()),
                        mail -> mail.path("links").toString().contains("/statements/"));
    }

    private static void objects(Person payer, Browser browser) {
        Page page = payer.page();
        payer.sees(".page-head a[download]");
        browser.look(page, "dispute-statement");
        Locator line = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("2026-0101"));
        line.locator("vaadin-button").click();
        Locator dialog = page.locator("vaadin-dialog[opened]");
        dialog.locator("vaadin-select").click();
        page.locator("vaadin-select-item").locator("visible=true").first().click();
        dialog.locator("vaadin-text-field input").fill("25.00");
        dialog.locator("vaadin-text-area textarea").fill("单价不对 – we agreed on 7.50 each");
        browser.look(page, "dispute-objecting");
        page.locator("vaadin-dialog[opened] vaadin-button[theme~='primary']").click();
        dialog.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        browser.look(page, "dispute-answer");
        page.locator(".form-actions vaadin-button[theme~='primary']").click();
        payer.sees("a[href^='cases/cas_']");
        browser.look(page, "dispute-answered");
    }

    private void answers(Browser browser, String language, JsonNode invoice) {
        var member = new Person(browser.page(), supplier.member("accountant", language));
        member.acceptInvitation();
        member.signIn();
        member.choose("cases");
        member.sees("a[href^='cases/']").click();
        member.page().waitForURL("**/cases/cas_*");
        member.sees("vaadin-text-area");
        browser.look(member.page(), "dispute-case");
        supplier.erp()
                .post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                supplier.today().toString(),
                                "lines",
                                List.of(Map.of(
                                        "description",
                                        "Price as agreed",
                                        "quantity",
                                        "1",
                                        "unit_amount",
                                        2_500,
                                        "tax_rate",
                                        "0",
                                        "invoice",
                                        invoice.path("id").asString()))));
        member.page().locator(".head-actions vaadin-button[theme~='primary']").click();
        Locator dialog = member.page().locator("vaadin-dialog[opened]");
        dialog.locator("vaadin-combo-box input").click();
        member.page().locator("vaadin-combo-box-item").first().click();
        member.page()
                .waitForFunction(
                        "() => document.querySelector('vaadin-dialog[opened] vaadin-combo-box')?.selectedItem");
        browser.look(member.page(), "dispute-resolving");
        member.page()
                .locator("vaadin-dialog[opened] vaadin-button[theme~='primary']")
                .click();
        member.sees("a[href^='credit_notes/crn_']");
        browser.look(member.page(), "dispute-resolved");
    }

    private long disputed(JsonNode invoice) {
        return seen(invoice).path("disputed").asLong();
    }

    private long open(JsonNode invoice) {
        return seen(invoice).path("open").asLong();
    }

    private JsonNode seen(JsonNode invoice) {
        return supplier.erp().get("/v1/invoices/" + invoice.path("id").asString());
    }

    private long agreed() {
        return supplier.erp()
                .get("/v1/statement_replies?customer=" + customer)
                .path("data")
                .path(0)
                .path("agreed")
                .path(0)
                .path("amount")
                .asLong();
    }
}
