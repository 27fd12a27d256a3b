package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Money that names a claim which is off the books, and its undoing. */
@BackendTest
class RecoveryTest {

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
    void moneyThatNamesItRecoversItWithTheTaxAndTheRestIsCredit() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of("written_off_on", "2026-02-10"));

        JsonNode payment = pay(15_000, "EUR", "2026-03-01", invoice, 15_000);

        assertThat(payment.path("unapplied").asLong()).isEqualTo(3_100);
        assertThat(payment.at("/allocations/0/amount").asLong()).isEqualTo(11_900);
        journal("recovery")
                .containsExactlyInAnyOrder(
                        "receivable 10000",
                        "recovered -10000",
                        "receivable 1900",
                        "tax:19 -1900",
                        "memorandum 11900",
                        "written_off -11900");
        JsonNode seen = read(invoice);
        assertThat(seen.path("state").asString()).isEqualTo("paid");
        assertThat(seen.at("/closed_by/0").asString()).isEqualTo("paid");
        assertThat(settled(seen)).isEqualTo(Map.of("recovered", 11_900L));
        assertThat(eventsOf(invoice))
                .containsExactly("invoice.created", "invoice.issued", "invoice.written_off", "invoice.recovered");
    }

    @Test
    void moneyThatNamesNothingRecoversNothing() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of());

        JsonNode payment = tenant.payment(customer, 5_000, "2026-03-01", "oldest_first");

        assertThat(payment.path("unapplied").asLong()).isEqualTo(5_000);
        assertThat(read(invoice).path("state").asString()).isEqualTo("written_off");
    }

    @Test
    void whatIsOpenIsSettledFirst() {
        String invoice = invoice("EUR", 10_000, "0");
        writeOff(invoice, Map.of("amount", 4_000, "written_off_on", "2026-02-10"));

        JsonNode payment = pay(7_000, "EUR", "2026-03-01", invoice, 7_000);

        assertThat(payment.path("unapplied").asLong()).isZero();
        journal("recovery")
                .containsExactlyInAnyOrder(
                        "receivable 1000", "recovered -1000", "memorandum 1000", "written_off -1000");
        assertThat(settled(read(invoice)))
                .isEqualTo(Map.of("paid", 6_000L, "recovered", 1_000L, "written_off", 3_000L));
        assertThat(read(invoice).path("closed_by").values().stream().map(JsonNode::asString))
                .containsExactly("paid", "written_off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "EUR", "KWD"})
    void theTaxIsSharedOutOverTheRecoveriesAndTheLastTakesTheRest(String currency) {
        String invoice = invoice(currency, 1_000, "19");
        writeOff(invoice, Map.of());

        // 190 of relief in 1190: 333 × 190 ÷ 1190 = 53.2 each time, and 191 brings the 31 that are left.
        for (int part : List.of(333, 333, 333, 333)) {
            pay(part, currency, "2026-03-01", invoice, part);
        }

        journal("recovery")
                .filteredOn(line -> line.startsWith("tax"))
                .containsExactlyInAnyOrder("tax:19 -53", "tax:19 -53", "tax:19 -53", "tax:19 -31");
        assertThat(read(invoice).path("state").asString()).isEqualTo("paid");
        assertThat(accountant
                        .get("/v1/customers/" + customer + "/balance")
                        .expect(200)
                        .at("/balances/0/unapplied")
                        .asLong())
                .isEqualTo(4 * 333 - 1_190);
    }

    @Test
    void creditThatIsThereRecoversItByHandAndNeverMoreThanIsClaimed() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of("amount", 5_000));
        String payment = tenant.payment(customer, 20_000, "2026-03-01", "none")
                .path("id")
                .asString();

        var tooMuch = allocate(payment, invoice, 11_901);
        assertThat(tooMuch.refused(409)).isEqualTo("item_settled");
        assertThat(tooMuch.json().at("/params/open").asLong()).isEqualTo(11_900);
        assertThat(allocate(payment, invoice, 11_900).status()).isEqualTo(201);

        assertThat(settled(read(invoice))).isEqualTo(Map.of("paid", 6_900L, "recovered", 5_000L));
        assertThat(allocate(payment, invoice, 1).refused(409)).isEqualTo("item_settled");
    }

    @Test
    void takenBackItIsOffTheBooksAgainAndCanBeRecoveredAnew() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of("written_off_on", "2026-02-10"));
        JsonNode payment = pay(5_000, "EUR", "2026-03-01", invoice, 5_000);
        String allocation = payment.at("/allocations/0/id").asString();

        reverse(allocation, "2026-03-05").expect(200);

        journal("recovery_undone")
                .containsExactlyInAnyOrder(
                        "recovered 4202",
                        "receivable -4202",
                        "tax:19 798",
                        "receivable -798",
                        "written_off 5000",
                        "memorandum -5000");
        assertThat(settled(read(invoice))).isEqualTo(Map.of("written_off", 11_900L));
        assertThat(read(invoice).path("state").asString()).isEqualTo("written_off");
        assertThat(reverse(allocation, "2026-03-05").refused(409)).isEqualTo("already_reversed");
        pay(11_900, "EUR", "2026-04-01", invoice, 11_900);
        assertThat(settled(read(invoice))).isEqualTo(Map.of("recovered", 11_900L));
        assertThat(eventsOf(invoice))
                .containsExactly(
                        "invoice.created",
                        "invoice.issued",
                        "invoice.written_off",
                        "invoice.recovered",
                        "invoice.recovery_undone",
                        "invoice.recovered");
        assertThat(lines("2026-03-01", "2026-04-30"))
                .containsExactlyInAnyOrder(
                        "payment -5000", "recovery 5000", "recovery -5000", "payment -11900", "recovery 11900");
    }

    @Test
    void moneyThatTheBankTookBackLeavesItOffTheBooksUntilItIsGivenAgain() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of("amount", 5_000, "written_off_on", "2026-02-10"));
        String payment =
                pay(11_900, "EUR", "2026-03-01", invoice, 11_900).path("id").asString();

        accountant
                .post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", "2026-03-08", "reason", "no funds"))
                .expect(200);

        assertThat(settled(read(invoice))).isEqualTo(Map.of("written_off", 5_000L));
        assertThat(read(invoice).path("open").asLong()).isEqualTo(6_900);
        assertThat(balanceOf("recovered")).isZero();
        Books.mustBalance(tenant.id());

        accountant
                .post(
                        "/v1/payments/" + payment + "/reinstate",
                        Map.of("reinstated_on", "2026-03-20", "reason", "it came after all"))
                .expect(200);
        assertThat(settled(read(invoice))).isEqualTo(Map.of("paid", 6_900L, "recovered", 5_000L));
        assertThat(balanceOf("recovered")).isEqualTo(-4_202);
    }

    @Test
    void daysThatWereStayWhatTheyWere() throws InterruptedException {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of("written_off_on", "2026-02-10"));
        var days = List.of("2026-02-09", "2026-02-10", "2026-03-01", "2026-06-30");
        List<JsonNode> before = days.stream().map(day -> balance(day, null)).toList();
        Thread.sleep(5);
        Instant then = Instant.now();
        Thread.sleep(5);

        JsonNode payment = pay(5_000, "EUR", "2026-03-01", invoice, 5_000);
        assertThat(days.stream().map(day -> balance(day, then))).isEqualTo(before);
        reverse(payment.at("/allocations/0/id").asString(), "2026-05-05").expect(200);

        assertThat(days.stream().map(day -> balance(day, then))).isEqualTo(before);
        assertThat(days.subList(0, 2).stream().map(day -> balance(day, null))).isEqualTo(before.subList(0, 2));
        // On the day of the recovery it was owed and settled; only its undoing leaves the money free.
        assertThat(balance("2026-03-01", null).toString()).isEqualTo("[]");
        assertThat(balance("2026-06-30", null).at("/0/unapplied").asLong()).isEqualTo(5_000);
    }

    @Test
    void moneyFoundLateRecoversOnTheDayOfTheWriteOff() {
        String invoice = invoice("EUR", 10_000, "0");
        writeOff(invoice, Map.of("written_off_on", "2026-02-10"));

        JsonNode payment = pay(10_000, "EUR", "2026-01-20", invoice, 10_000);

        assertThat(payment.at("/allocations/0/allocated_on").asString()).isEqualTo("2026-02-10");
        assertThat(balance("2026-02-09", null).at("/0/open").asLong()).isEqualTo(10_000);
        assertThat(balance("2026-02-09", null).at("/0/unapplied").asLong()).isEqualTo(10_000);
    }

    @Test
    void fiftyWhoPayItAtOnceRecoverItOnce() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of());

        List<JsonNode> payments = AtOnce.all(IntStream.range(0, 50)
                .<Callable<JsonNode>>mapToObj(at -> () -> pay(1_190, "EUR", "2026-03-01", invoice, 1_190))
                .toList());

        assertThat(payments.stream()
                        .mapToLong(payment -> payment.path("unapplied").asLong())
                        .sum())
                .isEqualTo(40 * 1_190);
        assertThat(settled(read(invoice))).isEqualTo(Map.of("recovered", 11_900L));
        assertThat(balanceOf("tax:19")).isEqualTo(-1_900);
    }

    @Test
    void writtenOffAndPaidAtTheSameTimeItEndsOnce() {
        for (int round = 0; round < 8; round++) {
            String invoice = invoice("EUR", 10_000, "19");

            List<Integer> answers =
                    AtOnce.all(List.of(() -> end(invoice, "write_off", Map.of()).status(), () -> payAnswer(
                                    11_900, "EUR", "2026-03-01", invoice, 11_900)
                            .status()));

            // Paid first, there is nothing to write off; written off first, the money recovers it.
            assertThat(answers.getFirst()).isIn(200, 409);
            assertThat(answers.getLast()).isEqualTo(201);
            assertThat(settled(read(invoice)))
                    .isEqualTo(Map.of(answers.getFirst() == 200 ? "recovered" : "paid", 11_900L));
        }
    }

    @Test
    void waivedAndRecoveredAtTheSameTimeItEndsOnce() {
        for (int round = 0; round < 8; round++) {
            String invoice = invoice("EUR", 10_000, "19");
            writeOff(invoice, Map.of());

            List<Integer> answers =
                    AtOnce.all(List.of(() -> end(invoice, "waive", Map.of()).status(), () -> payAnswer(
                                    11_900, "EUR", "2026-03-01", invoice, 11_900)
                            .status()));

            assertThat(answers.getLast()).isEqualTo(201);
            assertThat(settled(read(invoice)))
                    .isEqualTo(Map.of(answers.getFirst() == 200 ? "waived" : "recovered", 11_900L));
        }
    }

    @Test
    void anotherTenantAndAnotherCustomerRecoverNothing() {
        String invoice = invoice("EUR", 10_000, "0");
        writeOff(invoice, Map.of());
        TestTenant other = tenants.create();
        String stranger = other.customer("Stranger").path("id").asString();
        String neighbour = tenant.customer("Neighbour").path("id").asString();

        assertThat(other.program()
                        .post("/v1/payments", payment(stranger, 100, "EUR", "2026-03-01", invoice, 100))
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(accountant
                        .post("/v1/payments", payment(neighbour, 100, "EUR", "2026-03-01", invoice, 100))
                        .refused(422))
                .isEqualTo("customer_outside_group");
    }

    @Test
    void theUndoOfItsImportTakesEverythingBack() {
        JsonNode checked = ImportFile.upload(
                        accountant, ImportFile.HEADER + "acme-2,Acme 2,OLD-1,2026-01-01,2026-01-31,100.00,,,,\n")
                .expect(201);
        String id = checked.path("id").asString();
        accountant.post("/v1/imports/" + id + "/commit", "").expect(200);
        JsonNode imported = accountant.get("/v1/invoices?q=OLD-1").expect(200).at("/data/0");
        String invoice = imported.path("id").asString();
        String owner = imported.at("/customer/id").asString();
        writeOff(invoice, Map.of());
        String payment = accountant
                .post("/v1/payments", payment(owner, 4_000, "EUR", "2026-03-01", invoice, 4_000))
                .expect(201)
                .path("id")
                .asString();

        accountant.post("/v1/imports/" + id + "/undo", "").expect(200);

        assertThat(accountant
                        .get("/v1/payments/" + payment)
                        .expect(200)
                        .path("unapplied")
                        .asLong())
                .isEqualTo(4_000);
        for (String account : List.of("receivable", "written_off", "memorandum", "recovered", "bad_debt")) {
            assertThat(balanceOf(account)).as(account).isZero();
        }
    }

    private String invoice(String currency, long net, String rate) {
        return accountant
                .post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                currency,
                                "issue_date",
                                "2026-01-01",
                                "terms",
                                "net_30",
                                "lines",
                                List.of(Map.of(
                                        "description", "Work", "quantity", "1", "unit_amount", net, "tax_rate", rate)),
                                "issue",
                                true))
                .expect(201)
                .path("id")
                .asString();
    }

    private void writeOff(String invoice, Map<String, Object> request) {
        end(invoice, "write_off", request).expect(200);
    }

    private Api.Answer end(String invoice, String way, Map<String, Object> request) {
        var all = new HashMap<String, Object>(Map.of("reason", "insolvency opened"));
        all.putAll(request);
        return accountant.with("If-Match", "\"1\"").post("/v1/invoices/" + invoice + "/" + way, all);
    }

    private JsonNode pay(long amount, String currency, String on, String invoice, long part) {
        return payAnswer(amount, currency, on, invoice, part).expect(201);
    }

    private Api.Answer payAnswer(long amount, String currency, String on, String invoice, long part) {
        return accountant.post("/v1/payments", payment(customer, amount, currency, on, invoice, part));
    }

    private static Map<String, Object> payment(
            String customer, long amount, String currency, String on, String invoice, long part) {
        return Body.payment(customer, amount, currency)
                .with("received_on", on)
                .with("allocate", List.of(Map.of("invoice", invoice, "amount", part)));
    }

    private Api.Answer allocate(String payment, String invoice, long amount) {
        return accountant.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", amount));
    }

    private Api.Answer reverse(String allocation, String on) {
        return accountant.post(
                "/v1/allocations/" + allocation + "/reverse", Map.of("reversed_on", on, "reason", "it was another's"));
    }

    private JsonNode read(String invoice) {
        return accountant.get("/v1/invoices/" + invoice).expect(200);
    }

    private JsonNode balance(String day, @org.jspecify.annotations.Nullable Instant knownAt) {
        return accountant
                .get("/v1/customers/" + customer + "/balance?as_of=" + day
                        + (knownAt == null ? "" : "&known_at=" + knownAt))
                .expect(200)
                .path("balances");
    }

    private List<String> lines(String from, String to) {
        return accountant
                .get("/v1/customers/" + customer + "/statement?kind=activity&from=" + from + "&to=" + to)
                .expect(200)
                .at("/currencies/0/lines")
                .values()
                .stream()
                .map(line ->
                        line.path("kind").asString() + " " + line.path("amount").asLong())
                .toList();
    }

    /** The earliest first. */
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

    /** The lines of all entries of a kind, without whose account it is. */
    private org.assertj.core.api.ListAssert<String> journal(String kind) {
        return assertThat(lines(Set.of(kind)).toList());
    }

    private long balanceOf(String account) {
        return lines(Set.of())
                .filter(line -> line.startsWith(account + " "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private Stream<String> lines(Set<String> kinds) {
        return accountant.get("/v1/journal?limit=200").expect(200).path("data").values().stream()
                .filter(entry ->
                        kinds.isEmpty() || kinds.contains(entry.path("kind").asString()))
                .flatMap(entry -> entry.path("lines").values().stream())
                .map(line -> line.path("account").asString().replaceAll(":cus_.*", "") + " "
                        + line.path("amount").asLong());
    }
}
