package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.Caller;
import io.duebook.platform.JobHandler;
import io.duebook.scenario.Api;
import io.duebook.scenario.Api.Answer;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.ImportId;
import io.duebook.shared.PublicId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Files of receivables through the API, into the books and out again. */
@BackendTest
class ImportTest {

    private static final String THREE = ImportFile.HEADER
            + "C-1,Miller,0001,2024-01-02,2024-02-01,100.00,no,2024-01-20,,North\n"
            + "C-1,Miller,0002,2024-01-05,2024-02-04,50.00,yes,,,North\n"
            + "C-2,Smith,0003,2024-01-09,2024-02-08,70.00,,2024-03-01,30.00,South\n";

    private static final Logger LOG = LoggerFactory.getLogger(ImportTest.class);

    private final TestTenants tenants;
    private final ImportJob job;

    private TestTenant tenant;
    private Api program;

    ImportTest(@Autowired TestTenants tenants, @Autowired ImportJob job) {
        this.tenants = tenants;
        this.job = job;
        this.tenant = tenants.create();
        this.program = tenant.program();
    }

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = tenants.create();
        program = tenant.program();
    }

    @Test
    void tellsWhatAFileWouldDoAndPostsNothing() {
        JsonNode checked = ImportFile.upload(program, THREE).expect(201);

        assertThat(checked.path("state").asString()).isEqualTo("checked");
        assertThat(checked.path("rows").asInt()).isEqualTo(3);
        assertThat(checked.path("accepted").asInt()).isEqualTo(3);
        assertThat(checked.path("rejected").asInt()).isZero();
        assertThat(checked.path("unchanged").asInt()).isZero();
        assertThat(checked.path("errors").size()).isZero();
        assertThat(checked.path("effects").toString()).isEqualTo("{\"customers\":2,\"invoices\":3,\"payments\":2}");
        assertThat(checked.path("total").toString()).isEqualTo("[{\"amount\":22000,\"currency\":\"EUR\"}]");
        assertThat(checked.path("file").path("name").asString()).isEqualTo("ledger.csv");
        assertThat(program.get("/v1/customers").expect(200).path("data").size()).isZero();
        assertThat(program.get("/v1/invoices").expect(200).path("data").size()).isZero();
        assertThat(program.get("/v1/imports/" + checked.path("id").asString()).expect(200))
                .isEqualTo(checked);
        assertThat(program.get("/v1/imports").expect(200).path("data").size()).isOne();
    }

    @Test
    void takesAllRowsInAtOnce() {
        String id = ImportFile.upload(program, THREE).expect(201).path("id").asString();

        JsonNode committed = commit(id).expect(200);

        assertThat(committed.path("state").asString()).isEqualTo("committed");
        assertThat(committed.path("effects").path("invoices").asInt()).isEqualTo(3);
        JsonNode invoices = program.get("/v1/invoices").expect(200).path("data");
        assertThat(invoices.valueStream().map(invoice -> invoice.path("number").asString()))
                .containsExactlyInAnyOrder("0001", "0002", "0003");
        assertThat(invoices.valueStream()
                        .mapToLong(invoice -> invoice.path("open").asLong())
                        .sum())
                .isEqualTo(9_000);
        JsonNode second = invoices.valueStream()
                .filter(invoice -> invoice.path("number").asString().equals("0002"))
                .findFirst()
                .orElseThrow();
        assertThat(program.get("/v1/invoices/" + second.path("id").asString())
                        .expect(200)
                        .path("metadata")
                        .toString())
                .isEqualTo("{\"region\":\"North\"}");
        JsonNode customer = program.get("/v1/customers?external_id=C-2")
                .expect(200)
                .path("data")
                .get(0);
        assertThat(customer.path("name").asString()).isEqualTo("Smith");
        assertThat(program.get("/v1/payments").expect(200).path("data").size()).isEqualTo(2);
        Books.mustBalance(tenant.id());
    }

    @Test
    void commitsOnceHoweverOftenItIsAsked() {
        String id = ImportFile.upload(program, THREE).expect(201).path("id").asString();
        JsonNode first = commit(id).expect(200);

        assertThat(commit(id).expect(200)).isEqualTo(first);
        assertThat(program.plainPost("/v1/imports/" + id + "/commit", "").refused(400))
                .isEqualTo("idempotency_key_required");
        assertThat(program.get("/v1/invoices").expect(200).path("data").size()).isEqualTo(3);
    }

    @Test
    void knowsTheSameFileAgain() {
        commit(ImportFile.upload(program, THREE).expect(201).path("id").asString())
                .expect(200);

        JsonNode again = ImportFile.upload(program, THREE).expect(201);

        assertThat(again.path("unchanged").asInt()).isEqualTo(3);
        assertThat(again.path("accepted").asInt()).isZero();
        assertThat(again.path("effects").toString()).isEqualTo("{\"customers\":0,\"invoices\":0,\"payments\":0}");
        assertThat(again.path("total").size()).isZero();
        assertThat(commit(again.path("id").asString()).expect(200).path("state").asString())
                .isEqualTo("committed");
        assertThat(program.get("/v1/invoices").expect(200).path("data").size()).isEqualTo(3);
        assertThat(program.get("/v1/payments").expect(200).path("data").size()).isEqualTo(2);
    }

    @Test
    void tellsWhatDiffersUnderANumberInTheBooks() {
        commit(ImportFile.upload(program, THREE).expect(201).path("id").asString())
                .expect(200);

        JsonNode changed = ImportFile.upload(
                        program,
                        ImportFile.HEADER
                                + "C-2,Miller,0001,2024-01-03,2024-02-01,100.00,no,2024-01-20,,North\n"
                                + "C-1,Miller,0002,2024-01-05,2024-02-04,50.01,yes,2024-02-02,,North\n"
                                + "C-2,Smith,0003,2024-01-09,2024-02-08,70.00,,2024-03-01,30.00,South\n"
                                + "C-3,Jones,0004,2024-01-09,2024-02-08,70.00,,,,South\n")
                .expect(201);

        assertThat(told(changed)).containsExactly("2 number number_conflict", "3 number number_conflict");
        assertThat(changed.path("errors").get(0).path("message").asString()).contains("customer, issue date.");
        assertThat(changed.path("errors").get(1).path("message").asString()).contains("total, payment.");
        assertThat(changed.path("unchanged").asInt()).isOne();
        assertThat(changed.path("accepted").asInt()).isOne();
        assertThat(commit(changed.path("id").asString()).refused(409)).isEqualTo("rows_rejected");
    }

    @Test
    void tellsEveryBrokenRowByLineColumnAndCode() {
        var file = new ByteArrayOutputStream();
        file.writeBytes(utf8(ImportFile.HEADER));
        file.writeBytes(utf8("C-1,Good,A1,2024-01-02,2024-02-01,10.00,no,,,\n"));
        file.writeBytes(utf8("C-1,Bad date,A2,2024-02-30,2024-03-01,10.00,no,,,\n"));
        file.writeBytes(utf8("C-1,Bad amount,A3,2024-01-02,2024-02-01,ten,no,,,\n"));
        file.writeBytes(utf8(",No customer,A4,2024-01-02,2024-02-01,10.00,no,,,\n"));
        file.writeBytes(utf8("C-1,Again,A1,2024-01-02,2024-02-01,10.00,no,,,\n"));
        file.writeBytes("C-1,Müller,A6,2024-01-02,2024-02-01,10.00,no,,,\n".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(utf8("C-1,NaN,A7,2024-01-02,2024-02-01,NaN,no,,,\n"));
        file.writeBytes(utf8("C-1,=HYPERLINK(\"x\"),A8,2024-01-02,2024-02-01,10.00,no,,,\n"));
        file.writeBytes(utf8("C-1,\"" + "x".repeat(1 << 20) + "\",A9,2024-01-02,2024-02-01,10.00,no,,,\n"));
        file.writeBytes(utf8("C-1,Early,A10,2024-01-02,2024-01-01,10.00,no,,,\n"));
        file.writeBytes(utf8("C-1,Odd,A11,2024-01-02,2024-02-01,10.00,no,,,XYZ\n"));
        String spec =
                ImportFile.SPEC.replace("\"invoice.number\"", "\"invoice.currency\":\"region\",\"invoice.number\"");

        JsonNode checked = ImportFile.upload(program, file.toByteArray(), spec).expect(201);

        assertThat(told(checked))
                .containsExactly(
                        "3 issued bad_date",
                        "4 total bad_amount",
                        "5 customer missing_customer",
                        "6 number duplicate_number",
                        "7 name wrong_encoding",
                        "8 total bad_amount",
                        "9 name formula",
                        "10 name cell_too_large",
                        "11 due due_before_issue",
                        "12 region unknown_currency");
        assertThat(checked.path("rows").asInt()).isEqualTo(11);
        assertThat(checked.path("rejected").asInt()).isEqualTo(10);
        assertThat(checked.path("error_count").asInt()).isEqualTo(10);
        String id = checked.path("id").asString();
        assertThat(commit(id).refused(409)).isEqualTo("rows_rejected");
        assertThat(program.get("/v1/invoices").expect(200).path("data").size()).isZero();
        assertThat(program.post("/v1/imports/" + id + "/commit?skip_rejected=true", "")
                        .expect(200)
                        .path("skip_rejected")
                        .asBoolean())
                .isTrue();
        assertThat(program.get("/v1/invoices").expect(200).path("data").size()).isOne();
    }

    @Test
    void entersTwoImportsOfOneFileOnceWhenBothAreCommittedAtTheSameMoment() {
        List<String> ids = IntStream.range(0, 4)
                .mapToObj(upload -> ImportFile.upload(program, generated(200, 7))
                        .expect(201)
                        .path("id")
                        .asString())
                .toList();

        List<CompletableFuture<Answer>> commits = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(() -> commit(id)))
                .toList();
        commits.forEach(commit -> commit.join().expect(200));

        assertThat(ids.stream()
                        .map(id -> program.get("/v1/imports/" + id).expect(200))
                        .mapToInt(
                                found -> found.path("effects").path("invoices").asInt())
                        .sorted()
                        .toArray())
                .containsExactly(0, 0, 0, 200);
        assertThat(count("/v1/invoices")).isEqualTo(200);
    }

    @Test
    void bringsEveryPastFigureBackWhenItIsUndone() {
        String customer = tenant.customer("Own").path("id").asString();
        tenant.invoice(customer, 5_000, "2024-01-01", "2024-01-31");
        tenant.payment(customer, 2_000, "2024-01-15", "oldest_first");
        List<String> before = PastFigures.of(tenant);
        String id = ImportFile.upload(program, generated(300, 3))
                .expect(201)
                .path("id")
                .asString();
        commit(id).expect(200);
        assertThat(PastFigures.of(tenant)).isNotEqualTo(before);

        JsonNode undone = undo(id).expect(200);

        assertThat(undone.path("state").asString()).isEqualTo("undone");
        assertThat(PastFigures.of(tenant)).isEqualTo(before);
        assertThat(undo(id).expect(200)).isEqualTo(undone);
        assertThat(commit(id).refused(409)).isEqualTo("import_ended");
        assertThat(program.get("/v1/customers").expect(200).path("data").size()).isOne();
        Books.mustBalance(tenant.id());
        JsonNode again = ImportFile.upload(program, generated(300, 3)).expect(201);
        assertThat(again.path("accepted").asInt()).isEqualTo(300);
        commit(again.path("id").asString()).expect(200);
        undo(again.path("id").asString()).expect(200);
        assertThat(PastFigures.of(tenant)).isEqualTo(before);
    }

    @Test
    void leavesMoneyThatOthersAllocatedMeanwhileAsCredit() {
        String id = ImportFile.upload(program, THREE).expect(201).path("id").asString();
        commit(id).expect(200);
        JsonNode customer = program.get("/v1/customers?external_id=C-1")
                .expect(200)
                .path("data")
                .get(0);
        tenant.payment(customer.path("id").asString(), 5_000, "2024-02-10", "oldest_first");

        undo(id).expect(200);

        JsonNode payment = program.get("/v1/payments").expect(200).path("data").get(0);
        assertThat(payment.path("amount").path("amount").asLong()).isEqualTo(5_000);
        assertThat(payment.path("unapplied").asLong()).isEqualTo(5_000);
        Books.mustBalance(tenant.id());
        assertThat(program.get("/v1/customers").expect(200).path("data").size()).isOne();
    }

    @Test
    void takesALargeFileInAndOutByAJob() {
        String id = ImportFile.upload(program, generated(6_000, 5))
                .expect(201)
                .path("id")
                .asString();
        List<String> before = PastFigures.of(tenant);

        assertThat(commit(id).expect(202).path("state").asString()).isEqualTo("committing");
        JsonNode committed = reaches(id, "committed");
        assertThat(committed.path("effects").path("invoices").asInt()).isEqualTo(6_000);
        Books.mustBalance(tenant.id());
        assertThat(commit(id).expect(200)).isEqualTo(committed);

        assertThat(undo(id).expect(202).path("state").asString()).isEqualTo("undoing");
        reaches(id, "undone");
        assertThat(PastFigures.of(tenant)).isEqualTo(before);
        Books.mustBalance(tenant.id());
    }

    @Test
    void whatHappensToALargeImportIsRecordedNotBeforeIt() {
        String id = ImportFile.upload(program, generated(6_000, 6))
                .expect(201)
                .path("id")
                .asString();
        commit(id).expect(202);
        reaches(id, "committed");
        String customer = customer("K-001");

        tenant.payment(customer, 10_000_000, "2024-12-30", "oldest_first");
        String kept =
                tenant.payment(customer, 1_000, "2024-12-31", "none").path("id").asString();
        String other = customer("K-002");
        String paid = open(other, 0);
        String payment = tenant.payment(other, 100, "2024-12-31", List.of(Map.of("invoice", paid, "amount", 100)))
                .path("id")
                .asString();
        String allocation = allocations(payment).path("id").asString();
        program.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "typed wrong"))
                .expect(200);
        allocate(payment, paid, 60);
        voidInvoice(open(other, 1));
        Books.mustBalance(tenant.id());

        undo(id).expect(202);
        reaches(id, "undone");
        String own = tenant.invoice(customer, 700, "2025-01-01", "2025-01-31")
                .path("id")
                .asString();
        allocate(kept, own, 700);
        Books.mustBalance(tenant.id());
    }

    private String customer(String externalId) {
        return program.get("/v1/customers?external_id=" + externalId)
                .expect(200)
                .at("/data/0/id")
                .asString();
    }

    private String open(String customer, int number) {
        return program.get("/v1/invoices?state=open&customer=" + customer)
                .expect(200)
                .at("/data/" + number + "/id")
                .asString();
    }

    private JsonNode allocations(String payment) {
        return program.get("/v1/payments/" + payment).expect(200).at("/allocations/0");
    }

    private void allocate(String payment, String invoice, long amount) {
        program.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", amount))
                .expect(201);
    }

    private void voidInvoice(String invoice) {
        program.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/void", Map.of("reason", "never delivered"))
                .expect(200);
    }

    /** This server's worker and another: both find the turn taken, by somebody who has it for longer than either waits. */
    @Test
    void waitsForItsTurnAndThatIsNoTry() throws Exception {
        List<String> ids = Stream.of(generated(5_001, 8), generated(5_001, 9).replace(",00000", ",10000"))
                .map(csv ->
                        ImportFile.upload(program, csv).expect(201).path("id").asString())
                .toList();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var turn = connection.prepareStatement("insert into import_turn values (?, now())")) {
            connection.setAutoCommit(false);
            turn.setObject(1, tenant.id().value());
            turn.executeUpdate();
            ids.forEach(id -> commit(id).expect(202));
            List<JobHandler.Outcome> outcomes = Flux.fromIterable(ids)
                    .flatMap(id -> job.run(tenant.id(), importId(id)))
                    .contextWrite(Caller.program(tenant.id(), "test")::into)
                    .collectList()
                    .block();
            assertThat(outcomes).hasSize(2).containsOnly(JobHandler.again(Duration.ofSeconds(5)));
            connection.rollback();
        }

        ids.forEach(id -> reaches(id, "committed"));
        assertThat(ids).allSatisfy(id -> assertThat(tries(id)).isOne());
        assertThat(ids.stream()
                        .map(id -> program.get("/v1/imports/" + id).expect(200))
                        .map(found -> found.path("effects").path("invoices").asInt()))
                .containsOnly(5_001);
        Books.mustBalance(tenant.id());
    }

    private static UUID importId(String id) {
        return PublicId.parse(ImportId.PREFIX, id).orElseThrow();
    }

    private static int tries(String id) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.prepareStatement("select tries from import where id = ?")) {
            query.setObject(1, importId(id));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Either comes first, again and again; whichever it was, the money is all there and settles nothing. */
    @Test
    void anUndoAndAPaymentOfItsInvoiceAtTheSameMomentLoseNoMoney() {
        var seen = new HashMap<String, Integer>();
        for (int round = 0; round < 60 && (round < 20 || seen.size() < 2); round++) {
            String number = "R-" + round;
            String id = ImportFile.upload(
                            program,
                            ImportFile.HEADER + "C-9,Racer," + number + ",2024-01-02,2024-02-01,100.00,no,,,\n"
                                    + "C-9,Racer," + number + "b,2024-01-02,2024-02-01,50.00,no,2024-01-20,,\n")
                    .expect(201)
                    .path("id")
                    .asString();
            if (round == 0) {
                // So that the customer stays when the import goes.
                String customer = program.post("/v1/customers", Map.of("name", "Racer", "external_id", "C-9"))
                        .expect(201)
                        .path("id")
                        .asString();
                tenant.invoice(customer, 1, "2024-01-01", "2024-01-31");
            }
            commit(id).expect(200);
            String customer = customer("C-9");
            String invoice = program.get("/v1/invoices?q=" + number)
                    .expect(200)
                    .path("data")
                    .valueStream()
                    .filter(found -> found.path("number").asString().equals(number))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asString();
            boolean undoWaits = round % 2 == 0;
            int behind = 5 * (round / 2);

            var undone = CompletableFuture.supplyAsync(() -> {
                pause(undoWaits ? behind : 0);
                return undo(id);
            });
            pause(undoWaits ? 0 : behind);
            JsonNode payment = tenant.payment(
                    customer, 10_000, "2024-02-10", List.of(Map.of("invoice", invoice, "amount", 10_000)));
            undone.join().expect(200);

            JsonNode after =
                    program.get("/v1/payments/" + payment.path("id").asString()).expect(200);
            assertThat(after.path("unapplied").asLong()).isEqualTo(10_000);
            seen.merge(after.path("allocations").isEmpty() ? "undone first" : "paid first", 1, Integer::sum);
            Books.mustBalance(tenant.id());
        }
        LOG.warn("an undo and a payment at the same moment: {}", seen);
        assertThat(seen).containsOnlyKeys("undone first", "paid first");
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void startsAnewWhenItsConnectionDiesHalfWay() throws Exception {
        String id = ImportFile.upload(program, generated(9_000, 5))
                .expect(201)
                .path("id")
                .asString();

        commit(id).expect(202);
        killWhileWriting();

        List<String> figures = PastFigures.of(tenant);
        // The next try begins a second later: whoever looks as late as it ends sees all of it.
        if (!isCommitted(id)) {
            assertThat(figures).isEmpty();
        }
        reaches(id, "committed");
        Books.mustBalance(tenant.id());
        assertThat(program.get("/v1/imports/" + id)
                        .expect(200)
                        .path("effects")
                        .path("invoices")
                        .asInt())
                .isEqualTo(9_000);
    }

    private boolean isCommitted(String id) {
        return program.get("/v1/imports/" + id)
                .expect(200)
                .path("state")
                .asString()
                .equals("committed");
    }

    private static void killWhileWriting() throws Exception {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            for (int look = 0; look < 6_000; look++) {
                try (var killed = statement.executeQuery("""
                        select pg_terminate_backend(pid)
                          from pg_stat_activity
                         where usename = 'duebook_app'
                           and state = 'active'
                           and query like '%insert into invoice%'
                           and xact_start < clock_timestamp() - interval '300 milliseconds'
                        """)) {
                    if (killed.next()) {
                        return;
                    }
                }
                Thread.sleep(10);
            }
        }
        throw new AssertionError("the import was never seen writing");
    }

    private JsonNode reaches(String id, String state) {
        for (int look = 0; look < 3_000; look++) {
            JsonNode found = program.get("/v1/imports/" + id).expect(200);
            if (found.path("state").asString().equals(state)) {
                return found;
            }
            pause(100);
        }
        throw new AssertionError(id + " never was " + state);
    }

    @Test
    void undoesOnlyWhatIsInTheBooks() {
        String id = ImportFile.upload(program, THREE).expect(201).path("id").asString();

        assertThat(undo(id).refused(409)).isEqualTo("import_not_committed");
    }

    @Test
    void asksTheBooksAgainBeforeItCommits() {
        String stale = ImportFile.upload(program, THREE).expect(201).path("id").asString();
        commit(ImportFile.upload(program, THREE.replace("50.00", "51.00"))
                        .expect(201)
                        .path("id")
                        .asString())
                .expect(200);

        assertThat(commit(stale).refused(409)).isEqualTo("rows_rejected");
        JsonNode renewed = program.get("/v1/imports/" + stale).expect(200);
        assertThat(told(renewed)).containsExactly("3 number number_conflict");
        assertThat(renewed.path("unchanged").asInt()).isEqualTo(2);
    }

    @Test
    void takesInAgainWhatWasUnchangedOnlyUntilItsImportWasUndone() {
        String first = ImportFile.upload(program, THREE).expect(201).path("id").asString();
        commit(first).expect(200);
        String second = ImportFile.upload(program, THREE).expect(201).path("id").asString();
        undo(first).expect(200);

        assertThat(commit(second).expect(200).path("effects").path("invoices").asInt())
                .isEqualTo(3);
        assertThat(count("/v1/invoices?state=open")).isEqualTo(2);
    }

    @Test
    void answersTheSameUploadOncePerKey() {
        Api keyed = program.with("Idempotency-Key", "upload-1");

        JsonNode first = ImportFile.upload(keyed, THREE).expect(201);
        Answer again = ImportFile.upload(keyed, THREE);

        assertThat(again.expect(201)).isEqualTo(first);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(ImportFile.upload(keyed, THREE + "C-9,,9,2024-01-01,2024-01-02,1,,,,\n")
                        .refused(422))
                .isEqualTo("idempotency_key_reused");
        assertThat(count("/v1/imports")).isOne();
    }

    @Test
    void refusesWhatIsNoUpload() {
        assertThat(ImportFile.upload(program, utf8(THREE), "{\"sheet\":1}").refused(422))
                .isEqualTo("invalid_request");
        assertThat(ImportFile.upload(program, utf8(""), ImportFile.SPEC).refused(422))
                .isEqualTo("unreadable_file");
        assertThat(ImportFile.uploadParts(program, List.of("name=\"spec\""))
                        .expect(422)
                        .toString())
                .contains("/file");
        assertThat(ImportFile.uploadParts(program, List.of("name=\"file\"; filename=\"a.csv\""))
                        .expect(422)
                        .toString())
                .contains("/spec");
        assertThat(ImportFile.uploadParts(program, List.of("name=\"sheet\"")).refused(400))
                .isEqualTo("unknown_field");
        assertThat(program.post("/v1/imports", Map.of()).status()).isEqualTo(415);
        assertThat(count("/v1/imports")).isZero();
    }

    @Test
    void keepsTenantsApart() {
        String id = ImportFile.upload(program, THREE).expect(201).path("id").asString();
        Api other = tenants.create().program();

        assertThat(other.get("/v1/imports/" + id).status()).isEqualTo(404);
        assertThat(other.post("/v1/imports/" + id + "/commit", "").status()).isEqualTo(404);
        assertThat(other.post("/v1/imports/" + id + "/undo", "").status()).isEqualTo(404);
        assertThat(other.get("/v1/imports").expect(200).path("data").size()).isZero();
        assertThat(ImportFile.upload(tenant.withScopes("imports:read"), THREE).status())
                .isEqualTo(403);
        commit(id).expect(200);
        assertThat(ImportFile.upload(other, THREE).expect(201).path("accepted").asInt())
                .isEqualTo(3);
    }

    /** Invoices of some customers over a year, most of them paid; the same for the same seed. */
    static String generated(int rows, long seed) {
        var random = new Random(seed);
        var csv = new StringBuilder(ImportFile.HEADER);
        var start = java.time.LocalDate.of(2024, 1, 1);
        for (int row = 1; row <= rows; row++) {
            var issued = start.plusDays(random.nextInt(330));
            int customer = random.nextInt(40);
            boolean paid = random.nextInt(4) > 0;
            csv.append("K-%03d,Customer %d,%010d,%s,%s,%d.%02d,%s,%s,,\n"
                    .formatted(
                            customer,
                            customer,
                            row,
                            issued,
                            issued.plusDays(30),
                            1 + random.nextInt(500),
                            random.nextInt(100),
                            random.nextInt(10) == 0 ? "yes" : "no",
                            paid ? issued.plusDays(random.nextInt(60)) : ""));
        }
        return csv.toString();
    }

    private Answer commit(String id) {
        return program.post("/v1/imports/" + id + "/commit", "");
    }

    private Answer undo(String id) {
        return program.post("/v1/imports/" + id + "/undo", "");
    }

    private int count(String list) {
        int count = 0;
        String path = list + (list.contains("?") ? "&" : "?") + "limit=200";
        String cursor = "";
        while (true) {
            JsonNode page = program.get(path + cursor).expect(200);
            count += page.path("data").size();
            if (!page.path("has_more").asBoolean()) {
                return count;
            }
            cursor = "&cursor=" + page.path("next_cursor").asString();
        }
    }

    private static List<String> told(JsonNode imported) {
        return imported.path("errors")
                .valueStream()
                .map(error ->
                        error.path("line").asInt() + " " + error.path("column").asString() + " "
                                + error.path("code").asString())
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
