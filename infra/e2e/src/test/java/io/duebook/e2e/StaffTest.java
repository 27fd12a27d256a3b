package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.duebook.e2e.Browser.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A member keeps the books from the workspace and lets others in and out; the books say so afterwards. */
class StaffTest {

    private static final String FILE = """
        CustomerID,CustomerName,InvoiceNumber,InvoiceDate,DueDate,InvoiceAmount
        K-1,Keller & Söhne,R-1001,2026-01-05,2026-02-04,1200.50
        K-1,Keller & Söhne,R-1002,2026-13-01,2026-02-04,99.00
        K-2,Ostrava Steel,R-1003,2026-01-05,2026-02-04,NaN
        K-2,Ostrava Steel,R-1004,2026-01-05,2026-02-04,10.00
        """;

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final String customer = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");

    @ParameterizedTest
    @CsvSource({"DESKTOP,en-US", "PHONE,zh-CN"})
    void aDayInTheBooks(Size size, String language) {
        supplier.invoice(customer, "2026-0001", 120_050, "EUR", 60, 14);
        try (Browser browser = Browser.open(size, language)) {
            Person member = new Person(browser.page(), supplier.member("admin", browser.isChinese() ? "zh-CN" : "en"));
            member.acceptInvitation();
            member.signIn();
            member.sees(".figure.hero");
            assertThat(member.text()).contains("1,200.50", "Hanse & Söhne");
            browser.look(member.page(), "staff-overview");

            findsTheCustomer(member, browser);
            assertThat(csvOf(member)).contains("2026-0001");
            String number = issuesAnInvoice(member, browser);
            recordsAReceipt(member, browser);
            takesTheInvoicesAway(member, browser);
            assertThat(movements(member)).contains(number, "238.00", "1,438.50", "1,388.50");
            importsAFile(member, browser);
        }
        assertThat(supplier.open("EUR")).isEqualTo(120_050 + 23_800 - 5_000);
        theBooksBalance();
    }

    private void findsTheCustomer(Person member, Browser browser) {
        member.choose("customers");
        member.sees("vaadin-grid a[href='customers/" + customer + "']");
        member.page().locator(".asking vaadin-text-field input").fill("hanse & s");
        member.page().waitForURL("**/customers?q=*");
        browser.look(member.page(), "staff-customers");
        member.sees("vaadin-grid a[href='customers/" + customer + "']").click();
        assertThat(movements(member)).contains("2026-0001", "1,200.50");
        browser.look(member.page(), "staff-customer");
    }

    /** What the customer's ledger shows, with the balance after each movement. */
    private String movements(Person member) {
        if (!member.page().url().endsWith(customer)) {
            member.open("/customers/" + customer);
        }
        return member.sees(".ledger table").innerText();
    }

