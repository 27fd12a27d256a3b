package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * The discount for early payment: taken unasked with the allocation that earns it, taken back with it. Invoices over
 * 119.00 of the tenth of January, 2 % (2.38) until the twentieth.
 */
@BackendTest
class EarlyPaymentTest {

    private static final String UNTIL = "2026-01-20";

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api accountant;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        accountant = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void isTakenUnaskedByMoneyThatComesInTimeAndIsShort() {
        String invoice = invoice("19");

        JsonNode payment = pay(11_662, UNTIL, "oldest_first");

        assertThat(payment.at("/allocations/0/discount").asLong()).isEqualTo(238);
        assertThat(payment.path("unapplied").asLong()).isZero();
        JsonNode seen = read(invoice);
        assertThat(seen.path("state").asString()).isEqualTo("paid");
        assertThat(seen.path("closed_by").values().stream().map(JsonNode::asString))
                .containsExactly("paid", "discounted");
        assertThat(settled(seen)).isEqualTo(Map.of("paid", 11_662L, "discounted", 238L));
        assertThat(seen.at("/allocations/0/discount").asLong()).isEqualTo(238);
        assertThat(seen.at("/discount/until").asString()).isEqualTo(UNTIL);
        assertThat(seen.at("/discount/taken").asLong()).isEqualTo(238);
        assertThat(seen.at("/discount/obtainable").asLong()).isZero();
        journal("discount").containsExactly("discount_given 200", "receivable -200", "tax:19 38", "receivable -38");
        assertThat(statement()).containsExactly("invoice 11900", "discount -238", "payment -11662");
        assertThat(openOn("2026-01-19")).isEqualTo(11_900);
        assertThat(openOn(UNTIL)).isZero();
        assertThat(eventsOf(invoice)).containsExactly("invoice.created", "invoice.issued", "invoice.discounted");
    }

    @ParameterizedTest
    @CsvSource({
        "11662, 2026-01-21, 238", // a day late
        "11661, 2026-01-20, 239", // a cent too little
        "11900, 2026-01-20, 0", // paid in full
        "12000, 2026-01-10, 0"
    })
    void isNotTakenOtherwise(long amount, String on, long open) {
        String invoice = invoice("19");

        pay(amount, on, "oldest_first");

        assertThat(read(invoice).path("open").asLong()).isEqualTo(open);
        assertThat(read(invoice).at("/settled/discounted").asLong()).isZero();
    }

    @Test
    void moneyThatStaysUnappliedWasNotPaidShort() {
        String invoice = invoice("19");

        String payment = id(pay(12_000, UNTIL, parts(invoice, 11_662)));
        assertThat(read(invoice).path("open").asLong()).isEqualTo(238);

        // Once the rest of it settles something else, nothing is granted for what was settled before.
        String second = invoice("19");
        allocate(payment, second, 338);
        assertThat(read(invoice).path("open").asLong()).isEqualTo(238);
        assertThat(read(second).path("open").asLong()).isEqualTo(11_562);
    }

    @Test
    void countsFromTheDayOfTheMoneyHoweverLateItIsAllocatedAndGoesWithTheAllocation() {
        String invoice = invoice("19");
        String payment = id(pay(11_662, "2026-01-15", "none"));

        JsonNode made = allocate(payment, invoice, 11_662, "2026-03-01");
        assertThat(made.path("discount").asLong()).isEqualTo(238);
        assertThat(read(invoice).path("open").asLong()).isZero();

        accountant
                .post(
                        "/v1/allocations/" + id(made) + "/reverse",
                        Map.of("reversed_on", "2026-03-05", "reason", "wrong"))
                .expect(200);
        assertThat(read(invoice).path("open").asLong()).isEqualTo(11_900);
        assertThat(read(invoice).at("/settled/discounted").asLong()).isZero();
        journal("discount_undone")
                .containsExactly("receivable 200", "discount_given -200", "receivable 38", "tax:19 -38");

        assertThat(allocate(payment, invoice, 11_662, "2026-03-06")
                        .path("discount")
                        .asLong())
                .as("the customer paid in time, whoever allocated it wrongly")
                .isEqualTo(238);
        assertThat(eventsOf(invoice))
                .containsSubsequence("invoice.discounted", "invoice.discount_undone", "invoice.discounted");
    }

