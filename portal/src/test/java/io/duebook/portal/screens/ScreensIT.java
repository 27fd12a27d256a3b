package io.duebook.portal.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.duebook.portal.fake.FakeBooks;
import io.duebook.portal.fake.FakeBooks.Person;
import io.duebook.portal.fake.FakeBooks.Scene;
import io.duebook.portal.fake.FakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every screen is drawn in both sizes and languages, with usual and ugly books, and has no A or AA violation. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreensIT {

    private static final Path PICTURES = Path.of("target", "screens");
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static final int TALLEST = 4_000;

    /** Where the screen ends, though it is scrolled inside of its frame. */
    private static final String BOTTOM = "() => Math.max(document.documentElement.scrollHeight,"
            + " ...[...document.querySelectorAll('main')].map(main => Math.ceil(main.getBoundingClientRect().bottom)))";

    /** Names what reaches over the sheet's right edge, and what is of use on a screen only; empty if all is well. */
    private static final String CUT_OFF = """
            () => [
              ...[...document.querySelectorAll('h1, h2, th, td, dt, dd, p, .figure-value')].filter(part => {
                const at = part.getBoundingClientRect();
                return at.width > 1 && at.right > window.innerWidth;
              }),
              ...[...document.querySelectorAll('vaadin-side-nav, vaadin-drawer-toggle, .person, .language, .pay-bar,'
                      + ' .btn-link, .head-actions, :not(.parts-choice) > vaadin-button,'
                      + ' .list-panel:has(.on-paper) vaadin-grid')]
                  .filter(part => part.checkVisibility()),
              ...[...document.querySelectorAll('.on-paper')].filter(list => !list.querySelector('tbody td')),
            ].map(part => part.localName + ' ' + part.textContent.slice(0, 40)).slice(0, 5).join(', ')
            """;

    /** Kept, because a browser that has the bundle draws much sooner. */
    private final Map<String, BrowserContext> contexts = new HashMap<>();

    private final FakeBooks books = new FakeBooks();
    private FakeServer server;
    private RunningPortal portal;
    private Chromium chromium;
    private Browser browser;

    /** Paper, and how wide what is inside its margins is. */
    enum Sheet {
        A4(210),
        Letter(216);

        private static final int MARGINS_MM = 30;
        private static final double PX_PER_MM = 96 / 25.4;

        private final int widthPx;

        Sheet(int widthMm) {
            widthPx = (int) ((widthMm - MARGINS_MM) * PX_PER_MM);
        }
    }

    /**
     * @param clicks what is clicked before the picture is taken, one after the other, as CSS selectors; with {@code <<} and
     *     a text, what it is typed into
     */
    record View(Person person, Scene scene, String name, String path, String checkout, List<String> clicks) {
        View(Person person, Scene scene, String name, String path) {
            this(person, scene, name, path, "open");
        }

        View(Person person, Scene scene, String name, String path, String checkout) {
            this(person, scene, name, path, checkout, List.of());
        }

        View after(String... clicked) {
            return new View(person, scene, name, path, checkout, List.of(clicked));
        }
    }

    static Stream<View> views() {
        return Stream.of(
                        new View(Person.CONTACT, Scene.USUAL, "statement", "/statement"),
                        new View(Person.CONTACT, Scene.EMPTY, "statement-empty", "/statement"),
                        new View(Person.CONTACT, Scene.UGLY, "statement-ugly", "/statement"),
                        new View(Person.CONTACT, Scene.USUAL, "return-open", "/payments/return?checkout=chk_1"),
                        new View(
                                Person.CONTACT,
                                Scene.USUAL,
                                "return-declined",
                                "/payments/return?checkout=chk_1",
                                "declined"),
                        new View(Person.CONTACT, Scene.USUAL, "return-paid", "/payments/return?checkout=chk_1", "paid"),
                        new View(
                                Person.CONTACT,
                                Scene.USUAL,
                                "return-unknown",
                                "/payments/return?checkout=chk_1",
                                "unknown"),
                        new View(Person.CONTACT, Scene.USUAL, "invoices", "/invoices"),
                        new View(Person.CONTACT, Scene.EMPTY, "invoices-empty", "/invoices"),
                        new View(Person.CONTACT, Scene.USUAL, "invoice", "/invoices/inv_7"),
                        new View(Person.CONTACT, Scene.UGLY, "invoice-ugly", "/invoices/inv_7"),
                        new View(Person.CONTACT, Scene.USUAL, "credit-note", "/credit_notes/crn_1"),
                        new View(Person.CONTACT, Scene.UGLY, "credit-note-ugly", "/credit_notes/crn_1"),
                        new View(Person.CONTACT, Scene.USUAL, "interest", "/charges/chg_interest"),
                        new View(Person.CONTACT, Scene.USUAL, "fee", "/charges/chg_fee"),
                        new View(Person.CONTACT, Scene.USUAL, "payments", "/payments"),
                        new View(Person.CONTACT, Scene.USUAL, "payment", "/payments/pay_1"),
                        new View(Person.CONTACT, Scene.USUAL, "invoice-off", "/invoices/inv_off"),
                        new View(Person.CONTACT, Scene.USUAL, "payment-returned", "/payments/pay_4"),
                        new View(Person.CONTACT, Scene.USUAL, "receipt", "/receipts/pay_1"),
                        new View(Person.CONTACT, Scene.USUAL, "activity", "/activity"),
                        new View(Person.CONTACT, Scene.USUAL, "frozen-contact", "/statements"),
                        new View(Person.CONTACT, Scene.USUAL, "frozen-one-contact", "/statements/stm_2"),
                        new View(Person.ADMIN, Scene.USUAL, "frozen", "/statements"),
                        new View(Person.ADMIN, Scene.EMPTY, "frozen-empty", "/statements"),
                        new View(Person.ADMIN, Scene.UGLY, "frozen-ugly", "/statements"),
                        new View(Person.ADMIN, Scene.USUAL, "frozen-one", "/statements/stm_2"),
                        new View(Person.ADMIN, Scene.USUAL, "frozen-unchanged", "/statements/stm_4"),
                        new View(Person.ADMIN, Scene.USUAL, "frozen-open", "/statements/stm_open"),
                        new View(Person.ADMIN, Scene.EMPTY, "frozen-nothing", "/statements/stm_2"),
                        new View(Person.ADMIN, Scene.UGLY, "frozen-one-ugly", "/statements/stm_2"),
                        new View(Person.ADMIN, Scene.USUAL, "frozen-freezing", "/customers/cus_0")
                                .after(
                                        "section:is([aria-label='Statements handed out'], [aria-label=已出具的对账单]) vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "frozen-sending", "/statements/stm_4")
                                .after("header .head-actions > vaadin-button:last-child"),
                        new View(Person.ADMIN, Scene.USUAL, "messages", "/messages"),
                        new View(Person.ADMIN, Scene.EMPTY, "messages-empty", "/messages"),
                        new View(Person.ADMIN, Scene.UGLY, "messages-ugly", "/messages"),
                        new View(Person.ADMIN, Scene.USUAL, "message", "/messages/msg_3"),
                        new View(Person.ADMIN, Scene.UGLY, "message-ugly", "/messages/msg_2"),
                        new View(Person.ADMIN, Scene.USUAL, "cases", "/cases"),
                        new View(Person.ADMIN, Scene.EMPTY, "cases-empty", "/cases"),
                        new View(Person.ADMIN, Scene.UGLY, "cases-ugly", "/cases"),
                        new View(Person.ADMIN, Scene.USUAL, "case", "/cases/cas_0"),
                        new View(Person.ADMIN, Scene.UGLY, "case-ugly", "/cases/cas_2"),
                        new View(Person.ADMIN, Scene.USUAL, "case-over", "/cases/cas_3"),
                        new View(Person.ADMIN, Scene.USUAL, "case-resolving", "/cases/cas_0")
                                .after("header .head-actions > vaadin-button:last-child"),
                        new View(Person.CONTACT, Scene.USUAL, "cases-contact", "/cases"),
                        new View(Person.CONTACT, Scene.EMPTY, "cases-contact-empty", "/cases"),
                        new View(Person.CONTACT, Scene.USUAL, "cases-asking", "/cases")
                                .after("header .head-actions vaadin-button"),
                        new View(Person.CONTACT, Scene.USUAL, "case-contact", "/cases/cas_1"),
                        new View(Person.CONTACT, Scene.USUAL, "case-disputing", "/invoices/inv_7")
                                .after("header .head-actions > vaadin-button"),
                        new View(Person.CONTACT, Scene.USUAL, "frozen-open-contact", "/statements/stm_open"),
                        new View(Person.ADMIN, Scene.USUAL, "runs", "/statement_runs"),
                        new View(Person.ADMIN, Scene.EMPTY, "runs-empty", "/statement_runs"),
                        new View(Person.ADMIN, Scene.USUAL, "runs-new", "/statement_runs")
                                .after("header .head-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "run", "/statement_runs/run_running"),
                        new View(Person.ADMIN, Scene.UGLY, "run-ugly", "/statement_runs/run_done"),
                        new View(Person.ADMIN, Scene.USUAL, "verify", "/verify/known"),
                        new View(Person.ADMIN, Scene.UGLY, "verify-ugly", "/verify/known"),
                        new View(Person.ADMIN, Scene.USUAL, "verify-unknown", "/verify/unknown"),
                        new View(Person.CONTACT, Scene.USUAL, "forbidden", "/customers"),
                        new View(Person.CONTACT, Scene.USUAL, "not-found", "/invoices/inv_missing"),
                        new View(Person.CONTACT, Scene.USUAL, "nowhere", "/no/such/page"),
                        new View(Person.ADMIN, Scene.USUAL, "overview", "/overview"),
                        new View(Person.ADMIN, Scene.EMPTY, "overview-empty", "/overview"),
                        new View(Person.ADMIN, Scene.USUAL, "customers", "/customers"),
                        new View(Person.ADMIN, Scene.UGLY, "customers-ugly", "/customers"),
                        new View(Person.ADMIN, Scene.USUAL, "customer", "/customers/cus_0"),
                        new View(Person.ADMIN, Scene.UGLY, "customer-ugly", "/customers/cus_1"),
                        new View(Person.ADMIN, Scene.UGLY, "staff-invoices", "/invoices"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-invoice", "/invoices/inv_7"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-draft", "/invoices/inv_draft"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-payments", "/payments"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-payment", "/payments/pay_1"),
                        new View(Person.ADMIN, Scene.USUAL, "invoice-form", "/invoices/new?customer=cus_0"),
                        new View(Person.ADMIN, Scene.USUAL, "invoice-form-parts", "/invoices/new?customer=cus_0")
                                .after(
                                        "vaadin-select:has-text('Net 30'), vaadin-select:has-text('30 天')",
                                        "vaadin-select-item >> nth=10"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-invoice-parts", "/invoices/inv_parts"),
                        new View(Person.ADMIN, Scene.UGLY, "staff-invoice-parts-ugly", "/invoices/inv_parts"),
                        new View(Person.ADMIN, Scene.EMPTY, "staff-invoice-bare", "/invoices/inv_7"),
                        new View(Person.CONTACT, Scene.USUAL, "invoice-parts", "/invoices/inv_parts"),
                        new View(Person.ADMIN, Scene.UGLY, "policies-ugly", "/policies"),
                        new View(Person.ADMIN, Scene.EMPTY, "policies-bare", "/policies"),
                        new View(Person.ADMIN, Scene.USUAL, "policies-presets", "/policies")
                                .after(".preset vaadin-button"),
                        new View(Person.CONTACT, Scene.USUAL, "statement-offer-pay", "/statement").after("#pay-off_0"),
                        new View(Person.ADMIN, Scene.USUAL, "foreign-form", "/allocations/of/pay_dollars")
                                .after(
                                        ".foreign-parts .part-cell input << 50.00",
                                        ".foreign-parts .part-cell >> nth=1 >> input << 10"),
                        new View(Person.ADMIN, Scene.EMPTY, "foreign-form-nothing", "/allocations/of/pay_dollars"),
                        new View(Person.ADMIN, Scene.UGLY, "foreign-form-ugly", "/allocations/of/pay_1")
                                .after(
                                        ".others summary",
                                        ".foreign-parts .form vaadin-text-field input << 0.5",
                                        ".foreign-parts .part-cell input << 999999"),
                        new View(Person.ADMIN, Scene.UGLY, "foreign-receipt", "/receipts/new?customer=cus_0")
                                .after(
                                        "vaadin-text-field[inputmode=decimal] input << 700",
                                        "vaadin-radio-button:nth-of-type(2)",
                                        ".others summary"),
                        new View(Person.ADMIN, Scene.USUAL, "payment-dollars", "/payments/pay_dollars"),
                        new View(Person.ADMIN, Scene.USUAL, "rates", "/exchange_rates"),
                        new View(Person.ADMIN, Scene.EMPTY, "rates-empty", "/exchange_rates"),
                        new View(Person.ADMIN, Scene.UGLY, "rates-ugly", "/exchange_rates"),
                        new View(
                                        Person.ADMIN,
                                        Scene.USUAL,
                                        "rate-form",
                                        "/exchange_rates/new?base=EUR&quote=USD&on=2026-03-02")
                                .after("vaadin-text-field[inputmode=decimal] input << 1.0842"),
                        new View(Person.ADMIN, Scene.EMPTY, "rate-form-wrong", "/exchange_rates/new?base=EUR&quote=USD")
                                .after(
                                        "vaadin-text-field[inputmode=decimal] input << 1.08421234",
                                        ".form-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "rates-file", "/exchange_rates/file"),
                        new View(Person.ADMIN, Scene.USUAL, "audit", "/audit"),
                        new View(Person.ADMIN, Scene.EMPTY, "audit-empty", "/audit"),
                        new View(Person.ADMIN, Scene.UGLY, "audit-ugly", "/audit"),
                        new View(Person.ADMIN, Scene.USUAL, "periods", "/periods"),
                        new View(Person.ADMIN, Scene.UGLY, "periods-ugly", "/periods"),
                        new View(Person.ADMIN, Scene.USUAL, "period", "/periods/2026-01"),
                        new View(Person.ADMIN, Scene.USUAL, "period-close", "/periods/2026-02")
                                .after(".head-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.EMPTY, "period-empty", "/periods/2026-03"),
                        new View(Person.ADMIN, Scene.UGLY, "period-ugly", "/periods/2025-12"),
                        new View(Person.ADMIN, Scene.USUAL, "period-reopen", "/periods/2026-01")
                                .after(".head-actions vaadin-button", "vaadin-dialog vaadin-button[theme~=primary]"),
                        new View(Person.ADMIN, Scene.USUAL, "aging", "/aging"),
                        new View(Person.ADMIN, Scene.USUAL, "aging-age", "/aging?basis=age&known_on=2026-02-28"),
                        new View(Person.ADMIN, Scene.USUAL, "aging-future", "/aging?known_on=2026-10-31"),
                        new View(Person.ADMIN, Scene.EMPTY, "aging-empty", "/aging?as_of=2026-01-31&date=value"),
                        new View(Person.ADMIN, Scene.UGLY, "aging-ugly", "/aging?basis=age"),
                        new View(Person.ADMIN, Scene.USUAL, "differences", "/exchange_differences"),
                        new View(Person.ADMIN, Scene.EMPTY, "differences-empty", "/exchange_differences"),
                        new View(Person.ADMIN, Scene.UGLY, "differences-ugly", "/exchange_differences"),
                        new View(Person.ADMIN, Scene.USUAL, "attachments-showing", "/invoices/inv_7")
                                .after(".attachments tr:nth-child(2) vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "attachments-removing", "/invoices/inv_7")
                                .after(".attachments tr:nth-child(1) vaadin-button >> nth=1"),
                        new View(Person.ADMIN, Scene.UGLY, "attachments-ugly", "/payments/pay_1"),
                        new View(Person.ADMIN, Scene.EMPTY, "attachments-empty", "/credit_notes/crn_1"),
                        new View(Person.ADMIN, Scene.USUAL, "attachments-unidentified", "/unidentified_receipts/unr_0"),
                        new View(Person.CONTACT, Scene.UGLY, "attachments-contact-ugly", "/credit_notes/crn_1"),
                        new View(Person.ADMIN, Scene.USUAL, "references", "/invoices/inv_7")
                                .after(
                                        "section[aria-label=References] vaadin-button, section[aria-label=业务单据信息] vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "deductions", "/deductions"),
                        new View(Person.ADMIN, Scene.EMPTY, "deductions-empty", "/deductions"),
                        new View(Person.ADMIN, Scene.UGLY, "deductions-ugly", "/deductions"),
                        new View(Person.ADMIN, Scene.USUAL, "receipt-form-deduction", "/receipts/new?customer=cus_0")
                                .after(
                                        "vaadin-radio-button:nth-of-type(2)",
                                        ".part-cell input << 700",
                                        ".part-cell vaadin-button >> visible=true",
                                        ".form-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "offers", "/settlement_offers"),
                        new View(Person.ADMIN, Scene.EMPTY, "offers-empty", "/settlement_offers"),
                        new View(Person.ADMIN, Scene.UGLY, "offer-ugly", "/settlement_offers/off_met"),
                        new View(Person.ADMIN, Scene.USUAL, "offer-form", "/settlement_offers/new?customer=cus_0")
                                .after("vaadin-text-field[inputmode=decimal] input << 700"),
                        new View(Person.ADMIN, Scene.USUAL, "deposits", "/deposits"),
                        new View(Person.ADMIN, Scene.EMPTY, "deposits-empty", "/deposits"),
                        new View(Person.ADMIN, Scene.UGLY, "deposits-ugly", "/deposits"),
                        new View(Person.ADMIN, Scene.USUAL, "deposit-form", "/deposits/new?customer=cus_0")
                                .after(".form-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "deposit-requested", "/deposits/dep_requested"),
                        new View(Person.ADMIN, Scene.UGLY, "deposit-paid-ugly", "/deposits/dep_paid"),
                        new View(Person.ADMIN, Scene.USUAL, "deposit-used", "/deposits/dep_used"),
                        new View(Person.ADMIN, Scene.USUAL, "deposit-keep", "/deposits/dep_requested")
                                .after(".head-actions vaadin-button >> nth=1"),
                        new View(
                                Person.ADMIN,
                                Scene.USUAL,
                                "receipt-form-deposit",
                                "/receipts/new?deposit=dep_partly_paid"),
                        new View(
                                Person.ADMIN,
                                Scene.USUAL,
                                "invoice-form-deposit",
                                "/invoices/new?deposit=dep_partly_paid"),
                        new View(Person.CONTACT, Scene.USUAL, "deposits-contact", "/deposits"),
                        new View(Person.CONTACT, Scene.EMPTY, "deposits-contact-empty", "/deposits"),
                        new View(Person.CONTACT, Scene.USUAL, "deposit-contact", "/deposits/dep_partly_paid"),
                        new View(Person.ADMIN, Scene.USUAL, "customer-new", "/customers")
                                .after(".head-actions vaadin-button", "vaadin-dialog vaadin-button[theme~=primary]"),
                        new View(Person.ADMIN, Scene.USUAL, "invitation", "/members")
                                .after(".head-actions vaadin-button", "vaadin-dialog vaadin-button[theme~=primary]"),
                        new View(Person.ADMIN, Scene.USUAL, "bills", "/bills"),
                        new View(Person.ADMIN, Scene.EMPTY, "bills-empty", "/bills"),
                        new View(Person.ADMIN, Scene.UGLY, "bills-ugly", "/bills?customer=cus_1"),
                        new View(Person.ADMIN, Scene.USUAL, "bills-bar", "/bills")
                                .after("vaadin-grid vaadin-checkbox >> nth=1", "vaadin-grid vaadin-checkbox >> nth=2"),
                        new View(Person.ADMIN, Scene.USUAL, "bill", "/bills/bil_held"),
                        new View(Person.ADMIN, Scene.UGLY, "bill-discounted-ugly", "/bills/bil_discounted"),
                        new View(Person.ADMIN, Scene.USUAL, "bill-returned", "/bills/bil_returned"),
                        new View(Person.ADMIN, Scene.USUAL, "bill-same-number", "/bills/bil_deposited"),
                        new View(Person.ADMIN, Scene.USUAL, "bill-dishonour", "/bills/bil_held")
                                .after(
                                        ".head-actions vaadin-button >> nth=1",
                                        "vaadin-dialog vaadin-button[theme~=primary]"),
                        new View(Person.ADMIN, Scene.UGLY, "bill-discount", "/bills/bil_held")
                                .after(
                                        ".head-actions vaadin-button >> nth=3",
                                        "vaadin-dialog vaadin-text-field[inputmode=decimal] input << 12.3"),
                        new View(Person.ADMIN, Scene.USUAL, "bill-deposit", "/bills/bil_held")
                                .after(".head-actions vaadin-button >> nth=4"),
                        new View(
                                        Person.ADMIN,
                                        Scene.USUAL,
                                        "receipt-form-bill",
                                        "/receipts/new?replaces=bil_dishonoured")
                                .after(".form-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "receipt-form-cheque", "/receipts/new?method=cheque"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-payment-bill", "/payments/pay_paper"),
                        new View(Person.CONTACT, Scene.USUAL, "payment-bill", "/payments/pay_paper"),
                        new View(Person.ADMIN, Scene.USUAL, "nettings", "/nettings"),
                        new View(Person.ADMIN, Scene.EMPTY, "nettings-empty", "/nettings"),
                        new View(Person.ADMIN, Scene.UGLY, "nettings-ugly", "/nettings"),
                        new View(Person.ADMIN, Scene.UGLY, "netting", "/nettings/net_0"),
                        new View(Person.ADMIN, Scene.USUAL, "netting-undoing", "/nettings/net_0")
                                .after(".head-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "netting-undone", "/nettings/net_undone"),
                        new View(Person.ADMIN, Scene.USUAL, "netting-form", "/nettings/new?customer=cus_0"),
                        new View(Person.ADMIN, Scene.USUAL, "transfers", "/transfers"),
                        new View(Person.ADMIN, Scene.EMPTY, "transfers-empty", "/transfers"),
                        new View(Person.ADMIN, Scene.UGLY, "transfers-ugly", "/transfers"),
                        new View(Person.ADMIN, Scene.UGLY, "transfer", "/transfers/trf_0"),
                        new View(Person.ADMIN, Scene.USUAL, "transfer-credit", "/transfers/trf_credit"),
                        new View(Person.ADMIN, Scene.USUAL, "transfer-undoing", "/transfers/trf_0")
                                .after(".head-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "transfer-undone", "/transfers/trf_undone"),
                        new View(Person.ADMIN, Scene.USUAL, "transfer-form-debt", "/transfers/new?of=inv_7")
                                .after(".form-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.UGLY, "transfer-form-credit", "/transfers/new?of=pay_1"),
                        new View(Person.ADMIN, Scene.USUAL, "receipt-form-group", "/receipts/new?customer=cus_group")
                                .after(
                                        "vaadin-radio-button:nth-of-type(2)",
                                        "vaadin-checkbox:has-text('group'), vaadin-checkbox:has-text('集团')"),
                        new View(Person.ADMIN, Scene.USUAL, "customer-group", "/customers/cus_group"),
                        new View(Person.ADMIN, Scene.UGLY, "customer-group-ugly", "/customers/cus_group"),
                        new View(Person.ADMIN, Scene.USUAL, "customer-change", "/customers/cus_group")
                                .after(".head-actions vaadin-button"),
                        new View(Person.ADMIN, Scene.USUAL, "bulk-export", "/invoices")
                                .after(
                                        "vaadin-grid vaadin-checkbox >> nth=1",
                                        "vaadin-grid vaadin-checkbox >> nth=2",
                                        ".bulk-bar summary"),
                        new View(Person.ADMIN, Scene.USUAL, "bulk-bar", "/invoices")
                                .after("vaadin-grid vaadin-checkbox >> nth=1", "vaadin-grid vaadin-checkbox >> nth=2"),
                        new View(Person.CONTACT, Scene.USUAL, "statement-chosen", "/statement")
                                .after("vaadin-grid vaadin-checkbox >> nth=1", "vaadin-grid vaadin-checkbox >> nth=2"),
                        new View(Person.CONTACT, Scene.USUAL, "pay-dialog", "/statement").after("#pay-EUR"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-credit-note", "/credit_notes/crn_1"),
                        new View(Person.ADMIN, Scene.UGLY, "staff-credit-note-ugly", "/credit_notes/crn_1"),
                        new View(Person.ADMIN, Scene.USUAL, "credit-form", "/credit_notes/on/inv_7"),
                        new View(Person.ADMIN, Scene.UGLY, "credit-form-ugly", "/credit_notes/on/inv_7"),
                        new View(Person.ADMIN, Scene.USUAL, "credit-form-draft", "/credit_notes/on/inv_draft"),
                        new View(Person.ADMIN, Scene.USUAL, "receipt-form", "/receipts/new?customer=cus_0"),
                        new View(Person.ADMIN, Scene.UGLY, "staff-interest-ugly", "/charges/chg_interest"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-interest-credit", "/charges/chg_credit"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-fee", "/charges/chg_fee"),
                        new View(Person.ADMIN, Scene.USUAL, "fee-form", "/fees/new?customer=cus_0"),
                        new View(Person.ADMIN, Scene.USUAL, "interest-form", "/interest/of/cus_0"),
                        new View(Person.ADMIN, Scene.EMPTY, "interest-form-empty", "/interest/of/cus_0"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-invoice-off", "/invoices/inv_off"),
                        new View(Person.ADMIN, Scene.UGLY, "staff-invoice-off-ugly", "/invoices/inv_off"),
                        new View(Person.ADMIN, Scene.USUAL, "write-off-form", "/write_offs/of/inv_7"),
                        new View(Person.ADMIN, Scene.UGLY, "write-off-form-ugly", "/write_offs/of/inv_off"),
                        new View(Person.ADMIN, Scene.USUAL, "write-off-form-charge", "/write_offs/of/chg_off"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-interest-off", "/charges/chg_off"),
                        new View(Person.ADMIN, Scene.USUAL, "write-off-form-draft", "/write_offs/of/inv_draft"),
                        new View(Person.ADMIN, Scene.USUAL, "approvals", "/approvals"),
                        new View(Person.ADMIN, Scene.EMPTY, "approvals-empty", "/approvals"),
                        new View(Person.ADMIN, Scene.UGLY, "approvals-ugly", "/approvals"),
                        new View(Person.ADMIN, Scene.USUAL, "approval", "/approvals/apr_0"),
                        new View(Person.ADMIN, Scene.UGLY, "approval-own-ugly", "/approvals/apr_own"),
                        new View(Person.ADMIN, Scene.USUAL, "approval-declined", "/approvals/apr_declined"),
                        new View(Person.ADMIN, Scene.USUAL, "reversal-form", "/reversals/of/pay_1"),
                        new View(Person.ADMIN, Scene.USUAL, "reinstatement-form", "/reinstatements/of/pay_4"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-payment-returned", "/payments/pay_4"),
                        new View(Person.ADMIN, Scene.USUAL, "refund-form", "/refunds/of/pay_1"),
                        new View(Person.ADMIN, Scene.UGLY, "refund-form-ugly", "/refunds/of/crn_1"),
                        new View(Person.ADMIN, Scene.USUAL, "refund-form-gone", "/refunds/of/pay_4"),
                        new View(Person.ADMIN, Scene.USUAL, "allocation-form", "/allocations/of/pay_1"),
                        new View(Person.ADMIN, Scene.UGLY, "allocation-form-ugly", "/allocations/of/pay_1"),
                        new View(Person.ADMIN, Scene.EMPTY, "allocation-form-empty", "/allocations/of/crn_1"),
                        new View(Person.ADMIN, Scene.USUAL, "recurring", "/recurring_invoices"),
                        new View(Person.ADMIN, Scene.EMPTY, "recurring-empty", "/recurring_invoices"),
                        new View(Person.ADMIN, Scene.UGLY, "recurring-ugly", "/recurring_invoices"),
                        new View(Person.ADMIN, Scene.USUAL, "recurring-one", "/recurring_invoices/rec_0"),
                        new View(Person.ADMIN, Scene.UGLY, "recurring-one-ugly", "/recurring_invoices/rec_0"),
                        new View(Person.ADMIN, Scene.USUAL, "recurring-stopped", "/recurring_invoices/rec_stopped"),
                        new View(Person.ADMIN, Scene.USUAL, "recurring-resume", "/recurring_invoices/rec_stopped")
                                .after(".head-actions vaadin-button[theme~=primary]"),
                        new View(Person.ADMIN, Scene.USUAL, "recurring-ended", "/recurring_invoices/rec_ended"),
                        new View(Person.ADMIN, Scene.USUAL, "recurring-form", "/recurring_invoices/new?customer=cus_0"),
                        new View(Person.ADMIN, Scene.UGLY, "recurring-form-change", "/recurring_invoices/change/rec_0"),
                        new View(Person.ADMIN, Scene.USUAL, "recovery-form", "/receipts/new?claim=inv_off"),
                        new View(Person.ADMIN, Scene.USUAL, "policies", "/policies"),
                        new View(Person.ADMIN, Scene.EMPTY, "policies-empty", "/policies"),
                        new View(Person.ADMIN, Scene.USUAL, "unidentified", "/unidentified_receipts"),
                        new View(Person.ADMIN, Scene.USUAL, "claim-form", "/unidentified_receipts/unr_0"),
                        new View(
                                Person.ADMIN, Scene.UGLY, "claim-form-returned", "/unidentified_receipts/unr_returned"),
                        new View(Person.ADMIN, Scene.USUAL, "credit-notes", "/credit_notes"),
                        new View(Person.ADMIN, Scene.UGLY, "credit-notes-ugly", "/credit_notes"),
                        new View(Person.ADMIN, Scene.USUAL, "charges", "/charges"),
                        new View(Person.ADMIN, Scene.EMPTY, "charges-empty", "/charges"),
                        new View(Person.ADMIN, Scene.USUAL, "exports", "/exports"),
                        new View(Person.ADMIN, Scene.EMPTY, "exports-empty", "/exports"),
                        new View(Person.ADMIN, Scene.UGLY, "exports-ugly", "/exports"),
                        new View(Person.ADMIN, Scene.USUAL, "members", "/members"),
                        new View(Person.ADMIN, Scene.USUAL, "imports", "/imports"),
                        new View(Person.ADMIN, Scene.USUAL, "import", "/imports/imp_1"),
                        new View(Person.SALES, Scene.USUAL, "sales-customer", "/customers/cus_0"))
                .filter(view -> view.name().matches(System.getProperty("screens", ".*")));
    }

    /** What people print, each with its ugliest books. */
    static Stream<View> printed() {
        return Stream.of(
                        new View(Person.CONTACT, Scene.USUAL, "statement", "/statement"),
                        new View(Person.CONTACT, Scene.UGLY, "statement-ugly", "/statement"),
                        new View(Person.CONTACT, Scene.UGLY, "invoice-ugly", "/invoices/inv_7"),
                        new View(Person.CONTACT, Scene.USUAL, "invoice", "/invoices/inv_7"),
                        new View(Person.CONTACT, Scene.UGLY, "credit-note-ugly", "/credit_notes/crn_1"),
                        new View(Person.CONTACT, Scene.USUAL, "credit-note", "/credit_notes/crn_1"),
                        new View(Person.CONTACT, Scene.UGLY, "interest-ugly", "/charges/chg_interest"),
                        new View(Person.CONTACT, Scene.USUAL, "receipt", "/receipts/pay_1"),
                        new View(Person.CONTACT, Scene.USUAL, "activity", "/activity"),
                        new View(Person.ADMIN, Scene.USUAL, "customer", "/customers/cus_0"),
                        new View(Person.ADMIN, Scene.USUAL, "staff-invoices", "/invoices"))
                .filter(view -> view.name().matches(System.getProperty("screens", ".*")));
    }

    @BeforeAll
    void start() throws Exception {
        Files.createDirectories(PICTURES);
        server = new FakeServer(books);
        portal = new RunningPortal(server, Path.of("target", "duebook-portal.jar"), PICTURES.resolve("portal.log"));
        chromium = new Chromium();
        browser = chromium.browser();
    }

    @AfterAll
    void stop() throws Exception {
        chromium.close();
        portal.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("views")
    void isDrawnWithoutViolation(View view) {
        books.as(view.person()).show(view.scene()).checkout(view.checkout());
        var problems = new ArrayList<String>();
        for (String language : List.of("en", "zh-CN")) {
            for (int[] size : new int[][] {{1440, 900}, {390, 844}}) {
                problems.addAll(draw(view, language, size[0], size[1]));
            }
        }
        assertThat(problems).isEmpty();
    }

    /** Whatever the window it is printed from: no column is cut off, and nothing is printed that only a screen can use. */
    @ParameterizedTest
    @MethodSource("printed")
    void isWholeOnPaper(View view) {
        books.as(view.person()).show(view.scene()).checkout(view.checkout());
        var problems = new ArrayList<String>();
        try (Page page = open(view, "en", 1440, 900, problems)) {
            print(page, view.name() + "-en", problems);
        }
        try (Page page = open(view, "zh-CN", 390, 844, problems)) {
            print(page, view.name() + "-zh-CN", problems);
        }
        assertThat(problems).isEmpty();
    }

    private static void print(Page page, String name, List<String> problems) {
        for (Sheet sheet : Sheet.values()) {
            page.pdf(new Page.PdfOptions()
                    .setFormat(sheet.name())
                    .setPrintBackground(true)
                    .setPath(PICTURES.resolve("print-" + name + "-" + sheet + ".pdf")));
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        for (Sheet sheet : Sheet.values()) {
            page.setViewportSize(sheet.widthPx, TALLEST);
            page.waitForTimeout(150);
            String found = String.valueOf(page.evaluate(CUT_OFF));
            if (!found.isEmpty()) {
                problems.add(name + " on " + sheet + ": " + found);
            }
        }
    }

    private Page open(View view, String language, int width, int height, List<String> problems) {
        BrowserContext context = contexts.computeIfAbsent(
                language + width,
                key -> browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setLocale(language)
                        .setTimezoneId("Europe/Berlin")));
        context.clearCookies();
        Page page = context.newPage();
        page.onPageError(error -> problems.add("script: " + error));
        page.navigate(portal.url() + view.path());
        page.waitForSelector("h1");
        page.waitForFunction("() => !window.Vaadin?.Flow?.clients || Object.values(window.Vaadin.Flow.clients)"
                + ".every(client => !client.isActive || !client.isActive())");
        page.waitForTimeout(250);
        for (String clicked : view.clicks()) {
            String[] typed = clicked.split(" << ", 2);
            if (typed.length == 2) {
                page.locator(typed[0]).first().fill(typed[1]);
            } else {
                page.locator(clicked).first().click();
            }
            page.waitForTimeout(700);
        }
        return page;
    }

    private List<String> draw(View view, String language, int width, int height) {
        var problems = new ArrayList<String>();
        try (Page page = open(view, language, width, height, problems)) {
            String name = view.name() + "-" + (width > 1000 ? "desk" : "phone") + "-" + language;
            if (Boolean.TRUE.equals(page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"))) {
                problems.add(name + ": wider than the window");
            }
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
            if ((width > 1000) == language.equals("en")) {
                violations(page, name, problems);
            }
            // Once more, as tall as what it shows.
            int tall = ((Number) page.evaluate(BOTTOM)).intValue();
            if (tall > height) {
                page.setViewportSize(width, Math.min(tall, TALLEST));
                page.waitForTimeout(150);
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-whole.png")));
            }
            if (width > 1000 && language.equals("en")) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                page.waitForTimeout(150);
                page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-dark.png")));
                violations(page, name + " in the dark", problems);
            }
        }
        return problems;
    }

    private static void violations(Page page, String name, List<String> problems) {
        new AxeBuilder(page).withTags(RULES).analyze().getViolations().forEach(rule -> rule.getNodes().stream()
                // A grid's cells take the focus by arrow keys; what the pointer hits is the link in them.
                .filter(node ->
                        !(rule.getId().equals("target-size") && node.getHtml().startsWith("<td")))
                .limit(3)
                .forEach(node -> problems.add(
                        name + ": " + rule.getId() + " " + node.getHtml() + " " + node.getFailureSummary())));
    }
}