    private static String csvOf(Person member) {
        Page page = member.page();
        page.locator(".ledger .export summary").click();
        Download file = page.waitForDownload(
                () -> page.locator(".ledger a[download]").first().click());
        try {
            return Files.readString(file.path(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** By the form, from the customer's screen; tells the number it got. */
    private String issuesAnInvoice(Person member, Browser browser) {
        Page page = member.page();
        page.locator("a[href^='invoices/new']").click();
        Locator fields = page.locator(".line vaadin-text-field input");
        member.sees(".line");
        fields.nth(0).fill("Conveyor belt, 400 mm");
        fields.nth(1).fill("2");
        fields.nth(2).fill("100.00");
        fields.nth(3).fill("19");
        fields.nth(3).press("Tab");
        page.locator(".totals").getByText("238.00").waitFor();
        browser.look(page, "staff-invoice-form");
        page.locator(".form-actions vaadin-button[theme~='primary']").click();
        page.waitForURL("**/invoices/inv_*");
        member.sees("table");
        assertThat(member.text()).contains("238.00", "Hanse & Söhne");
        browser.look(page, "staff-invoice");
        var number = Pattern.compile("INV-\\d+").matcher(page.locator("h1").innerText());
        assertThat(number.find()).isTrue();
        return number.group();
    }

    /** Of a part of the oldest invoice, from the invoice's screen. */
    private static void recordsAReceipt(Person member, Browser browser) {
        Page page = member.page();
        page.locator("a[href^='receipts/new']").click();
        member.sees("vaadin-radio-group");
        page.locator("vaadin-text-field[required] input").fill("50");
        browser.look(page, "staff-receipt-form");
        page.locator(".form-actions vaadin-button").click();
        page.waitForURL("**/payments/pay_*");
        member.sees("table");
        assertThat(member.text()).contains("50.00", "2026-0001");
        browser.look(page, "staff-payment");
    }

    /** As a workbook, which is a zip file. */
    private static void takesTheInvoicesAway(Person member, Browser browser) {
        Page page = member.page();
        member.choose("invoices");
        member.sees("vaadin-grid a[href^='invoices/inv_']");
        page.locator(".asking .export summary").click();
        browser.look(page, "staff-export");
        Download file = page.waitForDownload(
                () -> page.locator(".asking a[download]").last().click());
        assertThat(file.suggestedFilename()).isEqualTo("invoices.xlsx");
        try {
            assertThat(Files.readAllBytes(file.path())).startsWith('P', 'K');
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private void importsAFile(Person member, Browser browser) {
        Page page = member.page();
        long before = supplier.open("EUR");
        member.choose("imports");
        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("receivables.csv", "text/csv", FILE.getBytes(StandardCharsets.UTF_8)));
        member.sees(".form-actions vaadin-button");
        browser.look(page, "staff-import-mapping");
        page.locator(".form-actions vaadin-button").click();
        page.waitForURL("**/imports/imp_*");
        assertThat(member.sees("table").innerText()).contains("InvoiceDate", "InvoiceAmount");
        assertThat(supplier.open("EUR")).isEqualTo(before);
        browser.look(page, "staff-import-checked");

        page.locator(".head-actions vaadin-button[theme~='primary']").click();
        Locator undo = member.sees(".head-actions vaadin-button:not([theme~='primary'])");
        assertThat(supplier.open("EUR")).isEqualTo(before + 120_050 + 1_000);
        browser.look(page, "staff-import-booked");
        undo.click();
        page.locator(".head-actions:not(:has(vaadin-button))").waitFor();
        assertThat(supplier.open("EUR")).isEqualTo(before);
    }

    /** Each entry sums to zero, so all accounts do; the control accounts agree with the open items and the credits. */
    private void theBooksBalance() {
        Map<String, Long> balances = supplier.trialBalance();
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        assertThat(balances.get("receivable EUR")).isEqualTo(supplier.open("EUR"));
        assertThat(balances.getOrDefault("unapplied EUR", 0L)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"contacts,PHONE,zh-CN", "members,DESKTOP,en-US"})
    void whoIsInvitedComesInAndWhoIsRevokedIsOutAtOnce(String whom, Size size, String language) {
        supplier.invoice(customer, "2026-0001", 120_050, "EUR", 60, 14);
        Supplier.Contact guest = Supplier.stranger();
        try (Browser desk = Browser.open(Size.DESKTOP, "en-US");
                Browser theirs = Browser.open(size, language)) {
            Person admin = new Person(desk.page(), supplier.member("admin", "en"));
            admin.acceptInvitation();
            admin.signIn();
            admin.open(whom.equals("contacts") ? "/customers/" + customer : "/members");
            admin.sees("section.panel vaadin-button, .head-actions vaadin-button");
            invites(admin, desk, whom, guest);

            Person invited = new Person(theirs.page(), guest);
            invited.acceptInvitation();
            invited.signIn();
            assertThat(invited.text()).contains("1,200.50");
            invited.open("/invoices");
            invited.sees("vaadin-grid a");

            admin.page().reload();
            revokes(admin, desk, guest);
            // The portal asks identity again after two seconds.
            invited.page().waitForTimeout(2_100);
            invited.open(whom.equals("contacts") ? "/statement" : "/overview");
            invited.page().locator("#password").waitFor();
            invited.givePassword();
            // Known, but let in nowhere: identity says so and the portal shows nothing.
            invited.page().waitForURL(Installation.shared().issuer() + "/memberships**");
            assertThat(invited.page().locator(".choice").count()).isZero();
            theirs.look(invited.page(), "revoked-" + whom);
        }
    }

    private static void invites(Person admin, Browser desk, String whom, Supplier.Contact guest) {
        Page page = admin.page();
        page.locator(
                        whom.equals("contacts")
                                ? ".panel-head:has(h2:text-is('Contacts')) vaadin-button"
                                : ".page-head vaadin-button")
                .click();
        page.locator("vaadin-dialog vaadin-email-field input").fill(guest.email());
        if (whom.equals("members")) {
            page.locator("vaadin-dialog vaadin-checkbox-group input").nth(1).check();
        }
        desk.look(page, "staff-invite-" + whom);
        page.locator("vaadin-dialog vaadin-button[theme~='primary']").click();
        rowOf(page, guest).waitFor();
    }

    private static void revokes(Person admin, Browser desk, Supplier.Contact guest) {
        Page page = admin.page();
        rowOf(page, guest).locator("vaadin-button").last().click();
        admin.sees("vaadin-confirm-dialog vaadin-button[theme~='primary']");
        desk.look(page, "staff-revoke");
        page.locator("vaadin-confirm-dialog vaadin-button[theme~='primary']").click();
        rowOf(page, guest)
                .locator("vaadin-button")
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    }

    private static Locator rowOf(Page page, Supplier.Contact guest) {
        return page.locator("table tr").filter(new Locator.FilterOptions().setHasText(guest.email()));
    }
}
