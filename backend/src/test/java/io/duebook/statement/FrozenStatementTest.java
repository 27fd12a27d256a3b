package io.duebook.statement;

import static io.duebook.statement.FrozenStatements.freezeActivity;
import static io.duebook.statement.FrozenStatements.freezeOpenItems;
import static io.duebook.statement.FrozenStatements.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.document.PrintedPaper;
import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.PublicId;
import io.duebook.shared.StatementId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class FrozenStatementTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomerWithBooks() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Müller \"& Söhne\" / 米勒").path("id").asString();
        tenant.invoice(customer, 10_000, "2025-01-10", "2025-02-09");
        tenant.payment(customer, 4_000, "2025-01-20", "oldest_first");
    }

    @Test
    void freezesWhatIsOpen() {
        Api.Answer answer = freezeOpenItems(erp, customer, "2025-01-31");

        JsonNode frozen = answer.expect(201);
        assertThat(answer.header("Location"))
                .isEqualTo("/v1/statements/" + frozen.path("id").asString());
        assertThat(frozen.path("number").asString()).isEqualTo("ST-000001");
        assertThat(frozen.path("version").asInt()).isEqualTo(1);
        assertThat(frozen.path("computed").asBoolean()).isFalse();
        assertThat(frozen.path("provisional").asBoolean()).isFalse();
        assertThat(frozen.has("replaces")).isFalse();
        assertThat(in(frozen, "EUR").path("balance").asLong()).isEqualTo(6_000);
        FrozenStatements.mustBeHashed(frozen);
        FrozenStatements.mustAddUp(frozen);
    }

    @Test
    void comesBackByteByByte() {
        Api.Answer frozen = freezeActivity(erp, customer, "2025-01-01", "2025-01-31");

        tenant.payment(customer, 500, "2025-01-21", "oldest_first");
        Api.Answer again = erp.get(path(frozen.expect(201)));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(frozen.text());
        assertThat(again.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void aKeyThatComesAgainIsAnsweredAlike() {
        Api keyed = erp.with("Idempotency-Key", UUID.randomUUID().toString());
        Api.Answer first = freezeOpenItems(keyed, customer, "2025-01-31");
        tenant.payment(customer, 500, "2025-01-21", "oldest_first");
        Api.Answer second = freezeOpenItems(keyed, customer, "2025-01-31");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(freezeOpenItems(keyed, customer, "2025-01-30").refused(422)).isEqualTo("idempotency_key_reused");
    }

    @Test
    void needsNoKeyForItDoesNothingTwice() {
        JsonNode first =
                erp.plainPost("/v1/statements", openItems("2025-01-31")).expect(201);
        JsonNode second =
                erp.plainPost("/v1/statements", openItems("2025-01-31")).expect(200);

        assertThat(second).isEqualTo(first);
        assertThat(list("?customer=" + customer)).hasSize(1);
    }

    private Map<String, String> openItems(String asOf) {
        return Map.of("customer", customer, "kind", "open_item", "as_of", asOf);
    }

    @Test
    void onceSomethingChangedItIsTheNextVersionUnderTheSameNumber() {
        JsonNode first = freezeOpenItems(erp, customer, "2025-01-31").expect(201);
        tenant.payment(customer, 500, "2025-01-21", "oldest_first");
        JsonNode second = freezeOpenItems(erp, customer, "2025-01-31").expect(201);

        assertThat(second.path("number")).isEqualTo(first.path("number"));
        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(second.path("replaces").path("id")).isEqualTo(first.path("id"));
        assertThat(in(second, "EUR").path("balance").asLong()).isEqualTo(5_500);
        JsonNode listed = list("?customer=" + customer + "&number=ST-000001");
        assertThat(listed).hasSize(2);
        assertThat(listed.path(0).path("replaced_by").isNull()).isTrue();
        assertThat(listed.path(1).path("replaced_by")).isEqualTo(second.path("id"));
        assertThat(listed.path(1).path("hash")).isEqualTo(first.path("hash"));
        assertThat(freezeOpenItems(erp, customer, "2025-02-28")
                        .expect(201)
                        .path("number")
                        .asString())
                .isEqualTo("ST-000002");
    }

    @Test
    void countsItsNumbersAsTheTenantWants() {
        erp.patch(
                        "/v1/policies",
                        "\"1\"",
                        Map.of("numbering", Map.of("statement", Map.of("prefix", "SOA-{year}/", "digits", 3))))
                .expect(200);

        assertThat(freezeOpenItems(erp, customer, "2025-12-31")
                        .expect(201)
                        .path("number")
                        .asString())
                .isEqualTo("SOA-2025/001");
        assertThat(freezeOpenItems(erp, customer, "2026-01-01")
                        .expect(201)
                        .path("number")
                        .asString())
                .isEqualTo("SOA-2026/001");
    }

    @Test
    void opensWithWhatTheOneBeforeItClosedWithAndListsWhatCameSince() {
        JsonNode january =
                freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);
        tenant.payment(customer, 1_500, "2025-01-25", "oldest_first");
        tenant.invoice(customer, 2_000, "2025-02-03", "2025-03-05");
        JsonNode february =
                freezeActivity(erp, customer, "2025-02-01", "2025-02-28").expect(201);

        assertThat(february.path("opens_with").path("id")).isEqualTo(january.path("id"));
        JsonNode euros = in(february, "EUR");
        assertThat(euros.path("opening")).isEqualTo(in(january, "EUR").path("closing"));
        assertThat(euros.path("adjustments")).hasSize(1);
        JsonNode late = euros.path("adjustments").path(0);
        assertThat(late.path("kind").asString()).isEqualTo("payment");
        assertThat(late.path("on").asString()).isEqualTo("2025-01-25");
        assertThat(late.path("value_on").asString()).isEqualTo("2025-01-25");
        assertThat(late.path("recorded_at").asString())
                .isGreaterThan(january.path("known_at").asString());
        assertThat(late.path("amount").asLong()).isEqualTo(-1_500);
        assertThat(late.path("running").asLong()).isEqualTo(4_500);
        assertThat(euros.path("lines")).hasSize(1);
        assertThat(euros.path("closing").asLong()).isEqualTo(6_500);
        FrozenStatements.mustAddUp(february);
        FrozenStatements.mustBeHashed(february);
    }

    @Test
    void whatWasBookedInALaterPeriodIsAnAdjustmentOfItsOwnDay() {
        freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);
        erp.post("/v1/periods/2025-01/close", "{}").expect(200);
        tenant.payment(customer, 1_500, "2025-01-28", "oldest_first");

        JsonNode euros =
                in(freezeActivity(erp, customer, "2025-02-01", "2025-02-28").expect(201), "EUR");

        assertThat(euros.path("lines")).isEmpty();
        JsonNode late = euros.path("adjustments").path(0);
        assertThat(late.path("on").asString()).isEqualTo("2025-02-01");
        assertThat(late.path("value_on").asString()).isEqualTo("2025-01-28");
        assertThat(euros.path("opening").asLong()).isEqualTo(6_000);
        assertThat(euros.path("closing").asLong()).isEqualTo(4_500);
    }

    @Test
    void anImportThatWasUndoneMeanwhileIsTakenBackInTheNext() {
        String imported = imported("""
                %s,x,IMP-1,2025-01-15,2025-02-14,30.00,,,,
                """);
        freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);
        String later = imported("""
                %s,x,IMP-2,2025-01-16,2025-02-15,7.00,,,,
                """);
        undo(imported);
        undo(later);

        JsonNode euros =
                in(freezeActivity(erp, customer, "2025-02-01", "2025-02-28").expect(201), "EUR");

        assertThat(euros.path("opening").asLong()).isEqualTo(9_000);
        // What came and went between the two is no adjustment.
        assertThat(euros.path("adjustments")).hasSize(1);
        assertThat(euros.path("adjustments").path(0).path("number").asString()).isEqualTo("IMP-1");
        assertThat(euros.path("adjustments").path(0).path("kind").asString()).isEqualTo("reversal");
        assertThat(euros.path("adjustments").path(0).path("amount").asLong()).isEqualTo(-3_000);
        assertThat(euros.path("closing").asLong()).isEqualTo(6_000);
    }

    private String imported(String rows) {
        String external = "C-" + customer;
        erp.patch(
                "/v1/customers/" + customer,
                erp.get("/v1/customers/" + customer).header("ETag"),
                Map.of("external_id", external));
        String id = ImportFile.upload(erp, ImportFile.HEADER + rows.formatted(external))
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + id + "/commit", "{}").expect(200);
        return id;
    }

    private void undo(String imported) {
        erp.post("/v1/imports/" + imported + "/undo", "{}").expect(200);
    }

    @Test
    void periodsFollowEachOtherWithoutGapOrOverlap() {
        freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);

        for (List<String> period : List.of(
                List.of("2025-02-02", "2025-02-28"),
                List.of("2025-01-31", "2025-02-28"),
                List.of("2025-01-01", "2025-02-28"),
                List.of("2025-01-01", "2025-01-30"),
                List.of("2024-12-01", "2024-12-31"))) {
            Api.Answer refused = freezeActivity(erp, customer, period.getFirst(), period.getLast());
            assertThat(refused.refused(409)).as("%s", period).isEqualTo("period_not_next");
            assertThat(refused.json().path("params").path("next").asString()).isEqualTo("2025-02-01");
        }
        assertThat(freezeActivity(erp, customer, "2025-02-28", "2025-02-01").refused(422))
                .isEqualTo("invalid_period");
    }

    @Test
    void goesOnWhereTheLastOneEnded() {
        JsonNode first = erp.post(
                        "/v1/statements", Map.of("customer", customer, "kind", "activity", "to", "2025-01-20"))
                .expect(201);
        JsonNode second = erp.post(
                        "/v1/statements", Map.of("customer", customer, "kind", "activity", "to", "2025-03-31"))
                .expect(201);
        JsonNode again = erp.post(
                        "/v1/statements", Map.of("customer", customer, "kind", "activity", "to", "2025-01-20"))
                .expect(200);

        assertThat(first.path("from").asString()).isEqualTo("2025-01-01");
        assertThat(second.path("from").asString()).isEqualTo("2025-01-21");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void refusesDaysToComeAndThoseOfTheOtherKind() {
        assertThat(freezeOpenItems(erp, customer, "2999-01-01").refused(422)).isEqualTo("statement_in_future");
        assertThat(freezeActivity(erp, customer, "2025-01-01", "2999-01-01").refused(422))
                .isEqualTo("statement_in_future");
        assertThat(erp.post("/v1/statements", Map.of("customer", customer, "kind", "open_item", "to", "2025-01-31"))
                        .refused(422))
                .isEqualTo("invalid_request");
        assertThat(erp.post("/v1/statements", Map.of("customer", customer, "kind", "letter"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void ofSeveralAtTheSameMomentNoneIsThereTwice() {
        var commands = Stream.<Callable<JsonNode>>concat(
                        IntStream.range(0, 6)
                                .mapToObj(at -> () -> freezeOpenItems(erp, customer, "2025-03-31")
                                        .json()),
                        IntStream.range(0, 12)
                                .mapToObj(at -> () -> tenant.payment(customer, 100 + at, "2025-03-01", "oldest_first")))
                .toList();

        AtOnce.all(commands);

        JsonNode listed = list("?customer=" + customer);
        List<Integer> versions = listed.valueStream()
                .map(statement -> statement.path("version").asInt())
                .sorted()
                .toList();
        assertThat(versions)
                .isEqualTo(IntStream.rangeClosed(1, versions.size()).boxed().toList());
        assertThat(listed).extracting(one -> one.path("number").asString()).containsOnly("ST-000001");
        for (JsonNode one : listed) {
            JsonNode frozen = erp.get(path(one)).expect(200);
            JsonNode computed = erp.get("/v1/customers/%s/statement?as_of=2025-03-31&known_at=%s"
                            .formatted(customer, frozen.path("known_at").asString()))
                    .expect(200);
            assertThat(frozen.path("currencies")).isEqualTo(computed.path("currencies"));
        }
    }

    @Test
    void isReadByTheCustomersOwnContactsOnly() {
        JsonNode frozen = freezeOpenItems(erp, customer, "2025-01-31").expect(201);
        String stranger = tenant.customer("Stranger").path("id").asString();

        assertThat(tenant.contact(customer).get(path(frozen)).expect(200)).isEqualTo(frozen);
        assertThat(tenant.contact(customer).get("/v1/statements").expect(200).path("data"))
                .hasSize(1);
        assertThat(tenant.contact(stranger).get(path(frozen)).refused(404)).isEqualTo("not_found");
        assertThat(tenant.contact(stranger).get("/v1/statements").expect(200).path("data"))
                .isEmpty();
        assertThat(tenants.create().program().get(path(frozen)).refused(404)).isEqualTo("not_found");
        assertThat(freezeOpenItems(tenant.contact(customer), customer, "2025-01-31")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void tellsThatItWasFrozen() {
        JsonNode frozen = freezeOpenItems(erp, customer, "2025-01-31").expect(201);

        Awaitility.await().untilAsserted(() -> {
            JsonNode told =
                    erp.get("/v1/events?type=statement.frozen").expect(200).path("data");
            assertThat(told).hasSize(1);
            JsonNode object = told.path(0).path("object");
            assertThat(object.path("id")).isEqualTo(frozen.path("id"));
            assertThat(object.path("hash")).isEqualTo(frozen.path("hash"));
            assertThat(object.toString()).doesNotContain("Müller");
        });
    }

    @Test
    void comesOnPaperAsItWasWithItsNumberItsHashAndWhereItIsVerified() {
        freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);
        tenant.payment(customer, 1_500, "2025-01-25", "oldest_first");
        JsonNode february =
                freezeActivity(erp, customer, "2025-02-01", "2025-02-28").expect(201);
        PrintedPaper before = PrintedPaper.read(tenant.contact(customer), path(february));
        tenant.invoice(customer, 77_700, "2025-02-10", "2025-03-12");

        PrintedPaper printed = PrintedPaper.read(erp, path(february));
        assertThat(printed.bytes()).isEqualTo(before.bytes());
        assertThat(printed.text())
                .containsSubsequence("60.00", "of 25 Jan 2025", "-15.00", "45.00")
                .contains(
                        february.path("number").asString(),
                        february.path("hash").asString())
                .doesNotContain("777.00");
        assertThat(printed.codes())
                .containsExactly(february.path("verification_url").asString());
        assertThat(erp.with("Accept", "application/pdf").get(path(february)).header("Content-Disposition"))
                .contains(february.path("number").asString() + ".pdf");
        assertThat(PrintedPaper.read(erp, path(february) + "?language=zh-CN").text())
                .contains("对以前对账单的调整");
        String stranger = tenant.customer("Stranger").path("id").asString();
        for (Api other : List.of(tenant.contact(stranger), tenants.create().program())) {
            assertThat(other.with("Accept", "application/pdf")
                            .get(path(february))
                            .refused(404))
                    .isEqualTo("not_found");
        }
    }

    @Test
    void comesAsATable() {
        freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);
        tenant.payment(customer, 1_500, "2025-01-25", "oldest_first");
        JsonNode february =
                freezeActivity(erp, customer, "2025-02-01", "2025-02-28").expect(201);

        assertThat(erp.with("Accept", "text/csv").get(path(february)).text().lines())
                .anyMatch(line -> line.startsWith("EUR,2025-02-01,opening,") && line.endsWith(",60.00"))
                .anyMatch(
                        line -> line.startsWith("EUR,2025-01-25,adjustment:payment,") && line.endsWith(",-15.00,45.00"))
                .anyMatch(line -> line.startsWith("EUR,2025-02-28,closing,") && line.endsWith(",45.00"));
    }

    @Test
    void theDatabaseRefusesToChangeIt() throws SQLException {
        JsonNode frozen = freezeOpenItems(erp, customer, "2025-01-31").expect(201);
        UUID id =
                PublicId.parse(StatementId.PREFIX, frozen.path("id").asString()).orElseThrow();

        try (var connection = TestBackend.DATABASE.as(TestBackend.APPLICATION).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set app.tenant_id = '" + tenant.id().value() + "'");
            statement.execute("set app.customer_id = '*'");
            assertThatThrownBy(() -> statement.execute("update frozen_statement set content = content"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("delete from frozen_statement"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("update directory.statement_token set tenant_id = tenant_id"))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(
                        () -> run("update frozen_statement set content = content || '\\x20' where id = '" + id + "'"))
                .hasMessageContaining("frozen_statement_hash_of_content");
    }

    private JsonNode list(String query) {
        return erp.get("/v1/statements" + query).expect(200).path("data");
    }

    private static String path(JsonNode statement) {
        return "/v1/statements/" + statement.path("id").asString();
    }

    private static void run(String sql) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
