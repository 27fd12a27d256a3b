package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.platform.BusinessClock;
import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class PaymentReversalTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

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
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void aReturnReopensWhatWasSettledOnItsOwnDay() {
        String invoice = invoice(1000);
        String payment = payment(1200, "2026-01-20", "oldest_first");

        JsonNode reversed = reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-03"))
                .expect(200);

        assertThat(reversed.path("state").asString()).isEqualTo("reversed");
        assertThat(reversed.path("unapplied").asLong()).isZero();
        assertThat(reversed.at("/allocations/0/reversed").asBoolean()).isTrue();
        assertThat(reversed.path("reversals").toString())
                .isEqualTo("[{\"kind\":\"return\",\"amount\":1200,\"reversed_on\":\"2026-02-03\",\"customer_fee\":null,"
                        + "\"reclaimed\":null,\"reinstated_on\":null}]");
        assertThat(read(invoice).path("state").asString()).isEqualTo("open");
        assertThat(read(invoice).path("due_date").asString()).isEqualTo("2026-01-31");
        assertThat(read(invoice).at("/allocations/0/reversed").asBoolean()).isTrue();
        assertThat(balances("2026-01-19")).isEqualTo("1000 0");
        assertThat(balances("2026-01-20")).isEqualTo("0 200");
        assertThat(balances("2026-02-02")).isEqualTo("0 200");
        assertThat(balances("2026-02-03")).isEqualTo("1000 0");
    }

    @Test
    void theMoneyLeavesWhereItCameIn() {
        invoice(1000);
        String byBank = payment(400, "2026-01-20", "oldest_first");
        String byProcessor = erp.made(
                "/v1/payments",
                Body.payment(customer, 300)
                        .with("received_on", "2026-01-21")
                        .with("method", "card")
                        .with("account", "processor")
                        .with("allocate", "none"));

        reverse(byBank, Map.of("kind", "mistake", "reversed_on", "2026-01-25")).expect(200);
        reverse(byProcessor, Map.of("kind", "chargeback", "reversed_on", "2026-01-26", "processor_fee", 15))
                .expect(200);

        assertThat(journal("2026-01-25"))
                .containsExactlyInAnyOrder(
                        "allocation_undone receivable 400 unapplied -400", "reversal unapplied 400 bank -400");
        assertThat(journal("2026-01-26"))
                .containsExactlyInAnyOrder(
                        "reversal unapplied 300 processor_clearing -300",
                        "processor_fee processor_fees 15 processor_clearing -15");
        assertThat(balances("2026-01-26")).isEqualTo("1000 0");
    }

    @Test
    void theStatementTellsItInLinesThatAddUp() {
        invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");
        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-03", "customer_fee", 500))
                .expect(200);
        reinstate(payment, Map.of("reinstated_on", "2026-03-01")).expect(200);

        JsonNode statement = erp.get(
                        "/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01&to=2026-03-31")
                .expect(200)
                .at("/currencies/0");

        assertThat(statement.path("lines").values().stream()
                        .map(line -> line.path("on").asString() + " "
                                + line.path("kind").asString() + " "
                                + line.path("id").asString().substring(0, 3) + " "
                                + line.path("amount").asLong() + " "
                                + line.path("running").asLong()))
                .containsExactlyInAnyOrder(
                        "2026-01-01 invoice inv 1000 1000",
                        "2026-01-20 payment pay -1000 0",
                        lineOf(statement, "fee"),
                        lineOf(statement, "reversal"),
                        "2026-03-01 payment pay -1000 500");
        assertThat(lineOf(statement, "fee")).startsWith("2026-02-03 fee chg 500");
        assertThat(lineOf(statement, "reversal")).startsWith("2026-02-03 reversal pay 1000");
        assertThat(statement.path("closing").asLong()).isEqualTo(500);
    }

    /** Two of one day may come in either order. */
    private static String lineOf(JsonNode statement, String kind) {
        return statement.path("lines").values().stream()
                .filter(line -> line.path("kind").asString().equals(kind))
                .map(line -> line.path("on").asString() + " " + kind + " "
                        + line.path("id").asString().substring(0, 3) + " "
                        + line.path("amount").asLong() + " "
                        + line.path("running").asLong())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasKnownBeforeItStaysAsItWas() {
        invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");
        String before = clock.instant().toString();

        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-01-21")).expect(200);

        assertThat(balances("2026-01-31&known_at=" + before)).isEqualTo("0 0");
        assertThat(balances("2026-01-31")).isEqualTo("1000 0");
        assertThat(balances("2026-01-20")).isEqualTo("0 0");
    }

    @Test
    void theCustomersFeeIsAnItemDueThatDayAboutTheClaimThatIsOpenAgain() {
        String invoice = invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");

        JsonNode reversed = reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-03", "customer_fee", 500))
                .expect(200);

        String fee = reversed.at("/reversals/0/customer_fee").asString();
        JsonNode charge = erp.get("/v1/charges/" + fee).expect(200);
        assertThat(charge.path("kind").asString()).isEqualTo("return_fee");
        assertThat(charge.path("issue_date").asString()).isEqualTo("2026-02-03");
        assertThat(charge.path("due_date").asString()).isEqualTo("2026-02-03");
        assertThat(charge.path("open").asLong()).isEqualTo(500);
        assertThat(charge.path("invoice").asString()).isEqualTo(invoice);
        assertThat(balances("2026-02-03")).isEqualTo("1500 0");
        assertThat(journal("2026-02-03")).contains("fee receivable 500 fees_charged -500");
        assertThat(events()).contains("fee.issued", "payment.reversed");
    }

    @Test
    void isTakenBackOnce() {
        String invoice = invoice(1000);
        String payment = payment(1500, "2026-01-20", "oldest_first");
        String allocation = erp.get("/v1/payments/" + payment)
                .expect(200)
                .at("/allocations/0/id")
                .asString();
        Api same = erp.with("Idempotency-Key", "once");
        String path = "/v1/payments/" + payment + "/reverse";
        Map<String, Object> request = Map.of("kind", "return", "reason", "bounced");

        JsonNode first = same.post(path, request).expect(200);
        Api.Answer again = same.post(path, request);

        assertThat(again.expect(200)).isEqualTo(first);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(erp.post(path, request).refused(409)).isEqualTo("already_reversed");
        assertThat(erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "too"))
                        .refused(409))
                .isEqualTo("already_reversed");
        assertThat(erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 1))
                        .refused(409))
                .isEqualTo("credit_used_up");
    }

    @Test
    void isRefusedOnDaysOnWhichItCannotHaveBeen() {
        String invoice = invoice(1000);
        String payment = payment(600, "2026-01-20", "none");
        assertThat(reverse(payment, Map.of("kind", "return", "reversed_on", "2026-01-19"))
                        .refused(422))
                .isEqualTo("undone_before_made");
        assertThat(reverse(payment, Map.of("kind", "return", "reversed_on", "2999-01-01"))
                        .refused(422))
                .isEqualTo("undone_in_future");
        erp.post(
                        "/v1/allocations",
                        Map.of("payment", payment, "invoice", invoice, "amount", 600, "allocated_on", "2026-02-10"))
                .expect(201);
        assertThat(reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-09"))
                        .refused(422))
                .as("what it settles would be taken back before it was made")
                .isEqualTo("undone_before_made");
        assertThat(erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return"))
                        .refused(422))
                .isEqualTo("reason_required");
        assertThat(reverse(payment, Map.of("kind", "theft")).status()).isBetween(400, 422);
        assertThat(reverse(payment, Map.of("kind", "return", "customer_fee", 0)).refused(422))
                .isEqualTo("invalid_request");

        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-10")).expect(200);
    }

    @Test
    void whatOnceSettledSomethingWasNotThereToBeTakenBack() {
        String invoice = invoice(1000);
        String payment = payment(600, "2026-01-20", "none");
        String allocation = erp.post(
                        "/v1/allocations",
                        Map.of("payment", payment, "invoice", invoice, "amount", 400, "allocated_on", "2026-01-25"))
                .expect(201)
                .path("id")
                .asString();
        erp.post(
                        "/v1/allocations/" + allocation + "/reverse",
                        Map.of("reason", "wrong one", "reversed_on", "2026-02-15"))
                .expect(200);

        Api.Answer refused = reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-14"));

        assertThat(refused.refused(422)).isEqualTo("undone_before_made");
        assertThat(refused.json().at("/params/earliest").asString()).isEqualTo("2026-02-15");
        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-15")).expect(200);
    }

    @Test
    void oneThatIsReceivedLaterIsTakenBackThatDay() {
        String payment = payment(600, "2998-01-20", "none");

        JsonNode reversed = reverse(payment, Map.of("kind", "mistake")).expect(200);

        assertThat(reversed.at("/reversals/0/reversed_on").asString()).isEqualTo("2998-01-20");
    }

    @Test
    void isTodayUnlessADayIsGiven() {
        String payment = payment(600, "2026-01-20", "none");

        JsonNode reversed = reverse(payment, Map.of("kind", "mistake")).expect(200);

        assertThat(reversed.at("/reversals/0/reversed_on").asString())
                .isEqualTo(LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Berlin"))
                        .toString());
    }

    @Test
    void aReinstatedPaymentSettlesWhatItSettledAsFarAsThatIsOpen() {
        String first = invoice(1000);
        String second = invoice(500);
        String payment = payment(1600, "2026-01-20", "oldest_first");
        reverse(payment, Map.of("kind", "chargeback", "reversed_on", "2026-02-03"))
                .expect(200);
        erp.post(
                        "/v1/payments",
                        Body.payment(customer, 700)
                                .with("received_on", "2026-02-20")
                                .with("method", "cash")
                                .with("allocate", List.of(Map.of("invoice", first, "amount", 700))))
                .expect(201);

        assertThat(reinstate(payment, Map.of("reinstated_on", "2026-02-02")).refused(422))
                .isEqualTo("undone_before_made");
        JsonNode reinstated =
                reinstate(payment, Map.of("reinstated_on", "2026-03-01")).expect(200);

        assertThat(reinstated.path("state").asString()).isEqualTo("received");
        assertThat(reinstated.at("/reversals/0/reinstated_on").asString()).isEqualTo("2026-03-01");
        assertThat(reinstated.path("unapplied").asLong()).isEqualTo(800);
        assertThat(read(first).path("state").asString()).isEqualTo("paid");
        assertThat(read(second).path("state").asString()).isEqualTo("paid");
        assertThat(balances("2026-02-03")).isEqualTo("1500 0");
        assertThat(balances("2026-02-28")).isEqualTo("800 0");
        assertThat(balances("2026-03-01")).isEqualTo("0 800");
        assertThat(journal("2026-03-01"))
                .containsExactlyInAnyOrder(
                        "reinstatement bank 1600 unapplied -1600",
                        "allocation unapplied 300 receivable -300",
                        "allocation unapplied 500 receivable -500");
        assertThat(reinstate(payment, Map.of()).refused(409)).isEqualTo("not_reversed");
        assertThat(events()).contains("payment.reinstated");
    }

    @Test
    void whatWasReinstatedMayComeBackAgain() {
        String invoice = invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");
        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-03")).expect(200);
        reinstate(payment, Map.of("reinstated_on", "2026-03-01")).expect(200);

        assertThat(reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-28"))
                        .refused(422))
                .isEqualTo("undone_before_made");
        JsonNode twice = reverse(payment, Map.of("kind", "return", "reversed_on", "2026-03-05"))
                .expect(200);

        assertThat(twice.path("reversals")).hasSize(2);
        assertThat(twice.path("state").asString()).isEqualTo("reversed");
        assertThat(read(invoice).path("state").asString()).isEqualTo("open");
        assertThat(balances("2026-03-01")).isEqualTo("0 0");
        assertThat(balances("2026-03-05")).isEqualTo("1000 0");
    }

    @Test
    void oneOfManyAtOnceTakesItBack() throws Exception {
        invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");

        List<Integer> answers = AtOnce.all(IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(
                        at -> () -> reverse(payment, Map.of("kind", "return")).status())
                .toList());

        assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
        assertThat(balances("2026-01-31")).isEqualTo("0 0");
        assertThat(balances("2998-01-31")).isEqualTo("1000 0");
    }

    @Test
    void takingBackAndAllocatingAtOnceNeverUsesMoneyThatIsGone() throws Exception {
        for (int round = 0; round < 5; round++) {
            String invoice = invoice(1000);
            String payment = payment(1000, "2026-01-20", "none");
            var commands = new ArrayList<Callable<Integer>>();
            commands.add(() -> reverse(payment, Map.of("kind", "return")).status());
            for (int at = 0; at < 4; at++) {
                commands.add(
                        () -> erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 250))
                                .status());
            }

            List<Integer> answers = AtOnce.all(commands);

            assertThat(answers.getFirst()).isEqualTo(200);
            assertThat(answers).containsAnyOf(200, 201, 409);
            assertThat(read(invoice).path("open").asLong()).isEqualTo(1000);
            assertThat(erp.get("/v1/payments/" + payment)
                            .expect(200)
                            .path("unapplied")
                            .asLong())
                    .isZero();
        }
    }

    @Test
    void takingBackAndGivingAgainAtOnceLeavesOneOfBoth() throws Exception {
        String invoice = invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");

        List<Integer> answers = AtOnce.all(IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(at -> () -> at % 2 == 0
                        ? reverse(payment, Map.of("kind", "return")).status()
                        : reinstate(payment, Map.of()).status())
                .toList());

        assertThat(answers).containsOnly(200, 409);
        boolean isReversed = erp.get("/v1/payments/" + payment)
                .expect(200)
                .path("state")
                .asString()
                .equals("reversed");
        assertThat(read(invoice).path("state").asString()).isEqualTo(isReversed ? "open" : "paid");
    }

    @Test
    void whatFailsHalfWayHasDoneNothing() throws SQLException {
        invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");
        Api same = erp.with("Idempotency-Key", "half way");
        Map<String, Object> request =
                Map.of("kind", "return", "reversed_on", "2026-02-03", "customer_fee", 500, "reason", "bounced");

        sql("""
                create function break_reversals() returns trigger language plpgsql as
                $$ begin if new.tenant_id = '%s' then raise 'broken'; end if; return new; end $$""".formatted(tenant.id().value()));
        sql("create trigger breaks after insert on payment_reversal for each row execute function break_reversals()");
        try {
            assertThat(same.post("/v1/payments/" + payment + "/reverse", request)
                            .status())
                    .isEqualTo(500);
            assertThat(balances("2026-03-01")).isEqualTo("0 0");
            assertThat(erp.get("/v1/charges").expect(200).path("data")).isEmpty();
            Books.mustBalance(tenant.id());
        } finally {
            sql("drop trigger breaks on payment_reversal");
            sql("drop function break_reversals()");
        }
        same.post("/v1/payments/" + payment + "/reverse", request).expect(200);
        assertThat(balances("2026-03-01")).isEqualTo("1500 0");
    }

    private static void sql(String text) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Test
    void anotherTenantAndAContactReachNothing() {
        String payment = payment(1000, "2026-01-20", "none");
        Map<String, Object> request = Map.of("kind", "return", "reason", "mine");

        Api other = tenants.create().program();
        assertThat(other.post("/v1/payments/" + payment + "/reverse", request).refused(404))
                .isEqualTo("not_found");
        assertThat(other.post("/v1/payments/" + payment + "/reinstate", Map.of("reason", "mine"))
                        .refused(404))
                .isEqualTo("not_found");
        Api contact = tenant.contact(customer);
        assertThat(contact.post("/v1/payments/" + payment + "/reverse", request).status())
                .isEqualTo(403);
        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-01-22")).expect(200);
        assertThat(contact.get("/v1/payments/" + payment)
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("reversed");
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1000", "KWD, 12345", "EUR, 1"})
    void worksInEveryKindOfCurrency(String currency, long amount) {
        String invoice = erp.made("/v1/invoices", Body.invoice(customer, amount).with("currency", currency));
        String payment = erp.made(
                "/v1/payments",
                Body.payment(customer, amount, currency)
                        .with("received_on", "2026-01-20")
                        .with("method", "cheque"));

        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-03", "customer_fee", 7, "processor_fee", 3))
                .expect(200);

        assertThat(read(invoice).path("open").asLong()).isEqualTo(amount);
        assertThat(balances("2026-02-03")).isEqualTo(amount + 7 + " 0");
        reinstate(payment, Map.of("reinstated_on", "2026-02-04")).expect(200);
        assertThat(balances("2026-02-04")).isEqualTo("7 0");
    }

    @Test
    void undoingAnImportTakesBackWhatWasTakenBack() {
        String row = "erp-8,Imported,I-1,2026-01-01,2026-01-31,100.00,no,2026-01-20,,north\n";
        String imported = ImportFile.upload(erp, ImportFile.HEADER + row)
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + imported + "/commit", "").expect(200);
        JsonNode payment = erp.get("/v1/payments").expect(200).at("/data/0");
        customer = payment.at("/customer/id").asString();
        reverse(payment.path("id").asString(), Map.of("kind", "return", "reversed_on", "2026-02-03"))
                .expect(200);
        assertThat(balances("2026-02-03")).isEqualTo("10000 0");

        erp.post("/v1/imports/" + imported + "/undo", "").expect(200);

        assertThat(balances("2026-01-25")).isEqualTo("0 0");
        assertThat(balances("2026-02-03")).isEqualTo("0 0");
        assertThat(reverse(payment.path("id").asString(), Map.of("kind", "return"))
                        .status())
                .isEqualTo(404);
    }

    /** The reversal undoes the payment and the reinstatement the reversal: each of the three is money of its own. */
    @Test
    void undoingAnImportTakesBackWhatWentAndCameAgainOnOneDay() {
        String imported = importedAndPaid();
        JsonNode payment = erp.get("/v1/payments").expect(200).at("/data/0");
        customer = payment.at("/customer/id").asString();
        String id = payment.path("id").asString();
        reverse(id, Map.of("kind", "mistake", "reversed_on", "2026-01-20")).expect(200);
        reinstate(id, Map.of("reinstated_on", "2026-01-20")).expect(200);
        assertThat(balances("2026-01-20")).isEqualTo("0 0");
        assertThat(inTheBank()).isEqualTo(10_000);

        erp.post("/v1/imports/" + imported + "/undo", "").expect(200);

        assertThat(balances("2026-01-20")).isEqualTo("0 0");
        assertThat(balances("2998-01-31")).isEqualTo("0 0");
        assertThat(inTheBank()).isZero();
        assertThat(reverse(id, Map.of("kind", "return")).refused(404)).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "waive", "write_off"})
    void undoingAnImportTakesBackWhatWasOwedAgainWhateverBecameOfIt(String end) {
        String imported = importedAndPaid();
        JsonNode payment = erp.get("/v1/payments").expect(200).at("/data/0");
        customer = payment.at("/customer/id").asString();
        String id = payment.path("id").asString();
        String invoice = payment.at("/allocations/0/invoice").asString();
        erp.post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                id,
                                "amount",
                                3_000,
                                "items",
                                List.of(Map.of("invoice", invoice, "amount", 3_000)),
                                "refunded_on",
                                "2026-01-25",
                                "reason",
                                "price lowered"))
                .expect(201);
        String owed = reverse(id, Map.of("kind", "return", "reversed_on", "2026-02-03"))
                .expect(200)
                .at("/reversals/0/reclaimed")
                .asString();
        if (end.equals("paid")) {
            tenant.payment(customer, 3_000, "2026-02-05", List.of(Map.of("invoice", owed, "amount", 3_000)));
        } else {
            erp.with("If-Match", erp.get("/v1/charges/" + owed).header("ETag"))
                    .post("/v1/charges/" + owed + "/" + end, Map.of("reason", "not worth it"))
                    .expect(200);
        }

        erp.post("/v1/imports/" + imported + "/undo", "").expect(200);

        assertThat(balances("2026-02-03")).isEqualTo("0 0");
        assertThat(balances("2998-01-31")).isEqualTo(end.equals("paid") ? "0 3000" : "0 0");
        assertThat(erp.get("/v1/charges/" + owed).expect(200).path("state").asString())
                .isEqualTo("void");
    }

    @Test
    void whatWaitedForTheUndoOfItsImportFindsNothing() throws Exception {
        String imported = importedAndPaid();
        JsonNode payment = erp.get("/v1/payments").expect(200).at("/data/0");

        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from customer where tenant_id = '%s' and external_id = 'erp-8' for update"
                    .formatted(tenant.id().value()));
            var undone = CompletableFuture.supplyAsync(() -> erp.post("/v1/imports/" + imported + "/undo", ""));
            AtOnce.awaitWaiting(connection, 1);
            var reversed = CompletableFuture.supplyAsync(
                    () -> reverse(payment.path("id").asString(), Map.of("kind", "return")));
            AtOnce.awaitWaiting(connection, 2);
            connection.rollback();

            undone.get().expect(200);
            assertThat(reversed.get().refused(404)).isEqualTo("not_found");
        }
    }

    private String importedAndPaid() {
        String row = "erp-8,Imported,I-1,2026-01-01,2026-01-31,100.00,no,2026-01-20,,north\n";
        String imported = ImportFile.upload(erp, ImportFile.HEADER + row)
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + imported + "/commit", "").expect(200);
        return imported;
    }

    private long inTheBank() {
        return erp.get("/v1/journal?limit=200").expect(200).path("data").values().stream()
                .flatMap(entry -> entry.path("lines").values().stream())
                .filter(line -> line.path("account").asString().startsWith("bank"))
                .mapToLong(line -> line.path("amount").asLong())
                .sum();
    }

    @Test
    void takenBackAndGivenAgainOnOneDayTheMoneyCountsOnce() {
        String first = invoice(100);
        String second = invoice(100);
        String payment = tenant.payment(
                        customer,
                        100,
                        "2026-01-10",
                        List.of(Map.of("invoice", first, "amount", 30), Map.of("invoice", second, "amount", 30)))
                .path("id")
                .asString();

        reverse(payment, Map.of("kind", "chargeback", "reversed_on", "2026-03-01"))
                .expect(200);
        reinstate(payment, Map.of("reinstated_on", "2026-03-01")).expect(200);

        assertThat(balances("2026-02-01")).isEqualTo("140 40");
        assertThat(byValue("2026-02-01")).isEqualTo("140 40");
        assertThat(byValue("2026-03-01")).isEqualTo("140 40");
    }

    @Test
    void whatIsAllocatedAgainCountsFromWhereItWasTakenBack() {
        String invoice = invoice(100);
        String payment = payment(100, "2026-01-10", "none");
        String made = allocate(payment, invoice, "2026-01-10").path("id").asString();
        erp.post("/v1/allocations/" + made + "/reverse", Map.of("reason", "in doubt", "reversed_on", "2026-03-01"))
                .expect(200);

        allocate(payment, invoice, "2026-03-01");

        assertThat(byValue("2026-02-01")).isEqualTo("70 70");
        assertThat(byValue("2026-03-01")).isEqualTo("70 70");
        String other = invoice(50);
        allocate(payment, other, "2026-03-01");
        assertThat(byValue("2026-02-01"))
                .as("what was free all the time counts from the day it came")
                .isEqualTo("90 40");
    }

    private JsonNode allocate(String payment, String invoice, String on) {
        return erp.post(
                        "/v1/allocations",
                        Map.of("payment", payment, "invoice", invoice, "amount", 30, "allocated_on", on))
                .expect(201);
    }

    @Test
    void theDebtBearsInterestAgainFromTheDayAfter() {
        String version = erp.get("/v1/policies").header("ETag");
        erp.patch(
                        "/v1/policies",
                        version,
                        Map.of("interest", Map.of("rates", List.of(Map.of("from", "2025-01-01", "percent", "36.5")))))
                .expect(200);
        invoice(100_000);
        String payment = payment(100_000, "2026-01-20", "oldest_first");
        reverse(payment, Map.of("kind", "return", "reversed_on", "2026-02-10")).expect(200);

        JsonNode claimed = erp.post("/v1/interest_claims", Map.of("customer", customer, "through", "2026-02-20"))
                .expect(201);

        // Ten days at a tenth of a percent.
        assertThat(claimed.at("/data/0/amount").asLong()).isEqualTo(1_000);
    }

    private String invoice(long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private String payment(long amount, String receivedOn, String allocate) {
        return tenant.payment(customer, amount, receivedOn, allocate).path("id").asString();
    }

    private Api.Answer reverse(String payment, Map<String, Object> request) {
        var all = new HashMap<String, Object>(Map.of("reason", "the bank took it back"));
        all.putAll(request);
        return erp.post("/v1/payments/" + payment + "/reverse", all);
    }

    private Api.Answer reinstate(String payment, Map<String, Object> request) {
        var all = new HashMap<String, Object>(Map.of("reason", "we were right"));
        all.putAll(request);
        return erp.post("/v1/payments/" + payment + "/reinstate", all);
    }

    private JsonNode read(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200);
    }

    /** Open and unapplied, in the customer's one currency. */
    private String balances(String asOf) {
        JsonNode balance = erp.get("/v1/customers/" + customer + "/balance?as_of=" + asOf)
                .expect(200)
                .at("/balances/0");
        return balance.path("open").asLong() + " " + balance.path("unapplied").asLong();
    }

    /** Open and unapplied by value date, as interest and discount see them. */
    private String byValue(String asOf) {
        JsonNode currency = erp.get("/v1/reports/aging?date=value&as_of=" + asOf)
                .expect(200)
                .at("/currencies/0");
        return currency.path("open").asLong() + " " + currency.path("unapplied").asLong();
    }

    /** What was posted on a day: kind, and account and amount of both sides. */
    private List<String> journal(String on) {
        return erp.get("/v1/journal?from=" + on + "&to=" + on).expect(200).path("data").values().stream()
                .map(entry -> entry.path("kind").asString()
                        + entry.path("lines").values().stream()
                                .map(line -> " "
                                        + line.path("account").asString().replaceAll(":.*", "") + " "
                                        + line.path("amount").asLong())
                                .reduce("", String::concat))
                .toList();
    }

    private List<String> events() {
        return erp.get("/v1/audit?limit=200").expect(200).path("data").values().stream()
                .map(event -> event.path("type").asString())
                .toList();
    }
}
