package io.duebook.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.audit.Audited;
import io.duebook.importing.ImportFile;
import io.duebook.platform.Caller;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Transactions;
import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class PeriodTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private Database database;

    @Autowired
    private Transactions transactions;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void theBooksBalanceAndWhatWasClosedIsWhatIsBooked() {
        Books.mustBalance(tenant.id());
        for (JsonNode period : erp.get("/v1/periods?limit=200").expect(200).path("data")) {
            if (!period.path("state").asString().equals("open")) {
                assertThat(balanceOf(period.path("period").asString()))
                        .as(period.toString())
                        .isEqualTo(sumOfJournal(period.path("period").asString()));
            }
        }
    }

    @Test
    void closingKeepsTheTrialBalanceWithItsHash() throws Exception {
        tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09");
        tenant.payment(customer, 12_000, "2026-02-20", "oldest_first");

        JsonNode january = close("2026-01").expect(200);
        assertThat(january.path("state").asString()).isEqualTo("closed");
        assertThat(january.path("version").asInt()).isEqualTo(1);
        assertThat(january.path("trial_balance").toString())
                .isEqualTo("[{\"currency\":\"EUR\",\"account\":\"receivable:%s\",\"amount\":10000},".formatted(customer)
                        + "{\"currency\":\"EUR\",\"account\":\"revenue\",\"amount\":-10000}]");
        String text = "EUR,receivable:" + customer + ",10000\nEUR,revenue,-10000\n";
        assertThat(january.path("hash").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))));

        JsonNode march = close("2026-03").expect(200);
        assertThat(balanceOf("2026-02")).isEqualTo(sumOfJournal("2026-02")).isEqualTo(balanceOf("2026-03"));
        assertThat(march.path("hash")).isEqualTo(read("2026-02").path("hash"));
        assertThat(read("2026-01")).isEqualTo(january);
    }

    @Test
    void closingAgainChangesNothing() {
        tenant.invoice(customer, 100, "2026-01-10", "2026-02-09");
        JsonNode once = close("2026-02").expect(200);

        assertThat(close("2026-02").expect(200)).isEqualTo(once);
        assertThat(close("2026-01").expect(200).path("version").asInt()).isEqualTo(1);
        assertThat(erp.get("/v1/events?limit=200").expect(200).path("data").valueStream())
                .filteredOn(event -> event.path("type").asString().equals("period.closed"))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatBelongsIntoAClosedMonthIsBookedOnTheFirstOpenDayAndCountsFromItsOwn() {
        String invoice = tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09")
                .path("id")
                .asString();
        JsonNode closed = close("2026-01").expect(200);

        tenant.payment(customer, 4_000, "2026-01-20", "oldest_first");
        tenant.invoice(customer, 700, "2026-01-25", "2026-02-24");
        erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-28",
                                "lines",
                                List.of(Map.of(
                                        "invoice", invoice,
                                        "description", "Less",
                                        "quantity", "1",
                                        "unit_amount", 500,
                                        "tax_rate", "0"))))
                .expect(201);
        erp.post(
                        "/v1/fees",
                        Map.of(
                                "customer",
                                customer,
                                "kind",
                                "late_fee",
                                "amount",
                                40,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-31"))
                .expect(201);

        assertThat(entries("from=2026-01-11&to=2026-01-31")).isEmpty();
        assertThat(entries("from=2026-02-01&to=2026-02-01"))
                .contains("payment 2026-01-20", "allocation 2026-01-20", "invoice 2026-01-25", "credit_note 2026-01-28")
                .anyMatch(entry -> entry.endsWith("2026-01-31"));
        assertThat(balance("as_of=2026-01-31")).isEqualTo("10000 0");
        assertThat(balance("as_of=2026-01-31&date=value")).isEqualTo("6240 0");
        assertThat(balance("as_of=2026-02-01")).isEqualTo("6240 0");
        assertThat(read("2026-01")).isEqualTo(closed);
    }

    @Test
    void anUndoingDatedIntoAClosedMonthIsBookedOnTheFirstOpenDay() {
        tenant.invoice(customer, 1_000, "2026-01-10", "2026-02-09");
        String payment = tenant.payment(customer, 1_200, "2026-01-20", "oldest_first")
                .path("id")
                .asString();
        String other =
                tenant.payment(customer, 50, "2026-01-21", "none").path("id").asString();
        close("2026-01").expect(200);

        erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", "2026-01-30", "reason", "No funds"))
                .expect(200);
        erp.post(
                        "/v1/refunds",
                        Map.of("payment", other, "amount", 50, "refunded_on", "2026-01-31", "reason", "Not ours"))
                .expect(201);

        assertThat(balance("as_of=2026-01-31")).isEqualTo("0 250");
        assertThat(balance("as_of=2026-01-31&date=value")).isEqualTo("1000 0");
        assertThat(balance("as_of=2026-02-01")).isEqualTo("1000 0");
    }

    @Test
    void anAllocationDatedIntoAClosedMonthSaysTheDayOnWhichItIsBooked() {
        String invoice = tenant.invoice(customer, 1_000, "2026-01-10", "2026-02-09")
                .path("id")
                .asString();
        String payment =
                tenant.payment(customer, 600, "2026-01-20", "none").path("id").asString();
        close("2026-02").expect(200);

        JsonNode made = erp.post(
                        "/v1/allocations",
                        Map.of("payment", payment, "invoice", invoice, "amount", 600, "allocated_on", "2026-01-25"))
                .expect(201);

        assertThat(made.path("allocated_on").asString()).isEqualTo("2026-03-01");
        assertThat(erp.get("/v1/allocations/" + made.path("id").asString())
                        .expect(200)
                        .path("allocated_on")
                        .asString())
                .isEqualTo("2026-03-01");
        assertThat(balance("as_of=2026-02-28")).isEqualTo("1000 600");
        assertThat(balance("as_of=2026-01-31&date=value")).isEqualTo("400 0");
    }

    @Test
    void writingOffAndWaivingAreBookedOnTheFirstOpenDay() {
        String invoice = tenant.invoice(customer, 1_000, "2026-01-10", "2026-02-09")
                .path("id")
                .asString();
        close("2026-02").expect(200);

        var versioned = erp.with("If-Match", erp.get("/v1/invoices/" + invoice).header("ETag"));
        versioned
                .post(
                        "/v1/invoices/" + invoice + "/write_off",
                        Map.of("amount", 300, "written_off_on", "2026-02-10", "reason", "Lost"))
                .expect(200);
        erp.with("If-Match", erp.get("/v1/invoices/" + invoice).header("ETag"))
                .post(
                        "/v1/invoices/" + invoice + "/waive",
                        Map.of("amount", 100, "waived_on", "2026-02-11", "reason", "Goodwill"))
                .expect(200);

        assertThat(balance("as_of=2026-02-28")).isEqualTo("1000 0");
        assertThat(balance("as_of=2026-03-01")).isEqualTo("600 0");
        assertThat(balance("as_of=2026-02-28&date=value")).isEqualTo("600 0");
    }

    @Test
    void theUndoOfAnImportTakesBackOnTheFirstOpenDayWhatLiesInAClosedMonth() {
        String row = "C1,Imported,INV-1,2026-01-10,2026-02-09,100.00,no,2026-03-05,60.00,north\n";
        String imported = ImportFile.upload(erp, ImportFile.HEADER + row)
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + imported + "/commit", "").expect(200);
        customer = erp.get("/v1/customers?external_id=C1")
                .expect(200)
                .at("/data/0/id")
                .asString();
        close("2026-01").expect(200);

        erp.post("/v1/imports/" + imported + "/undo", "").expect(200);

        assertThat(balance("as_of=2026-01-31")).isEqualTo("10000 0");
        assertThat(balance("as_of=2026-02-01")).isEqualTo("0 0");
        assertThat(balance("as_of=2026-03-05")).isEqualTo("0 0");
        assertThat(balance("as_of=2026-01-31&date=value")).isEqualTo("0 0");
    }

    @Test
    void openedAndClosedAgainItIsAnotherVersionAndTheFirstIsKept() {
        tenant.invoice(customer, 100, "2026-01-10", "2026-02-09");
        String first = close("2026-02").expect(200).path("hash").asString();

        assertThat(erp.post("/v1/periods/2026-01/reopen", Map.of()).refused(422))
                .isEqualTo("reason_required");
        JsonNode open = erp.post("/v1/periods/2026-01/reopen", Map.of("reason", "Forgotten"))
                .expect(200);
        assertThat(open.path("state").asString()).isEqualTo("open");
        assertThat(open.path("hash").isNull()).isTrue();
        assertThat(read("2026-02").path("state").asString()).isEqualTo("open");
        tenant.invoice(customer, 7, "2026-01-11", "2026-02-09");
        assertThat(entries("from=2026-01-11&to=2026-01-11")).containsExactly("invoice 2026-01-11");

        JsonNode again = close("2026-02").expect(200);
        assertThat(again.path("version").asInt()).isEqualTo(2);
        assertThat(again.path("hash").asString()).isNotEqualTo(first);
        assertThat(versions("2026-02"))
                .containsExactly(first, again.path("hash").asString());
    }

    @Test
    void whatIsLockedNobodyOpens() {
        tenant.invoice(customer, 100, "2026-01-10", "2026-02-09");
        assertThat(erp.post("/v1/periods/2026-01/lock", "").refused(409)).isEqualTo("period_not_closed");
        close("2026-03").expect(200);

        for (int time = 0; time < 2; time++) {
            assertThat(erp.post("/v1/periods/2026-02/lock", "")
                            .expect(200)
                            .path("state")
                            .asString())
                    .isEqualTo("locked");
        }

        assertThat(erp.post("/v1/periods/2026-01/reopen", Map.of("reason", "Please"))
                        .refused(409))
                .isEqualTo("period_locked");
        assertThat(erp.post("/v1/periods/2026-03/reopen", Map.of("reason", "Please"))
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("open");
        assertThat(read("2026-01").path("state").asString()).isEqualTo("locked");
    }

    @Test
    void aMonthIsClosedOnceItIsOver() {
        LocalDate today = LocalDate.parse(
                erp.get("/v1/tenant").expect(200).path("business_date").asString());

        assertThat(close(YearMonth.from(today).toString()).refused(422)).isEqualTo("period_not_over");
        assertThat(close(YearMonth.from(today).plusMonths(1).toString()).refused(422))
                .isEqualTo("period_not_over");
        close(YearMonth.from(today).minusMonths(1).toString()).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13", "2026-1", "0000-01", "last", "2026-01-01", "+12026-01"})
    void aPeriodIsAMonth(String period) {
        assertThat(erp.get("/v1/periods/" + period).refused(400)).isEqualTo("invalid_parameter");
    }

    @Test
    void theListGoesBackToTheFirstEntry() {
        tenant.invoice(customer, 100, "2025-11-10", "2026-02-09");
        close("2026-01").expect(200);
        erp.post("/v1/periods/2025-12/lock", "").expect(200);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = erp.get("/v1/periods?limit=4" + cursor).expect(200);
            page.path("data")
                    .forEach(period -> seen.add(period.path("period").asString() + " "
                            + period.path("state").asString()));
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(seen).contains("2026-02 open").endsWith("2026-01 closed", "2025-12 locked", "2025-11 locked");
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void nothingSlipsIntoAMonthWhileItIsBeingClosed() {
        tenant.invoice(customer, 1_000, "2026-01-10", "2026-02-09");
        List<Callable<Integer>> atOnce = new ArrayList<>();
        for (int at = 0; at < 24; at++) {
            int day = at + 1;
            String payer = tenant.customer("Payer " + at).path("id").asString();
            atOnce.add(() -> erp.post(
                            "/v1/payments",
                            Body.payment(payer, 100 + day)
                                    .with("received_on", "2026-%02d-%02d".formatted(1 + day % 3, day)))
                    .status());
        }
        for (String month : List.of("2026-01", "2026-02", "2026-01", "2026-03")) {
            atOnce.add(() -> close(month).status());
        }

        List<Integer> statuses = AtOnce.all(atOnce);

        // Whoever would be alone may be told to come again; no money is ever refused.
        assertThat(statuses.subList(0, 24)).containsOnly(201);
        assertThat(statuses.subList(24, 28)).isSubsetOf(200, 409);
        close("2026-03").expect(200);
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(month -> "2026-0" + month)
                        .allMatch(month -> balanceOf(month).equals(sumOfJournal(month))))
                .isTrue();
    }

    @Test
    void theDatabaseItselfTakesNothingIntoAClosedMonth() throws SQLException {
        close("2026-01").expect(200);

        for (String table : List.of("journal_entry", "movement")) {
            assertThatThrownBy(() -> insert(table, "2026-01-31"))
                    .rootCause()
                    .hasMessageContaining("row-level security policy \"" + table + "_in_open_period\"");
        }
        insert("journal_entry", "2026-02-01");
        assertThat(entries("from=2026-02-01&to=2026-02-01")).isEmpty();
        assertThat(Audited.findings(TestBackend.DATABASE.superuser(), tenant.id()))
                .singleElement()
                .asString()
                .startsWith("entry.has_transfers");
        takeOut("2026-02-01");
    }

    /** An entry without transfers is none of the books. */
    private void takeOut(String day) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from journal_entry where tenant_id = '%s' and accounting_on = '%s'"
                    .formatted(tenant.id().value(), day));
        }
    }

    @Test
    void aTenantClosesItsOwnBooksOnly() {
        TestTenant other = tenants.create();
        tenant.invoice(customer, 100, "2026-01-10", "2026-02-09");

        other.program().post("/v1/periods/2026-06/close", "").expect(200);

        assertThat(read("2026-01").path("state").asString()).isEqualTo("open");
        assertThat(other.program().get("/v1/periods/2026-01").expect(200).path("trial_balance"))
                .isEmpty();
        assertThat(tenant.contact(customer).get("/v1/periods/2026-01").status()).isEqualTo(403);
        assertThat(tenant.withScopes("periods:read")
                        .post("/v1/periods/2026-01/close", "")
                        .status())
                .isEqualTo(403);
    }

    private void insert(String table, String day) {
        String sql = table.equals("journal_entry") ? """
                        insert into journal_entry (tenant_id, id, kind, source_kind, source_id, value_on, accounting_on,
                                                   recorded_at)
                        values (:tenant, :id, 'test', 'test', :id, :day, :day, :now)
                        """ : """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, currency, item_delta,
                                              credit_delta, value_on, accounting_on, recorded_at)
                        values (:tenant, :id, :id, 'test', :id, 'EUR', 1, 0, :day, :day, :now)
                        """;
        transactions
                .write(database.sql(sql)
                        .bind("id", Ids.next())
                        .bind("day", LocalDate.parse(day))
                        .update())
                .contextWrite(Caller.program(tenant.id(), "test")::into)
                .block();
    }

    private Api.Answer close(String period) {
        return erp.post("/v1/periods/" + period + "/close", "");
    }

    private JsonNode read(String period) {
        return erp.get("/v1/periods/" + period).expect(200);
    }

    private List<String> versions(String period) {
        return transactions
                .read(database.sql("""
                                select encode(hash, 'hex') as hash
                                  from period_closing
                                 where tenant_id = :tenant
                                   and period = :period
                                 order by version
                                """)
                        .bind("period", LocalDate.parse(period + "-01"))
                        .all(row -> String.valueOf(row.get("hash", String.class)))
                        .collectList())
                .contextWrite(Caller.program(tenant.id(), "test")::into)
                .blockOptional()
                .orElseThrow();
    }

    private Map<String, Long> balanceOf(String period) {
        return read(period)
                .path("trial_balance")
                .valueStream()
                .collect(Collectors.toMap(
                        line -> line.path("currency").asString() + " "
                                + line.path("account").asString(),
                        line -> line.path("amount").asLong(),
                        Long::sum,
                        TreeMap::new));
    }

    private Map<String, Long> sumOfJournal(String period) {
        var sums = new TreeMap<String, Long>();
        String cursor = "";
        do {
            JsonNode page = erp.get("/v1/journal?limit=200&to="
                            + YearMonth.parse(period).atEndOfMonth() + cursor)
                    .expect(200);
            page.path("data")
                    .valueStream()
                    .flatMap(entry -> entry.path("lines").valueStream())
                    .forEach(line -> sums.merge(
                            line.path("currency").asString() + " "
                                    + line.path("account").asString(),
                            line.path("amount").asLong(),
                            Long::sum));
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        sums.values().removeIf(amount -> amount == 0);
        return sums;
    }

    /** Each with its value date. */
    private List<String> entries(String query) {
        return erp.get("/v1/journal?limit=200&" + query)
                .expect(200)
                .path("data")
                .valueStream()
                .map(entry -> entry.path("kind").asString() + " "
                        + entry.path("value_on").asString())
                .toList();
    }

    private String balance(String query) {
        JsonNode found = erp.get("/v1/customers/" + customer + "/balance?" + query)
                .expect(200)
                .at("/balances/0");
        return found.path("open").asLong() + " " + found.path("unapplied").asLong();
    }
}
