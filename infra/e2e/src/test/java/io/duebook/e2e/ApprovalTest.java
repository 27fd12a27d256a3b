package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.duebook.e2e.Browser.Size;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A write-off above the limit is asked for by one person and approved by another; nothing is booked in between. */
class ApprovalTest {

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final String customer = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");

    @ParameterizedTest
    @CsvSource({"DESKTOP,en-US", "PHONE,zh-CN"})
    void aWriteOffIsAskedByOneAndApprovedByAnother(Size size, String language) {
        String invoice = supplier.invoice(customer, "2026-0001", 120_050, "EUR", 90, 14)
                .path("id")
                .asString();
        supplier.approveWriteOffsAbove(100_000);
        try (Browser asking = Browser.open(size, language);
                Browser deciding = Browser.open(size, language)) {
            Person asker = member(asking);
            asks(asker, asking, invoice);
            assertThat(supplier.open("EUR")).isEqualTo(120_050);

            Person decider = member(deciding);
            approves(decider, deciding);
            asking.page().reload();
            asker.sees("h1");
        }
        assertThat(supplier.open("EUR")).isZero();
        Map<String, Long> balances = supplier.trialBalance();
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        assertThat(balances.get("bad_debt EUR")).isEqualTo(120_050);
        assertThat(balances.get("written_off EUR")).isEqualTo(120_050);
    }

    private Person member(Browser browser) {
        var member = new Person(browser.page(), supplier.member("accountant", browser.isChinese() ? "zh-CN" : "en"));
        member.acceptInvitation();
        member.signIn();
        return member;
    }

    /** And cannot approve it: all that is offered is to take it back. */
    private static void asks(Person asker, Browser browser, String invoice) {
        Page page = asker.page();
        asker.open("/invoices/" + invoice);
        asker.sees("a[href^='write_offs/of/']").click();
        asker.sees("vaadin-text-area textarea").fill("Insolvency proceedings opened");
        browser.look(page, "write-off-form");
        page.locator(".form-actions vaadin-button").click();
        page.waitForURL("**/approvals/apr_*");
        asker.sees(".head-actions vaadin-button");
        assertThat(page.locator(".head-actions vaadin-button").count()).isEqualTo(1);
        assertThat(page.locator(".head-actions vaadin-button[theme~='primary']").count())
                .isZero();
        browser.look(page, "approval-own");
    }

    private static void approves(Person decider, Browser browser) {
        Page page = decider.page();
        decider.choose("approvals");
        decider.sees("vaadin-grid a[href^='approvals/apr_']");
        browser.look(page, "approvals");
        decider.sees("vaadin-grid a[href^='approvals/apr_']").click();
        decider.sees(".head-actions vaadin-button[theme~='primary']");
        browser.look(page, "approval");
        page.locator(".head-actions vaadin-button[theme~='primary']").click();
        page.waitForURL("**/invoices/inv_*");
        decider.sees("table");
        assertThat(decider.text()).contains("1,200.50");
        browser.look(page, "invoice-written-off");
    }
}
