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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Refunds by hand; those through Stripe have a test of their own. */
@BackendTest
class RefundTest {

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
    void givesUnappliedCreditBackAndReopensNothing() {
        String invoice = invoice(1000);
        String payment = payment(1500, "2026-01-20", "oldest_first");
        String before = clock.instant().toString();

        JsonNode refund =
                refund(payment, 300, Map.of("refunded_on", "2026-02-03")).expect(201);

        assertThat(refund.path("state").asString()).isEqualTo("succeeded");
        assertThat(refund.path("method").asString()).isEqualTo("bank_transfer");
        assertThat(refund.path("payment").asString()).isEqualTo(payment);
        assertThat(refund.path("credit_note").isNull()).isTrue();
        assertThat(refund.path("failure").isNull()).isTrue();
        assertThat(erp.get("/v1/refunds/" + refund.path("id").asString()).expect(200))
                .isEqualTo(refund);
        JsonNode paid = erp.get("/v1/payments/" + payment).expect(200);
        assertThat(paid.path("unapplied").asLong()).isEqualTo(200);
        assertThat(paid.path("refunded").asLong()).isEqualTo(300);
        assertThat(paid.at("/refunds/0/id")).isEqualTo(refund.path("id"));
        assertThat(read(invoice).path("state").asString()).isEqualTo("paid");
        assertThat(balances("2026-02-02")).isEqualTo("0 500");
        assertThat(balances("2026-02-03")).isEqualTo("0 200");
        assertThat(balances("2026-02-03&known_at=" + before)).isEqualTo("0 500");
        assertThat(journal("2026-02-03")).containsExactly("refund unapplied 300 bank -300");
        assertThat(statement()).contains("2026-02-03 refund pay 300");
        assertThat(events()).contains("refund.succeeded");
    }

