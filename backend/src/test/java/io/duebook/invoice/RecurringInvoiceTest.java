package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Caller;
import io.duebook.platform.JobHandler;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

@BackendTest
class RecurringInvoiceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final TestTenant tenant;
    private final Api erp;
    private final String customer;
    private final RecurringInvoiceJob job;
    private final BusinessClock clock;

    RecurringInvoiceTest(
            @Autowired TestTenants tenants, @Autowired RecurringInvoiceJob job, @Autowired BusinessClock clock) {
        this.tenant = tenants.create();
        this.erp = tenant.program();
        this.customer = tenant.customer("Mieter GmbH").path("id").asString();
        this.job = job;
        this.clock = clock;
    }

    @AfterEach
    void timeIsRealAgain() {
        ahead(Duration.ZERO);
    }

    /** Where the keeper of the clock looks, and at once. */
    private void ahead(Duration ofRealTime) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var update = connection.prepareStatement("update directory.business_clock set ahead_micros = ?")) {
            update.setLong(1, ofRealTime.toNanos() / 1_000);
            update.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        clock.runAhead(ofRealTime);
    }

    @Test
    void bringsWhatIsDueAndWaitsForTheRest() {
        LocalDate first = today().minusMonths(2);
        JsonNode plan = plan(first, Map.of("times", 4));
        assertThat(plan.path("amount").asLong()).isEqualTo(119_00);

        JsonNode after = awaitMade(plan, 3);
        assertThat(after.path("state").asString()).isEqualTo("active");
        assertThat(after.path("next_on").asString())
                .isEqualTo(first.plusMonths(3).toString());
        assertThat(after.path("latest").valueStream().map(made -> made.path("on")
                        .asString()))
                .containsExactly(first.plusMonths(2) + "", first.plusMonths(1) + "", first + "");
        JsonNode oldest =
                erp.get("/v1/invoices/" + after.at("/latest/2/id").asString()).expect(200);
        assertThat(oldest.path("issue_date").asString()).isEqualTo(first.toString());
        assertThat(oldest.path("due_date").asString())
                .isEqualTo(first.plusDays(14).toString());
        assertThat(oldest.at("/lines/0/description").asString())
                .isEqualTo("Rent " + first.toString().substring(0, 7));
        assertThat(oldest.path("reference").asString())
                .isEqualTo("No. 1, " + first + " to " + first.plusMonths(1).minusDays(1));
        assertThat(oldest.path("state").asString()).isEqualTo("open");

        ahead(Duration.ofDays(32));
        run(plan);
        JsonNode ended = read(plan);
        assertThat(ended.path("state").asString()).isEqualTo("ended");
        assertThat(ended.path("made").asInt()).isEqualTo(4);
        assertThat(ended.path("next_on").isNull()).isTrue();
        run(plan);
        assertThat(read(plan).path("made").asInt()).as("it has ended").isEqualTo(4);
        Books.mustBalance(tenant.id());
    }

    /** Eight runs at the same time, as of servers that lost their leases. */
    @Test
    void bringsOneInvoiceADayHoweverOftenItIsRun() {
        JsonNode plan = plan(today().plusDays(1), Map.of());
        ahead(Duration.ofDays(70));
        Flux.range(0, 8)
                .flatMap(at -> once(plan).subscribeOn(Schedulers.boundedElastic()))
                .blockLast();
        JsonNode after = read(plan);
        assertThat(after.path("made").asInt()).isEqualTo(3);
        assertThat(erp.get("/v1/invoices?customer=" + customer).expect(200).path("data"))
                .hasSize(3);
    }

    @Test
    void aDayBeginsInTheTenantsZone() {
        JsonNode plan = plan(today().plusDays(1), Map.of());
        var midnight = today().plusDays(1).atStartOfDay(BERLIN).toInstant();
        ahead(Duration.between(clock.instant(), midnight).minusSeconds(30));
        assertThat(once(plan).block()).isInstanceOfSatisfying(JobHandler.Again.class, again -> assertThat(again.in())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(read(plan).path("made").asInt()).isZero();
        ahead(Duration.between(java.time.Clock.systemUTC().instant(), midnight).plusSeconds(1));
        run(plan);
        assertThat(read(plan).path("made").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"skip, 0", "issue, 2"})
    void goesOnFromTodayOrMakesUpForWhatWasMissed(String missed, int madeAtOnce) {
        JsonNode plan = plan(today().plusDays(1), Map.of());
        act(plan, "pause", Map.of()).expect(200);
        assertThat(act(plan, "pause", Map.of()).expect(409).path("code").asString())
                .isEqualTo("schedule_state");
        ahead(Duration.ofDays(40));
        run(plan);
        assertThat(read(plan).path("made").asInt()).as("paused").isZero();
        UUID before = work(plan);

        act(plan, "resume", Map.of("missed", missed)).expect(200);
        run(plan);
        JsonNode resumed = read(plan);
        assertThat(resumed.path("made").asInt()).as(resumed.toString()).isEqualTo(madeAtOnce);
        assertThat(LocalDate.parse(resumed.path("next_on").asString())).isAfter(today());
        assertThat(job.run(tenant.id(), before)
                        .contextWrite(Caller.program(tenant.id(), "test")::into)
                        .block())
                .as("what waited before the pause")
                .isEqualTo(JobHandler.done());
    }

    @Test
    void changesForTheNextOnesOnly() {
        JsonNode plan = awaitMade(plan(today(), Map.of("external_id", "lease-7")), 1);
        assertThat(plan.path("version").asInt())
                .as("an invoice made is no edit")
                .isEqualTo(1);
        var changed = erp.patch(path(plan), "\"" + plan.path("version").asInt() + "\"", """
                {"invoice":{"lines":[{"description":"Rent","quantity":"1","unit_amount":20000,"tax_rate":"19"}]},"times":2}""");
        assertThat(changed.expect(200).path("amount").asLong()).isEqualTo(238_00);
        erp.patch(path(plan), "\"1\"", "{\"times\":3}").expect(412);
        for (String stays : List.of(
                "{\"first_on\":\"2026-01-01\"}",
                "{\"every\":\"week\"}",
                "{\"step\":2}",
                "{\"invoice\":{\"currency\":\"USD\"}}")) {
            JsonNode refused =
                    erp.patch(path(plan), changed.header("ETag"), stays).expect(422);
            assertThat(refused.at("/errors/0/code").asString()).as(stays).isEqualTo("not_editable");
        }
        ahead(Duration.ofDays(32));
        run(plan);
        assertThat(erp.get("/v1/invoices?customer=" + customer)
                        .expect(200)
                        .path("data")
                        .valueStream()
                        .map(invoice -> invoice.path("total").asLong()))
                .containsExactly(238_00L, 119_00L);
        assertThat(erp.get("/v1/recurring_invoices?external_id=lease-7&state=ended")
                        .expect(200)
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void stopsAndTellsWhatStandsInItsWay() throws SQLException {
        JsonNode plan = plan(today().plusDays(1), Map.of());
        archive(true);
        ahead(Duration.ofDays(2));
        run(plan);
        JsonNode stopped = read(plan);
        assertThat(stopped.path("state").asString()).isEqualTo("paused");
        assertThat(stopped.path("trouble").asString()).isEqualTo("unknown_reference");
        assertThat(stopped.path("made").asInt()).isZero();

        archive(false);
        act(plan, "resume", Map.of()).expect(200);
        run(plan);
        assertThat(read(plan).path("made").asInt())
                .as("the day it stopped at is not lost")
                .isEqualTo(1);
        assertThat(read(plan).path("trouble").isNull()).isTrue();
    }

    @Test
    void isPlannedOnceAndOnlyWhereItMakesSense() {
        var body = body(today(), Map.of("external_id", "once"));
        assertThat(erp.with("Idempotency-Key", "plan")
                        .post("/v1/recurring_invoices", body)
                        .expect(201))
                .isEqualTo(erp.with("Idempotency-Key", "plan")
                        .post("/v1/recurring_invoices", body)
                        .expect(201));
        erp.post("/v1/recurring_invoices", body).expect(409);
        refused(Map.of("first_on", today().minusDays(400).toString()), "/first_on");
        refused(Map.of("until", today().minusDays(1).toString()), "/until");
        refused(Map.of("invoice", invoice(Map.of("issue_date", "2026-01-01"))), "/invoice/issue_date");
        refused(Map.of("invoice", invoice(Map.of("reference", "{moon}"))), "/invoice/reference");
        refused(Map.of("times", 0), "/times");
        erp.post(
                        "/v1/recurring_invoices",
                        body(today(), Map.of("invoice", invoice(Map.of("customer", "cus_00000000000000000000000000")))))
                .expect(422);
    }

    private void refused(Map<String, Object> more, String pointer) {
        JsonNode problem =
                erp.post("/v1/recurring_invoices", body(today(), more)).expect(422);
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    private JsonNode plan(LocalDate first, Map<String, Object> more) {
        return erp.post("/v1/recurring_invoices", body(first, more)).expect(201);
    }

    private Map<String, Object> body(LocalDate first, Map<String, Object> more) {
        var body = new HashMap<String, Object>(
                Map.of("invoice", invoice(Map.of()), "every", "month", "first_on", first.toString()));
        body.putAll(more);
        return body;
    }

    private Map<String, Object> invoice(Map<String, Object> more) {
        var invoice = new HashMap<String, Object>(Map.of(
                "customer",
                customer,
                "currency",
                "EUR",
                "terms",
                "net_14",
                "reference",
                "No. {count}, {from} to {to}",
                "lines",
                List.of(Map.of(
                        "description", "Rent {month}", "quantity", "1", "unit_amount", 100_00, "tax_rate", "19")),
                "issue",
                true));
        invoice.putAll(more);
        return invoice;
    }

    private JsonNode awaitMade(JsonNode plan, int made) {
        await().until(() -> read(plan).path("made").asInt() == made);
        return read(plan);
    }

    private JsonNode read(JsonNode plan) {
        return erp.get(path(plan)).expect(200);
    }

    private static String path(JsonNode plan) {
        return "/v1/recurring_invoices/" + plan.path("id").asString();
    }

    private Api.Answer act(JsonNode plan, String what, Map<String, Object> body) {
        return erp.post(path(plan) + "/" + what, body);
    }

    private void run(JsonNode plan) {
        once(plan).block();
    }

    private Mono<JobHandler.Outcome> once(JsonNode plan) {
        return job.run(tenant.id(), work(plan)).contextWrite(Caller.program(tenant.id(), "test")::into);
    }

    private UUID work(JsonNode plan) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.prepareStatement(
                        "select work_id from recurring_invoice where tenant_id = ? order by created_at desc limit 1")) {
            query.setObject(1, tenant.id().value());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getObject(1, UUID.class);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void archive(boolean archived) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var update = connection.prepareStatement(
                        "update customer set archived_at = case when ? then now() end where tenant_id = ?")) {
            update.setBoolean(1, archived);
            update.setObject(2, tenant.id().value());
            update.executeUpdate();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), BERLIN);
    }
}