    @Test
    void isTakenBackWithThePaymentAndAReinstatementGrantsNone() {
        String invoice = invoice("19");
        String payment = id(pay(11_662, "2026-01-15", "oldest_first"));

        post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reversed_on", "2026-02-03"));
        assertThat(read(invoice).path("open").asLong()).isEqualTo(11_900);
        assertThat(statement())
                .containsExactly("invoice 11900", "discount -238", "payment -11662", "discount 238", "reversal 11662");

        post("/v1/payments/" + payment + "/reinstate", Map.of("reinstated_on", "2026-02-10"));
        assertThat(read(invoice).path("open").asLong()).isEqualTo(238);
        assertThat(settled(read(invoice))).isEqualTo(Map.of("paid", 11_662L));

        String again = read(invoice).at("/allocations/1/id").asString();
        post("/v1/allocations/" + again + "/reverse", Map.of("reversed_on", "2026-02-11"));
        assertThat(allocate(payment, invoice, 11_662, "2026-02-12")
                        .path("discount")
                        .asLong())
                .as("the money came again, and late")
                .isZero();
    }

    @Test
    void aRefundOfAPartTakesItsPartBack() {
        String invoice = invoice("19");
        String payment = id(pay(11_662, "2026-01-15", "oldest_first"));

        post(
                "/v1/refunds",
                Map.of(
                        "payment",
                        payment,
                        "amount",
                        5_831,
                        "refunded_on",
                        "2026-02-01",
                        "items",
                        List.of(Map.of("invoice", invoice, "amount", 5_831))));

        assertThat(settled(read(invoice))).isEqualTo(Map.of("paid", 5_831L, "discounted", 119L));
        assertThat(read(invoice).path("open").asLong()).isEqualTo(5_950);
        journal("discount").contains("discount_given 100", "receivable -100", "tax:19 19", "receivable -19");
        assertThat(eventsOf(invoice)).endsWith("invoice.discounted", "invoice.discount_undone", "invoice.discounted");

        post("/v1/payments/" + payment + "/reverse", Map.of("kind", "mistake", "reversed_on", "2026-02-02"));
        assertThat(read(invoice).path("open").asLong()).isEqualTo(11_900);
        assertThat(balanceOf("discount_given")).isZero();
        assertThat(balanceOf("tax:19")).isEqualTo(-1_900);
    }

    @Test
    void creditNotesBeforeTheMoneyLowerItLaterOnesDoNot() {
        String invoice = invoice("19");
        creditNote(invoice, "2026-01-12", 1_000);
        // 2 % of 107.10 is 2.142
        assertThat(pay(10_496, UNTIL, "oldest_first")
                        .at("/allocations/0/discount")
                        .asLong())
                .isEqualTo(214);

        String other = invoice("19");
        creditNote(other, "2026-01-25", 1_000);
        assertThat(read(other).path("open").asLong()).isEqualTo(10_710);
        // The note of the twenty-fifth is unknown to money of the twentieth: 2.38 of 119.00.
        assertThat(pay(10_472, UNTIL, parts(other, 10_472))
                        .at("/allocations/0/discount")
                        .asLong())
                .isEqualTo(238);
    }