    @Test
    void aCreditNotesCreditIsPaidOut() {
        String note = erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-10",
                                "lines",
                                List.of(Map.of(
                                        "description", "Bonus",
                                        "quantity", "1",
                                        "unit_amount", 800,
                                        "tax_rate", "0"))))
                .expect(201)
                .path("id")
                .asString();

        JsonNode refund = erp.post(
                        "/v1/refunds",
                        Map.of(
                                "credit_note", note,
                                "amount", 800,
                                "refunded_on", "2026-01-12",
                                "method", "cash",
                                "external_id", "R-1",
                                "reason", "asked for it"))
                .expect(201);

        assertThat(refund.path("credit_note").asString()).isEqualTo(note);
        assertThat(refund.path("number").asString()).isEqualTo("CN-000001");
        assertThat(refund.path("method").asString()).isEqualTo("cash");
        assertThat(erp.get("/v1/credit_notes/" + note)
                        .expect(200)
                        .path("unapplied")
                        .asLong())
                .isZero();
        assertThat(balances("2026-01-12")).isEqualTo("0 0");
        assertThat(list("?credit_note=" + note)).hasSize(1);
        assertThat(list("?external_id=R-1")).hasSize(1);
        assertThat(list("?external_id=R-2")).isEmpty();
        assertThat(erp.post(
                                "/v1/refunds",
                                Map.of(
                                        "credit_note",
                                        note,
                                        "amount",
                                        1,
                                        "method",
                                        "processor",
                                        "reason",
                                        "asked for it"))
                        .refused(422))
                .isEqualTo("not_through_processor");
    }

    @Test
    void ofAllocatedMoneyTheItemsNamedAreOpenAgain() {
        String first = invoice(1000);
        String second = invoice(500);
        String payment = payment(1700, "2026-01-20", "oldest_first");

        JsonNode refund = refund(
                        payment,
                        900,
                        Map.of(
                                "refunded_on",
                                "2026-02-03",
                                "items",
                                List.of(
                                        Map.of("invoice", first, "amount", 600),
                                        Map.of("invoice", second, "amount", 100))))
                .expect(201);

        assertThat(refund.path("amount").asLong()).isEqualTo(900);
        assertThat(read(first).path("open").asLong()).isEqualTo(600);
        assertThat(read(second).path("open").asLong()).isEqualTo(100);
        assertThat(read(first).at("/settled/paid").asLong()).isEqualTo(400);
        assertThat(balances("2026-02-02")).isEqualTo("0 200");
        assertThat(balances("2026-02-03")).isEqualTo("700 0");
        assertThat(journal("2026-02-03"))
                .containsExactlyInAnyOrder(
                        "allocation_undone receivable 1000 unapplied -1000",
                        "allocation_undone receivable 500 unapplied -500",
                        "allocation unapplied 400 receivable -400",
                        "allocation unapplied 400 receivable -400",
                        "refund unapplied 900 bank -900");
    }

    @Test
    void theUnappliedPartGoesFirstAndTheItemsAreTheRest() {
        String invoice = invoice(1000);
        String payment = payment(1200, "2026-01-20", "oldest_first");
        String other = invoice(50);

        Api.Answer more = refund(payment, 201, Map.of());
        assertThat(more.refused(409)).isEqualTo("credit_used_up");
        assertThat(more.json().at("/params/unapplied").asLong()).isEqualTo(200);
        assertThat(refund(payment, 300, items(invoice, 300)).refused(409)).isEqualTo("items_do_not_fit");
        assertThat(refund(payment, 200, items(invoice, 1)).refused(409)).isEqualTo("items_do_not_fit");
        assertThat(refund(payment, 210, items(other, 10)).refused(409)).isEqualTo("not_settled_by_credit");
        assertThat(refund(payment, 1201, items(invoice, 1001)).refused(409)).isEqualTo("not_settled_by_credit");
        String strangers = tenant.invoice(
                        tenant.customer("Stranger").path("id").asString(), 10, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        assertThat(refund(payment, 210, items(strangers, 10)).refused(422)).isEqualTo("unknown_reference");
        assertThat(refund(payment, 0, Map.of()).refused(422)).isEqualTo("invalid_request");
        assertThat(erp.post("/v1/refunds", Map.of("payment", payment, "amount", 1))
                        .refused(422))
                .isEqualTo("reason_required");
        assertThat(erp.post("/v1/refunds", Map.of("amount", 1, "reason", "x")).refused(422))
                .isEqualTo("invalid_request");
        assertThat(refund(payment, 1, Map.of("method", "processor")).refused(422))
                .isEqualTo("not_through_processor");

        refund(payment, 1200, items(invoice, 1000)).expect(201);
        assertThat(refund(payment, 1, Map.of()).refused(409)).isEqualTo("credit_used_up");
    }

    private static Map<String, Object> items(String invoice, long amount) {
        return Map.of("items", List.of(Map.of("invoice", invoice, "amount", amount)));
    }

    @Test
    void isRefusedOnDaysOnWhichItCannotHaveBeen() {
        String invoice = invoice(1000);
        String payment = payment(600, "2026-01-20", "none");
        String allocation = erp.post(
                        "/v1/allocations",
                        Map.of("payment", payment, "invoice", invoice, "amount", 600, "allocated_on", "2026-02-10"))
                .expect(201)
                .path("id")
                .asString();

        var taking = new HashMap<>(items(invoice, 600));
        taking.put("refunded_on", "2026-02-09");
        assertThat(refund(payment, 600, taking).refused(422)).isEqualTo("refunded_too_early");
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "wrong", "reversed_on", "2026-02-15"))
                .expect(200);
        assertThat(refund(payment, 600, Map.of("refunded_on", "2026-02-14")).refused(422))
                .as("it settled something then")
                .isEqualTo("refunded_too_early");
        assertThat(refund(payment, 600, Map.of("refunded_on", "2999-01-01")).refused(422))
                .isEqualTo("refunded_in_future");
        refund(payment, 600, Map.of("refunded_on", "2026-02-15")).expect(201);
    }

    @Test
    void moneyThatAProcessorTookGoesOutOfItsClearing() {
        String payment = erp.made(
                "/v1/payments",
                Body.payment(customer, 300)
                        .with("received_on", "2026-01-21")
                        .with("method", "card")
                        .with("account", "processor")
                        .with("allocate", "none"));

        JsonNode refund =
                refund(payment, 100, Map.of("refunded_on", "2026-01-22")).expect(201);

        assertThat(refund.path("method").asString()).isEqualTo("processor");
        assertThat(refund.path("state").asString()).isEqualTo("succeeded");
        refund(payment, 100, Map.of("refunded_on", "2026-01-22", "method", "bank_transfer"))
                .expect(201);
        assertThat(journal("2026-01-22"))
                .containsExactlyInAnyOrder(
                        "refund unapplied 100 processor_clearing -100", "refund unapplied 100 bank -100");
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndActsOnce() {
        String payment = payment(600, "2026-01-20", "none");
        Api same = erp.with("Idempotency-Key", "once");
        Map<String, Object> request = Map.of("payment", payment, "amount", 400, "reason", "asked for it");

        JsonNode first = same.post("/v1/refunds", request).expect(201);

        assertThat(same.post("/v1/refunds", request).expect(201)).isEqualTo(first);
        assertThat(list("?payment=" + payment)).hasSize(1);
        assertThat(erp.post("/v1/refunds", request).refused(409)).isEqualTo("credit_used_up");
    }

    @Test
    void twoOfOneCreditAtOnceNeverGiveMoreThanThereIs() throws Exception {
        for (int round = 0; round < 4; round++) {
            String payment = payment(1000, "2026-01-20", "none");

            List<Integer> answers = AtOnce.all(IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(
                            at -> () -> refund(payment, 300, Map.of()).status())
                    .toList());

            assertThat(answers).containsOnly(201, 409);
            assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
            assertThat(erp.get("/v1/payments/" + payment)
                            .expect(200)
                            .path("unapplied")
                            .asLong())
                    .isEqualTo(100);
        }
    }

    @Test
    void givingBackAllocatingAndTakingBackAtOnceUseTheMoneyOnce() throws Exception {
        for (int round = 0; round < 4; round++) {
            String invoice = invoice(1000);
            String payment = payment(1000, "2026-01-20", "none");
            var commands = new ArrayList<Callable<Integer>>();
            commands.add(() -> refund(payment, 1000, Map.of()).status());
            commands.add(
                    () -> erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 1000))
                            .status());
            commands.add(() -> refund(payment, 1000, items(invoice, 1000)).status());
            if (round % 2 == 1) {
                commands.add(() -> erp.post(
                                "/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "race"))
                        .status());
            }

            List<Integer> answers = AtOnce.all(commands);

            assertThat(answers).isSubsetOf(200, 201, 409);
            JsonNode after = erp.get("/v1/payments/" + payment).expect(200);
            assertThat(after.path("refunded").asLong()).isIn(0L, 1000L);
            Books.mustBalance(tenant.id());
        }
    }

    @Test
    void whatWasGivenBackAndIsTakenBackAsWellIsOwed() {
        String invoice = invoice(700);
        String payment = payment(1000, "2026-01-20", "oldest_first");
        refund(payment, 300, Map.of("refunded_on", "2026-01-25")).expect(201);

        JsonNode reversed = erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of(
                                "kind", "return",
                                "reversed_on", "2026-02-03",
                                "customer_fee", 50,
                                "reason", "bounced"))
                .expect(200);

        String owed = reversed.at("/reversals/0/reclaimed").asString();
        JsonNode charge = erp.get("/v1/charges/" + owed).expect(200);
        assertThat(charge.path("kind").asString()).isEqualTo("refund_reclaimed");
        assertThat(charge.path("open").asLong()).isEqualTo(300);
        assertThat(charge.path("due_date").asString()).isEqualTo("2026-02-03");
        assertThat(balances("2026-02-02")).isEqualTo("0 0");
        assertThat(balances("2026-02-03")).isEqualTo("1050 0");
        assertThat(journal("2026-02-03"))
                .containsExactlyInAnyOrder(
                        "allocation_undone receivable 700 unapplied -700",
                        "refund_reclaimed receivable 300 unapplied -300",
                        "reversal unapplied 1000 bank -1000",
                        "fee receivable 50 fees_charged -50");
        assertThat(statement())
                .contains("2026-01-25 refund pay 300", "2026-02-03 reversal pay 1000", "2026-02-03 fee chg 50");
        assertThat(erp.with("If-Match", "\"1\"")
                        .post("/v1/charges/" + owed + "/void", Map.of("reason", "x"))
                        .refused(409))
                .isEqualTo("reclaimed_not_voidable");

        JsonNode reinstated = erp.post(
                        "/v1/payments/" + payment + "/reinstate",
                        Map.of("reinstated_on", "2026-03-01", "reason", "it came after all"))
                .expect(200);
        assertThat(reinstated.path("unapplied").asLong()).isZero();
        assertThat(read(invoice).path("state").asString()).isEqualTo("paid");
        assertThat(erp.get("/v1/charges/" + owed).expect(200).path("open").asLong())
                .isZero();
        assertThat(balances("2026-03-01")).isEqualTo("50 0");
    }

    @Test
    void whatIsOwedAgainWasNeverEarnedAndTakesNoCreditNote() {
        String payment = payment(1000, "2026-01-20", "none");
        refund(payment, 300, Map.of("refunded_on", "2026-01-25")).expect(201);
        String owed = erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", "2026-02-03", "reason", "bounced"))
                .expect(200)
                .at("/reversals/0/reclaimed")
                .asString();

        Api.Answer refused = erp.post(
                "/v1/credit_notes",
                Map.of(
                        "customer",
                        customer,
                        "currency",
                        "EUR",
                        "lines",
                        List.of(Map.of(
                                "invoice", owed,
                                "description", "Forgiven",
                                "quantity", "1",
                                "unit_amount", 100,
                                "tax_rate", "0"))));

        assertThat(refused.refused(422)).isEqualTo("claim_not_creditable");
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/lines/0/invoice");
        assertThat(erp.get("/v1/charges/" + owed).expect(200).path("flags").toString())
                .isEqualTo("[\"overdue\"]");
        tenant.payment(customer, 100, "2026-02-05", List.of(Map.of("invoice", owed, "amount", 100)));
        assertThat(erp.get("/v1/charges/" + owed).expect(200).path("flags").toString())
                .isEqualTo("[\"overdue\",\"partly_paid\"]");
    }

    @Test
    void whatWasGivenBackWhollyIsOwedWholly() {
        String payment = payment(1000, "2026-01-20", "none");
        refund(payment, 1000, Map.of("refunded_on", "2026-01-25")).expect(201);

        erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "chargeback", "reversed_on", "2026-02-03", "reason", "disputed"))
                .expect(200);

        assertThat(balances("2026-02-03")).isEqualTo("1000 0");
        assertThat(refund(payment, 1, Map.of()).refused(409)).isEqualTo("credit_used_up");
    }

    @Test
    void undoingAnImportTakesItsRefundsBackToo() {
        String row = "erp-9,Imported,I-1,2026-01-01,2026-01-31,100.00,no,2026-01-20,,north\n";
        String imported = ImportFile.upload(erp, ImportFile.HEADER + row)
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + imported + "/commit", "").expect(200);
        JsonNode payment = erp.get("/v1/payments").expect(200).at("/data/0");
        customer = payment.at("/customer/id").asString();
        String refund = refund(
                        payment.path("id").asString(),
                        4_000,
                        Map.of(
                                "refunded_on",
                                "2026-02-01",
                                "items",
                                List.of(Map.of(
                                        "invoice",
                                        payment.at("/allocations/0/invoice").asString(),
                                        "amount",
                                        4_000))))
                .expect(201)
                .path("id")
                .asString();

        erp.post("/v1/imports/" + imported + "/undo", "").expect(200);

        assertThat(balances("2026-02-01")).isEqualTo("0 0");
        assertThat(erp.get("/v1/refunds/" + refund).refused(404)).isEqualTo("not_found");
        assertThat(refund(payment.path("id").asString(), 1, Map.of()).refused(422))
                .isEqualTo("unknown_reference");
    }

    @Test
    void whatFailsHalfWayHasDoneNothing() throws SQLException {
        String invoice = invoice(1000);
        String payment = payment(1000, "2026-01-20", "oldest_first");
        Api same = erp.with("Idempotency-Key", "half way");
        var request = new HashMap<>(items(invoice, 400));
        request.putAll(Map.of("payment", payment, "amount", 400, "reason", "asked", "refunded_on", "2026-02-03"));

        sql("""
                create function break_refunds() returns trigger language plpgsql as
                $$ begin if new.tenant_id = '%s' then raise 'broken'; end if; return new; end $$""".formatted(tenant.id().value()));
        sql("create trigger breaks after insert on refund for each row execute function break_refunds()");
        try {
            assertThat(same.post("/v1/refunds", request).status()).isEqualTo(500);
            assertThat(balances("2026-03-01")).isEqualTo("0 0");
        } finally {
            sql("drop trigger breaks on refund");
            sql("drop function break_refunds()");
        }
        same.post("/v1/refunds", request).expect(201);
        assertThat(balances("2026-03-01")).isEqualTo("400 0");
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
        String refund = refund(payment, 100, Map.of()).expect(201).path("id").asString();
        Map<String, Object> request = Map.of("payment", payment, "amount", 1, "reason", "mine");

        Api other = tenants.create().program();
        assertThat(other.post("/v1/refunds", request).refused(422)).isEqualTo("unknown_reference");
        assertThat(other.get("/v1/refunds/" + refund).refused(404)).isEqualTo("not_found");
        assertThat(other.get("/v1/refunds?payment=" + payment).refused(422)).isEqualTo("unknown_reference");
        assertThat(other.get("/v1/refunds").expect(200).path("data")).isEmpty();
        Api contact = tenant.contact(customer);
        assertThat(contact.post("/v1/refunds", request).status()).isEqualTo(403);
        assertThat(contact.get("/v1/payments/" + payment)
                        .expect(200)
                        .path("refunded")
                        .asLong())
                .isEqualTo(100);
    }

    @Test
    void listsTheNewestFirst() {
        String payment = payment(1000, "2026-01-20", "none");
        List<String> made = IntStream.range(0, 3)
                .mapToObj(at -> refund(payment, 10 + at, Map.of())
                        .expect(201)
                        .path("id")
                        .asString())
                .toList();

        JsonNode page = erp.get("/v1/refunds?limit=2&customer=" + customer).expect(200);

        assertThat(page.path("data").values().stream().map(row -> row.path("id").asString()))
                .containsExactly(made.get(2), made.get(1));
        JsonNode next = erp.get(
                        "/v1/refunds?limit=2&cursor=" + page.path("next_cursor").asString())
                .expect(200);
        assertThat(next.at("/data/0/id").asString()).isEqualTo(made.getFirst());
        assertThat(next.path("has_more").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1000, 999", "KWD, 12345, 12344", "EUR, 2, 1"})
    void worksInEveryKindOfCurrency(String currency, long amount, long part) {
        String payment = erp.made(
                "/v1/payments",
                Body.payment(customer, amount, currency)
                        .with("received_on", "2026-01-20")
                        .with("method", "cash")
                        .with("allocate", "none"));

        JsonNode refund =
                refund(payment, part, Map.of("refunded_on", "2026-01-21")).expect(201);

        assertThat(refund.path("currency").asString()).isEqualTo(currency);
        assertThat(balances("2026-01-21")).isEqualTo("0 " + (amount - part));
    }

    private String invoice(long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private String payment(long amount, String receivedOn, String allocate) {
        return tenant.payment(customer, amount, receivedOn, allocate).path("id").asString();
    }

    private Api.Answer refund(String payment, long amount, Map<String, Object> more) {
        var all = new HashMap<String, Object>(
                Map.of("payment", payment, "amount", amount, "reason", "the customer asked for it"));
        all.putAll(more);
        return erp.post("/v1/refunds", all);
    }

    private JsonNode list(String query) {
        return erp.get("/v1/refunds" + query).expect(200).path("data");
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

    private List<String> statement() {
        JsonNode statement = erp.get(
                        "/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01&to=2026-12-31")
                .expect(200)
                .at("/currencies/0");
        long moved = statement.path("lines").values().stream()
                .mapToLong(line -> line.path("amount").asLong())
                .sum();
        assertThat(statement.path("opening").asLong() + moved)
                .isEqualTo(statement.path("closing").asLong());
        return statement.path("lines").values().stream()
                .map(line ->
                        line.path("on").asString() + " " + line.path("kind").asString() + " "
                                + line.path("id").asString().substring(0, 3) + " "
                                + line.path("amount").asLong())
                .toList();
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
