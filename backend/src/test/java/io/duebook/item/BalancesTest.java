package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Caller;
import io.duebook.platform.Database;
import io.duebook.platform.Transactions;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Worked by hand: the same books on other days, and as they were known at other moments. */
@BackendTest
class BalancesTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private Database database;

    @Autowired
    private Transactions transactions;

    private TestTenant tenant;
    private HandWrittenBooks books;
    private CustomerId customer;

    @BeforeEach
    void writeTheBooks() {
        tenant = tenants.create();
        books = new HandWrittenBooks(tenant);
        customer = books.customer("Anna Schmidt KG");
        var first = books.invoice(customer, 10_000, "EUR", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
        // Recorded four days after its date.
        var second = books.invoice(customer, 5_000, "EUR", "2026-02-01", "2026-03-03", "2026-02-05T09:00:00Z");
        var early = books.payment(customer, 6_000, "EUR", "2026-02-15", "2026-02-16T09:00:00Z");
        books.allocate(customer, early, first, 6_000, "EUR", "2026-02-15", "2026-02-16T09:00:00Z");
        // Found nine days after it arrived.
        var late = books.payment(customer, 7_000, "EUR", "2026-03-01", "2026-03-10T09:00:00Z");
        books.allocate(customer, late, first, 4_000, "EUR", "2026-03-01", "2026-03-10T09:00:00Z");
        books.allocate(customer, late, second, 2_000, "EUR", "2026-03-01", "2026-03-10T09:00:00Z");
        var mistake = books.invoice(customer, 3_000, "EUR", "2026-03-20", "2026-04-19", "2026-03-20T09:00:00Z");
        books.takeBack(customer, "void", mistake, 3_000, "EUR", "2026-03-25", "2026-03-25T09:00:00Z");
        books.allocate(customer, late, second, 1_000, "EUR", "2026-04-01", "2026-04-01T09:00:00Z");
        books.invoice(customer, 700, "JPY", "2026-02-20", "2026-02-20", "2026-02-20T09:00:00Z");
        books.payment(customer, 1_234, "KWD", "2026-02-21", "2026-02-21T09:00:00Z");
    }

    @AfterEach
    void close() {
        books.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-10, 2026-11-01, 10000, 0",
        "2026-02-01, 2026-11-01, 15000, 0",
        "2026-02-01, 2026-02-03, 10000, 0",
        "2026-02-15, 2026-02-15,15000, 0",
        "2026-02-15, 2026-11-01, 9000, 0",
        "2026-03-01, 2026-03-05, 9000, 0",
        "2026-03-01, 2026-11-01, 3000, 1000",
        "2026-03-20, 2026-11-01, 6000, 1000",
        "2026-03-25, 2026-11-01, 3000, 1000",
        "2026-03-25, 2026-03-22, 6000, 1000",
        "2026-04-01, 2026-11-01, 2000, 0",
        "2026-04-01, 2026-03-31, 3000, 1000",
        "2026-11-01, 2026-01-11, 10000, 0",
    })
    void isWhatTheBooksSaidOfThatDayAtThatMoment(String asOf, String knownAt, long open, long unapplied) {
        JsonNode answer = balance("as_of=" + asOf + "&known_at=" + knownAt + "T00:00:00Z");

        assertThat(of(answer, "EUR").toString())
                .isEqualTo("{\"currency\":\"EUR\",\"open\":%d,\"unapplied\":%d,\"balance\":%d}"
                        .formatted(open, unapplied, open - unapplied));
        assertThat(answer.path("as_of").asString()).isEqualTo(asOf);
        assertThat(answer.path("known_at").asString()).startsWith(knownAt);
        assertThat(answer.path("time_zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(answer.path("provisional").asBoolean()).isFalse();
    }

    @Test
    void moneyOfAClosedMonthCountsFromItsOwnDayByValueDate() {
        books.latePayment(customer, 400, "EUR", "2026-01-15", "2026-04-01", "2026-04-05T09:00:00Z");

        assertThat(unapplied("as_of=2026-01-31")).isZero();
        assertThat(unapplied("as_of=2026-01-31&date=value")).isEqualTo(400);
        assertThat(unapplied("as_of=2026-01-14&date=value")).isZero();
        assertThat(unapplied("as_of=2026-01-31&date=value&known_at=2026-04-05T08:00:00Z"))
                .isZero();
        assertThat(unapplied("as_of=2026-04-01")).isEqualTo(400);
        assertThat(balance("date=value").path("date").asString()).isEqualTo("value");
        assertThat(tenant.program()
                        .get("/v1/customers/" + customer.text() + "/balance?date=due")
                        .refused(400))
                .isEqualTo("invalid_parameter");
    }

    private long unapplied(String query) {
        return of(balance(query), "EUR").path("unapplied").asLong();
    }

    @Test
    void agingAddsUpToTheBalance() {
        JsonNode aging = tenant.program()
                .get("/v1/reports/aging?as_of=2026-03-01&known_at=2026-03-05T00:00:00Z")
                .expect(200);

        JsonNode euros = aging.path("currencies").path(0);
        assertThat(euros.path("buckets").toString())
                .isEqualTo("[{\"bucket\":\"not_due\",\"from_days\":null,\"to_days\":0,\"count\":1,\"amount\":5000},"
                        + "{\"bucket\":\"1_30\",\"from_days\":1,\"to_days\":30,\"count\":1,\"amount\":4000},"
                        + "{\"bucket\":\"31_60\",\"from_days\":31,\"to_days\":60,\"count\":0,\"amount\":0},"
                        + "{\"bucket\":\"61_90\",\"from_days\":61,\"to_days\":90,\"count\":0,\"amount\":0},"
                        + "{\"bucket\":\"over_90\",\"from_days\":91,\"to_days\":null,\"count\":0,\"amount\":0}]");
        assertThat(euros.path("open").asLong()).isEqualTo(9_000);
        assertThat(euros.path("unapplied").asLong()).isZero();
        assertThat(euros.path("balance").asLong()).isEqualTo(9_000);
    }

    @Test
    void aCurrencyAppearsOnceSomethingIsOpenOrUnapplied() {
        assertThat(balance("as_of=2026-01-09").path("balances")).isEmpty();
        assertThat(balance("as_of=2026-01-10").path("balances")).hasSize(1);

        JsonNode both = balance("as_of=2026-02-21").path("balances");
        assertThat(both).extracting(one -> one.path("currency").asString()).containsExactly("EUR", "JPY", "KWD");
        assertThat(both.path(1).path("open").asLong()).isEqualTo(700);
        assertThat(both.path(2).path("balance").asLong()).isEqualTo(-1_234);
    }

    @Test
    void creditIsInNoBucket() {
        JsonNode dinars = tenant.program()
                .get("/v1/reports/aging?as_of=2026-02-21")
                .expect(200)
                .path("currencies")
                .path(2);

        assertThat(dinars.path("buckets"))
                .hasSize(5)
                .allSatisfy(bucket -> assertThat(bucket.path("amount").asLong()).isZero());
        assertThat(dinars.path("unapplied").asLong()).isEqualTo(1_234);
    }

    @Test
    void isOfTodayInTheTenantsZoneUnlessAskedOtherwise() {
        assertToday(tenants.create("Pacific/Auckland", "NZD"), "Pacific/Auckland");
        // A whole day behind Auckland at every moment.
        assertToday(tenants.create("Pacific/Pago_Pago", "USD"), "Pacific/Pago_Pago");
    }

    private void assertToday(TestTenant elsewhere, String zone) {
        JsonNode aging = elsewhere.program().get("/v1/reports/aging").expect(200);

        assertThat(aging.path("as_of").asString())
                .isEqualTo(LocalDate.ofInstant(clock.instant(), ZoneId.of(zone)).toString());
        assertThat(aging.path("time_zone").asString()).isEqualTo(zone);
        assertThat(aging.path("provisional").asBoolean()).isTrue();
        assertThat(aging.path("currencies")).isEmpty();
    }

    @Test
    void nobodySeesAnotherTenantsCustomer() {
        var other = tenants.create();

        assertThat(other.program()
                        .get("/v1/customers/" + customer.text() + "/balance")
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(other.program()
                        .get("/v1/customers/" + customer.text() + "/statement")
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(other.program()
                        .get("/v1/reports/aging?as_of=2026-03-01")
                        .expect(200)
                        .path("currencies"))
                .isEmpty();
    }

    @Test
    void aContactSeesTheirOwnCustomerOnly() {
        CustomerId neighbour = books.customer("Neighbour");
        books.invoice(neighbour, 99, "EUR", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
        var contact = tenant.contact(neighbour.text());

        assertThat(of(
                                contact.get("/v1/customers/" + neighbour.text() + "/balance")
                                        .expect(200),
                                "EUR")
                        .path("open")
                        .asLong())
                .isEqualTo(99);
        assertThat(contact.get("/v1/customers/" + customer.text() + "/balance").refused(404))
                .isEqualTo("not_found");
        assertThat(contact.get("/v1/customers/" + customer.text() + "/statement")
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(contact.get("/v1/reports/aging").status()).isEqualTo(403);
    }

    @Test
    void refusesWhatCannotBeAnswered() {
        String path = "/v1/customers/" + customer.text() + "/balance";

        assertThat(tenant.program().get(path + "?known_at=2999-01-01T00:00:00Z").refused(422))
                .isEqualTo("known_at_in_future");
        assertThat(tenant.program().get(path + "?as_of=31.12.2026").refused(400))
                .isEqualTo("invalid_parameter");
    }

    @Test
    void anUndoneImportWasNeverThere() {
        CustomerId imported = books.customer("Imported");
        var invoice = books.invoice(imported, 500, "EUR", "2026-05-01", "2026-05-31", "2026-06-01T10:00:00Z");
        books.takeBack(imported, "invoice_undone", invoice, 500, "EUR", "2026-05-01", "2026-06-02T10:00:00Z");
        String path = "/v1/customers/" + imported.text();

        assertThat(tenant.program()
                        .get(path + "/balance?as_of=2026-05-15")
                        .expect(200)
                        .path("balances"))
                .isEmpty();
        assertThat(tenant.program()
                        .get(path + "/statement?kind=activity&from=2026-05-01&to=2026-05-31")
                        .expect(200)
                        .path("currencies"))
                .isEmpty();
        assertThat(of(
                                tenant.program()
                                        .get(path + "/balance?as_of=2026-05-15&known_at=2026-06-01T12:00:00Z")
                                        .expect(200),
                                "EUR")
                        .path("open")
                        .asLong())
                .isEqualTo(500);
        assertThat(tenant.program()
                        .get(
                                path
                                        + "/statement?kind=activity&from=2026-05-01&to=2026-05-31&known_at=2026-06-01T12:00:00Z")
                        .expect(200)
                        .path("currencies")
                        .path(0)
                        .path("lines"))
                .hasSize(1);
    }

    @Test
    void followsTheCommands() {
        String id = tenant.customer("By commands").path("id").asString();
        tenant.invoice(id, 10_000, "2026-01-10", "2026-02-09");
        tenant.payment(id, 12_500, "2026-02-15", "oldest_first");
        tenant.invoice(id, 4_000, "2026-03-01", "2026-03-31");

        assertThat(of(
                                tenant.program()
                                        .get("/v1/customers/" + id + "/balance?as_of=2026-02-14")
                                        .expect(200),
                                "EUR")
                        .toString())
                .contains("\"open\":10000,\"unapplied\":0,\"balance\":10000");
        assertThat(of(tenant.program().get("/v1/customers/" + id + "/balance").expect(200), "EUR")
                        .toString())
                .contains("\"open\":4000,\"unapplied\":2500,\"balance\":1500");
        assertThat(tenant.program()
                        .get("/v1/customers/" + id + "/statement?kind=activity&from=2026-01-01&to=2026-03-31")
                        .expect(200)
                        .path("currencies")
                        .path(0)
                        .path("lines"))
                .extracting(line -> line.path("kind").asString() + " "
                        + line.path("running").asLong())
                .containsExactly("invoice 10000", "payment -2500", "invoice 1500");
    }

    /** At any moment it is another day in one of them than in the other. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago"})
    void todayIsTheTenantsToday(String zone) {
        TestTenant away = tenants.create(zone, "EUR");
        String path = "/v1/customers/" + away.customer("Acme").path("id").asString() + "/balance";
        String today = away.program()
                .get("/v1/tenant")
                .expect(200)
                .path("business_date")
                .asString();

        for (int time = 0; time < 2; time++) {
            JsonNode answer = away.program().get(path).expect(200);
            assertThat(answer.path("as_of").asString()).isEqualTo(today);
            assertThat(answer.path("time_zone").asString()).isEqualTo(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as_of=-0500-01-01",
                "as_of=0000-01-01",
                "as_of=%2B12345-01-01",
                "as_of=%2B999999999-12-31",
                "known_at=-0500-01-01T00:00:00Z",
                "known_at=-999999999-01-01T00:00:00Z",
                "known_at=0000-01-01T00:00:00.000000001Z"
            })
    void ofDaysThatNobodyMeansIsAnsweredOrRefusedAndIsNoFault(String query) {
        assertThat(tenant.program()
                        .get("/v1/customers/" + customer.text() + "/balance?" + query)
                        .status())
                .isIn(200, 400, 422);
    }

    /** What was settled long ago must cost nothing, however much of it there is. */
    @Test
    void todaysBalanceDoesNotReadTheHistory() {
        for (int at = 0; at < 200; at++) {
            books.takeBack(
                    customer,
                    "void",
                    books.invoice(customer, 100, "EUR", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z"),
                    100,
                    "EUR",
                    "2026-01-10",
                    "2026-01-10T09:00:00Z");
        }

        assertThat(movementsRead(BalanceQuestion.KNOWN_THEN)).hasSize(2).allSatisfy(BalancesTest::isAStretchOfAnIndex);
        assertThat(movementsRead(BalanceQuestion.AS_KNOWN)).hasSize(1).allSatisfy(BalancesTest::isAStretchOfAnIndex);
    }

    private static void isAStretchOfAnIndex(String node) {
        assertThat(node)
                .containsPattern("Index Cond: .*\\((accounting_on|recorded_at) > ")
                .doesNotContain("Removed");
    }

    private List<String> movementsRead(String question) {
        var asked = database.sql("explain (analyze, timing off) " + question)
                .bind("customer", customer.value())
                .bind("as_of", LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Berlin")))
                .bind("known_at", clock.instant());
        String plan = transactions
                .readByKey((question.contains(":by_accounting") ? asked.bind("by_accounting", true) : asked)
                        .all(row -> String.valueOf(row.get(0, String.class)))
                        .collect(Collectors.joining("\n")))
                .contextWrite(Caller.program(tenant.id(), "test")::into)
                .blockOptional()
                .orElseThrow();
        return Stream.of(plan.split("->"))
                .filter(node -> node.contains(" on movement"))
                .toList();
    }

    private JsonNode balance(String query) {
        return tenant.program()
                .get("/v1/customers/" + customer.text() + "/balance?" + query)
                .expect(200);
    }

    private static JsonNode of(JsonNode answer, String currency) {
        return answer.path("balances")
                .valueStream()
                .filter(one -> one.path("currency").asString().equals(currency))
                .findFirst()
                .orElseThrow();
    }
}