    @Test
    void partPaymentsEarnTheirPartWhereTheTenantSaysSo() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"discount\":{\"part_payment\":\"pro_rata\",\"tax_follows\":false}}")
                .expect(200);
        String invoice = invoice("19");

        // 50.00 × 2 ÷ 98 = 1.0204
        assertThat(pay(5_000, "2026-01-12", "oldest_first")
                        .at("/allocations/0/discount")
                        .asLong())
                .isEqualTo(102);
        assertThat(read(invoice).at("/discount/taken").asLong()).isEqualTo(102);
        assertThat(pay(6_662, UNTIL, "oldest_first")
                        .at("/allocations/0/discount")
                        .asLong())
                .isEqualTo(136);

        assertThat(read(invoice).path("state").asString()).isEqualTo("paid");
        journal("discount")
                .containsExactly("discount_given 102", "receivable -102", "discount_given 136", "receivable -136");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "KWD"})
    void isCountedInTheCurrencysOwnUnits(String currency) {
        String invoice = invoice(Map.of("currency", currency), "0");
        Object money = Map.of("amount", 9_800, "currency", currency);

        accountant
                .post(
                        "/v1/payments",
                        Map.of("customer", customer, "amount", money, "received_on", UNTIL, "method", "cash"))
                .expect(201);

        assertThat(settled(read(invoice))).isEqualTo(Map.of("paid", 9_800L, "discounted", 200L));
    }

    @Test
    void severalInvoicesEachHaveTheirs() {
        String first = invoice("19");
        String second = invoice("7");

        JsonNode payment = pay(11_662 + 10_486, UNTIL, List.of(Body.part(first, 11_662), Body.part(second, 10_486)));

        assertThat(payment.at("/allocations/0/discount").asLong()).isEqualTo(238);
        assertThat(payment.at("/allocations/1/discount").asLong()).isEqualTo(214);
        journal("discount").contains("discount_given 200", "tax:19 38", "discount_given 200", "tax:7 14");
    }

    @Test
    void whatIsWrittenOffBesidesTakesNoMoreTaxBackThanTheClaimBore() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"discount\":{\"part_payment\":\"pro_rata\"}}")
                .expect(200);
        String invoice = invoice(Map.of("terms", terms("50", 10)), "19");
        pay(4_000, UNTIL, "oldest_first");

        accountant
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "insolvent"))
                .expect(200);

        // 40.00 paid and 40.00 discount, 39.00 lost: the tax of 79.00 goes back, 6.39 and 6.23.
        assertThat(settled(read(invoice)))
                .isEqualTo(Map.of("paid", 4_000L, "discounted", 4_000L, "written_off", 3_900L));
        assertThat(balanceOf("tax:19")).isEqualTo(-1_900 + 639 + 623);
        assertThat(read(invoice).path("closed_by").values().stream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("paid", "discounted", "written_off");
    }

    @Test
    void noneIsToBeHadWhileAPartIsOffTheBooks() {
        String invoice = invoice("0");
        accountant
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "poor", "amount", 9_700))
                .expect(200);

        assertThat(pay(100, UNTIL, "oldest_first").at("/allocations/0/discount").asLong())
                .isZero();
        assertThat(read(invoice).path("open").asLong()).isEqualTo(200);
    }

    @Test
    void theUndoOfTheMoneysImportTakesItBack() {
        String invoice = invoice("19");
        String batch = importPaymentWithUnapplied("116.62");
        allocate(onlyPayment(), invoice, 11_662);
        assertThat(read(invoice).path("open").asLong()).isZero();

        accountant.post("/v1/imports/" + batch + "/undo", "").expect(200);

        assertThat(read(invoice).path("open").asLong()).isEqualTo(11_900);
        assertThat(settled(read(invoice))).isEmpty();
        assertThat(statement()).containsExactly("invoice 11900");
        assertThat(balanceOf("discount_given")).isZero();
    }

    @Test
    void theUndoOfTheMoneysImportAfterAnotherDaysReversalLeavesItToBeHadOnce() {
        String invoice = invoice("19");
        String batch = importPaymentWithUnapplied("116.62");
        JsonNode made = allocate(onlyPayment(), invoice, 11_662, "2026-01-15");
        post("/v1/allocations/" + id(made) + "/reverse", Map.of("reversed_on", "2026-01-20"));
        accountant.post("/v1/imports/" + batch + "/undo", "").expect(200);

        assertThat(statement()).containsExactly("invoice 11900", "discount -238", "discount 238");
        assertThat(pay(11_424, UNTIL, parts(invoice, 11_424))
                        .at("/allocations/0/discount")
                        .asLong())
                .isZero();
        assertThat(read(invoice).path("open").asLong()).isEqualTo(476);
    }

    private String importPaymentWithUnapplied(String amount) {
        accountant
                .patch("/v1/customers/" + customer, "\"1\"", Map.of("external_id", "acme"))
                .expect(200);
        String paid = new java.math.BigDecimal(amount)
                .add(java.math.BigDecimal.valueOf(100))
                .toPlainString();
        String batch = id(ImportFile.upload(
                        accountant,
                        ImportFile.HEADER + "acme,Acme,OLD-1,2026-01-01,2026-01-31,100.00,,2026-01-15," + paid + ",\n")
                .expect(201));
        accountant.post("/v1/imports/" + batch + "/commit", "").expect(200);
        return batch;
    }

    private String onlyPayment() {
        return accountant
                .get("/v1/payments?customer=" + customer)
                .expect(200)
                .at("/data/0/id")
                .asString();
    }

    @Test
    void twoAtOnceTakeItOnce() {
        String invoice = invoice("19");

        List<JsonNode> payments = Stream.of(1, 2, 3)
                .map(each -> CompletableFuture.supplyAsync(() -> pay(11_662, UNTIL, parts(invoice, 11_662))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(payments.stream().mapToLong(payment -> payment.at("/allocations/0/discount")
                        .asLong()))
                .containsExactlyInAnyOrder(238L, 0L, 0L);
        assertThat(payments.stream()
                        .mapToLong(payment -> payment.path("unapplied").asLong()))
                .containsExactlyInAnyOrder(0L, 11_662L, 11_662L);
        assertThat(settled(read(invoice))).isEqualTo(Map.of("paid", 11_662L, "discounted", 238L));
    }

    @Test
    void theInvoiceSaysWhatIsStillToBeHad() {
        String today = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
        String draft = id(accountant
                .post("/v1/invoices", request(Map.of("issue_date", today, "terms", terms("2.5", 0)), "19"))
                .expect(201));
        JsonNode offered = read(draft).path("discount");
        assertThat(offered.path("percent").asString()).isEqualTo("2.5");
        assertThat(offered.path("until").isNull()).isTrue();
        assertThat(read(draft).path("terms").asString()).isEqualTo("net_30");

        accountant
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + draft + "/issue", "")
                .expect(200);

        JsonNode seen = read(draft).path("discount");
        assertThat(seen.path("until").asString()).isEqualTo(today);
        assertThat(seen.path("amount").asLong()).isEqualTo(298);
        assertThat(seen.path("obtainable").asLong()).isEqualTo(298);
        pay(11_602, today, "oldest_first");
        assertThat(read(draft).path("state").asString()).isEqualTo("paid");
        assertThat(read(draft).at("/discount/obtainable").asLong()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"net":30,"discount_percent":"2"}                      | /terms/discount_days    | 422
            {"net":30,"discount_days":10}                          | /terms/discount_percent | 422
            {"net":30,"discount_percent":"0","discount_days":10}   | /terms/discount_percent | 422
            {"net":30,"discount_percent":"100","discount_days":10} | /terms/discount_percent | 422
            {"net":30,"discount_percent":2,"discount_days":10}     | /terms/discount_percent | 422
            {"net":30,"discount_percent":"2","discount_days":31}   | /terms/discount_days    | 422
            {"net":-1}                                             | /terms/net              | 422
            {"net":30,"eom":15}                                    | /terms/net              | 422
            {}                                                     | /terms/net              | 422
            {"net":30,"discont_days":10}                           | /terms/discont_days     | 400
            [30]                                                   | /terms                  | 422
            7                                                      | /terms                  | 422
            """)
    void termsThatSayNothingAreRefused(String terms, String pointer, int status) {
        var answer = accountant.post("/v1/invoices", request(Map.of("terms", Api.JSON.readTree(terms)), "19"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void termsMayCountFromTheEndOfTheMonth() {
        JsonNode invoice =
                read(invoice(Map.of("terms", Map.of("eom", 15, "discount_percent", "3", "discount_days", 14)), "0"));

        assertThat(invoice.path("due_date").asString()).isEqualTo("2026-02-15");
        assertThat(invoice.path("terms").asString()).isEqualTo("eom_15");
        assertThat(invoice.at("/discount/until").asString()).isEqualTo("2026-01-24");

        Map<String, Object> longer = Map.of("eom", 0, "discount_percent", "3", "discount_days", 30);
        assertThat(read(invoice(Map.of("terms", longer), "0"))
                        .at("/discount/until")
                        .asString())
                .as("on the due date at the latest")
                .isEqualTo("2026-01-31");
        String draft = id(accountant
                .post("/v1/invoices", request(Map.of("terms", longer), "0"))
                .expect(201));
        accountant
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + draft + "/issue", "")
                .expect(200);
        assertThat(read(draft).at("/discount/until").asString()).isEqualTo("2026-01-31");
    }

    private String invoice(String rate) {
        return invoice(Map.of(), rate);
    }

    private String invoice(Map<String, Object> more, String rate) {
        var issued = new HashMap<String, Object>(Map.of("issue", true));
        issued.putAll(more);
        return id(accountant.post("/v1/invoices", request(issued, rate)).expect(201));
    }

    private Map<String, Object> request(Map<String, Object> more, String rate) {
        var request = new HashMap<String, Object>(Map.of(
                "customer",
                customer,
                "currency",
                "EUR",
                "issue_date",
                "2026-01-10",
                "terms",
                terms("2", 10),
                "lines",
                List.of(Map.of("description", "Work", "quantity", "1", "unit_amount", 10_000, "tax_rate", rate))));
        request.putAll(more);
        return request;
    }

    private static Map<String, Object> terms(String percent, int days) {
        return Map.of("net", 30, "discount_percent", percent, "discount_days", days);
    }

    private JsonNode pay(long amount, String on, Object allocate) {
        return tenant.payment(customer, amount, on, allocate);
    }

    private static Object parts(String invoice, long amount) {
        return List.of(Body.part(invoice, amount));
    }

    private JsonNode allocate(String payment, String invoice, long amount) {
        return accountant
                .post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", amount))
                .expect(201);
    }

    private JsonNode allocate(String payment, String invoice, long amount, String on) {
        return accountant
                .post(
                        "/v1/allocations",
                        Map.of("payment", payment, "invoice", invoice, "amount", amount, "allocated_on", on))
                .expect(201);
    }

    private void post(String path, Map<String, Object> request) {
        var all = new HashMap<String, Object>(Map.of("reason", "as told"));
        all.putAll(request);
        assertThat(accountant.post(path, all).status()).isBetween(200, 201);
    }

    private void creditNote(String invoice, String on, long net) {
        accountant
                .post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                on,
                                "lines",
                                List.of(Map.of(
                                        "invoice",
                                        invoice,
                                        "description",
                                        "Less",
                                        "quantity",
                                        "1",
                                        "unit_amount",
                                        net,
                                        "tax_rate",
                                        "19"))))
                .expect(201);
    }

    private JsonNode read(String invoice) {
        return accountant.get("/v1/invoices/" + invoice).expect(200);
    }

    private long openOn(String day) {
        return accountant
                .get("/v1/customers/" + customer + "/balance?as_of=" + day)
                .expect(200)
                .at("/balances/0/open")
                .asLong();
    }

    private List<String> statement() {
        return accountant
                .get("/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01&to=2026-12-31")
                .expect(200)
                .at("/currencies/0/lines")
                .values()
                .stream()
                .map(line ->
                        line.path("kind").asString() + " " + line.path("amount").asLong())
                .toList();
    }

    private List<String> eventsOf(String subject) {
        return accountant
                .get("/v1/audit?subject=" + subject)
                .expect(200)
                .path("data")
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList()
                .reversed();
    }

    private static Map<String, Long> settled(JsonNode invoice) {
        var parts = new HashMap<String, Long>();
        invoice.path("settled").properties().stream()
                .filter(part -> part.getValue().asLong() != 0)
                .forEach(part -> parts.put(part.getKey(), part.getValue().asLong()));
        return parts;
    }

    private org.assertj.core.api.ListAssert<String> journal(String kind) {
        return assertThat(lines(kind).toList());
    }

    private long balanceOf(String account) {
        return lines("")
                .filter(line -> line.startsWith(account + " "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private Stream<String> lines(String kind) {
        return accountant.get("/v1/journal?limit=200").expect(200).path("data").values().stream()
                .filter(entry ->
                        kind.isEmpty() || kind.equals(entry.path("kind").asString()))
                .flatMap(entry -> entry.path("lines").values().stream())
                .map(line -> line.path("account").asString().replaceAll(":cus_.*", "") + " "
                        + line.path("amount").asLong());
    }

    private static String id(JsonNode made) {
        return made.path("id").asString();
    }
}
