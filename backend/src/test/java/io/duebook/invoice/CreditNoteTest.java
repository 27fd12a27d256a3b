package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.platform.BusinessClock;
import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class CreditNoteTest {

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
    void anInvoiceWhollyCreditedIsClosedAndSaysHow() {
        String invoice = invoice(10_000, "19");
        assertThat(read(invoice).path("closed_by")).isEmpty();

        JsonNode note = credit(line(invoice, 10_000, "19")).expect(201);

        assertThat(note.path("total").asLong()).isEqualTo(11_900);
        assertThat(note.path("number").asString()).isEqualTo("CN-000001");
        assertThat(note.path("unapplied").asLong()).isZero();
        JsonNode closed = read(invoice);
        assertThat(closed.path("state").asString()).isEqualTo("paid");
        assertThat(closed.path("closed_by").toString()).isEqualTo("[\"credited\"]");
        assertThat(closed.path("settled").path("credited").asLong()).isEqualTo(11_900);
        assertThat(closed.path("settled").path("paid").asLong()).isZero();
        JsonNode allocation = closed.path("allocations").path(0);
        assertThat(allocation.path("credit_note").asString())
                .isEqualTo(note.path("id").asString());
        assertThat(allocation.path("number").asString()).isEqualTo("CN-000001");
        assertThat(allocation.path("payment").isNull()).isTrue();
        assertThat(closed.path("version").asInt())
                .as("a credit note is no edit")
                .isEqualTo(1);
    }

    @Test
    void anInvoicePartlyCreditedIsNotPartlyPaid() {
        String invoice = invoice(10_000, "0");
        credit(line(invoice, 2_000, "0")).expect(201);

        assertThat(read(invoice).path("flags").toString())
                .contains("partly_credited")
                .doesNotContain("partly_paid");
        assertThat(list("/v1/invoices?state=open").path(0).path("flags").toString())
                .contains("partly_credited");

        tenant.payment(customer, 8_000, "2026-01-12", "oldest_first");
        JsonNode closed = read(invoice);
        assertThat(closed.path("closed_by").toString()).isEqualTo("[\"paid\",\"credited\"]");
        assertThat(list("/v1/invoices?state=paid").path(0).path("closed_by")).isEqualTo(closed.path("closed_by"));
    }

    @Test
    void theRestOfAPaidInvoiceIsUnappliedCredit() {
        String invoice = invoice(10_000, "0");
        tenant.payment(customer, 9_000, "2026-01-12", "oldest_first");

        JsonNode note = credit(line(invoice, 3_000, "0")).expect(201);

        assertThat(note.path("allocations").path(0).path("amount").asLong()).isEqualTo(1_000);
        assertThat(note.path("unapplied").asLong()).isEqualTo(2_000);
        assertThat(balance("2026-01-31").path("balance").asLong()).isEqualTo(-2_000);
    }

    @Test
    void allocatesNothingWhereNothingIsAsked() {
        String invoice = invoice(10_000, "0");

        JsonNode note = creditWith(Map.of("allocate", "none"), line(invoice, 3_000, "0"))
                .expect(201);

        assertThat(note.path("unapplied").asLong()).isEqualTo(3_000);
        assertThat(read(invoice).path("open").asLong()).isEqualTo(10_000);
        assertThat(credit(line(invoice, 7_001, "0")).refused(422))
                .as("counted all the same")
                .isEqualTo("credit_exceeds_claim");
    }

    @Test
    void anAllocationHasTheLaterOfBothDates() {
        String invoice = invoice(10_000, "0");

        JsonNode early = creditWith(Map.of("issue_date", "2025-12-24"), line(invoice, 1_000, "0"))
                .expect(201);
        JsonNode late = creditWith(Map.of("issue_date", "2026-03-01"), line(invoice, 1_000, "0"))
                .expect(201);

        assertThat(early.path("allocations").path(0).path("allocated_on").asString())
                .isEqualTo("2026-01-10");
        assertThat(late.path("allocations").path(0).path("allocated_on").asString())
                .isEqualTo("2026-03-01");
        assertThat(balance("2025-12-31").path("unapplied").asLong()).isEqualTo(1_000);
        assertThat(balance("2026-01-10").path("open").asLong()).isEqualTo(9_000);
    }

    @Test
    void whatWasKnownBeforeItStaysAsItWas() {
        String invoice = invoice(10_000, "0");
        String before = clock.instant().toString();
        credit(line(invoice, 1_000, "0")).expect(201);

        assertThat(balance("2026-01-31&known_at=" + before).path("open").asLong())
                .isEqualTo(10_000);
        assertThat(balance("2026-01-31").path("open").asLong()).isEqualTo(9_000);
        assertThat(balance("2026-01-14").path("open").asLong()).isEqualTo(10_000);
    }

    @Test
    void theJournalNamesItAsTheSource() {
        JsonNode note = credit(line(invoice(10_000, "19"), 1_000, "19")).expect(201);

        assertThat(journalOf(note))
                .containsExactly(
                        "revenue 1000",
                        "unapplied -1000",
                        "tax 190",
                        "unapplied -190",
                        "unapplied 1190",
                        "receivable -1190");
        assertThat(erp.with("Accept", "text/x-hledger").get("/v1/journal").text())
                .contains("credit_note | " + note.path("id").asString());
    }

    @Test
    void countsEarlierCreditNotesPerRateAndPerLine() {
        String invoice = erp.post(
                        "/v1/invoices",
                        request(
                                Map.of("issue_date", "2026-01-10", "terms", "net_30", "issue", true),
                                item(10_000, "19"),
                                item(5_000, "7"),
                                item(2_000, "19")))
                .expect(201)
                .path("id")
                .asString();
        credit(ofLine(invoice, 1, 9_000, "19")).expect(201);

        assertThat(credit(ofLine(invoice, 1, 1_001, "19")).refused(422)).isEqualTo("credit_exceeds_claim");
        assertThat(credit(line(invoice, 3_001, "19")).refused(422)).isEqualTo("credit_exceeds_claim");
        assertThat(credit(line(invoice, 5_001, "7")).refused(422)).isEqualTo("credit_exceeds_claim");
        assertThat(credit(line(invoice, 1, "0")).refused(422)).isEqualTo("credit_exceeds_claim");
        assertThat(credit(ofLine(invoice, 4, 1, "19")).refused(422)).isEqualTo("no_such_line");
        assertThat(credit(ofLine(invoice, 2, 1, "19")).refused(422)).isEqualTo("other_tax_rate");
        var two = credit(ofLine(invoice, 1, 600, "19"), ofLine(invoice, 1, 401, "19"));
        assertThat(two.refused(422)).as("lines of one document count together").isEqualTo("credit_exceeds_claim");
        assertThat(two.json().at("/params/left").asLong()).isEqualTo(1_000);
        assertThat(two.json().at("/params/invoice_line").asInt()).isEqualTo(1);

        credit(line(invoice, 3_000, "19"), line(invoice, 5_000, "7")).expect(201);
        JsonNode closed = read(invoice);
        assertThat(closed.path("open").asLong()).isZero();
        assertThat(closed.path("taxes"))
                .allMatch(rate -> rate.path("credited").asLong()
                        == rate.path("net").asLong() + rate.path("tax").asLong());
    }

    @Test
    void feesAndInterestAreGivenBackWhereTheyWereEarned() {
        String charged = erp.post(
                        "/v1/fees",
                        Map.of(
                                "customer",
                                customer,
                                "kind",
                                "late_fee",
                                "amount",
                                4_000,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-10"))
                .expect(201)
                .path("id")
                .asString();

        JsonNode note = credit(line(charged, 1_500, "0")).expect(201);

        assertThat(note.at("/claims/0/invoice").asString()).isEqualTo(charged);
        assertThat(note.at("/allocations/0/invoice").asString()).isEqualTo(charged);
        assertThat(journalOf(note)).contains("fees_charged 1500", "receivable -1500");
        assertThat(credit(line(charged, 2_501, "0")).refused(422)).isEqualTo("credit_exceeds_claim");
        assertThat(list("/v1/credit_notes?invoice=" + charged)).hasSize(1);
    }

    @Test
    void isAppliedByHandAndTakenBackLikeMoney() {
        JsonNode note = credit(line(null, 5_000, "0")).expect(201);
        String id = note.path("id").asString();
        String invoice = invoice(3_000, "0");
        var parts = new HashMap<String, Object>(
                Map.of("credit_note", id, "invoice", invoice, "amount", 3_000, "allocated_on", "2026-02-01"));

        JsonNode made = erp.post("/v1/allocations", parts).expect(201);
        assertThat(made.path("credit_note").asString()).isEqualTo(id);
        assertThat(made.path("payment").isNull()).isTrue();
        assertThat(read(invoice).path("closed_by").toString()).isEqualTo("[\"credited\"]");
        assertThat(erp.post("/v1/allocations", parts).refused(409)).isEqualTo("item_settled");

        String other = invoice(9_000, "0");
        parts.putAll(Map.of("invoice", other, "amount", 2_001));
        assertThat(erp.post("/v1/allocations", parts).refused(409)).isEqualTo("credit_used_up");

        JsonNode undone = erp.post(
                        "/v1/allocations/" + made.path("id").asString() + "/reverse",
                        Map.of("reason", "not that one", "reversed_on", "2026-02-05"))
                .expect(200);
        assertThat(undone.path("credit_note").asString()).isEqualTo(id);
        assertThat(undone.path("reversed_on").asString()).isEqualTo("2026-02-05");
        assertThat(get(id).path("unapplied").asLong()).isEqualTo(5_000);
        assertThat(get(id).at("/allocations/0/reversed").asBoolean()).isTrue();
        assertThat(read(invoice).path("open").asLong()).isEqualTo(3_000);
        assertThat(events()).contains("allocation.created " + id, "allocation.reversed " + id);
    }

    @Test
    void anAllocationNamesExactlyOneSource() {
        String note = credit(line(null, 5_000, "0")).expect(201).path("id").asString();
        String payment =
                tenant.payment(customer, 100, "2026-01-10", "none").path("id").asString();
        String invoice = invoice(3_000, "0");

        assertThat(allocate(Map.of("invoice", invoice, "amount", 1)).refused(422))
                .isEqualTo("invalid_request");
        assertThat(allocate(Map.of("credit_note", note, "payment", payment, "invoice", invoice, "amount", 1))
                        .refused(422))
                .isEqualTo("invalid_request");
        // The same UUID under the other prefix is nothing that exists.
        var disguised = allocate(Map.of("payment", note.replace("crn_", "pay_"), "invoice", invoice, "amount", 1));
        assertThat(disguised.refused(422)).isEqualTo("unknown_reference");
        assertThat(disguised.json().at("/params/pointer").asString()).isEqualTo("/payment");
        assertThat(allocate(Map.of("credit_note", payment.replace("pay_", "crn_"), "invoice", invoice, "amount", 1))
                        .json()
                        .at("/params/pointer")
                        .asString())
                .isEqualTo("/credit_note");
        String theirs = theirNote();
        assertThat(bytes(allocate(Map.of("credit_note", theirs, "invoice", invoice, "amount", 1))))
                .isEqualTo(bytes(allocate(
                        Map.of("credit_note", "crn_00000000000000000000000000", "invoice", invoice, "amount", 1))));
    }

    @Test
    void voidingTakesItBackOnItsDayAndFreesWhatItCounted() {
        String invoice = invoice(10_000, "19");
        JsonNode note = creditWith(Map.of("allocate", "none"), ofLine(invoice, 1, 10_000, "19"))
                .expect(201);
        String path = "/v1/credit_notes/" + note.path("id").asString() + "/void";
        Map<String, Object> why = Map.of("reason", "wrong invoice");

        assertThat(erp.post(path, why).refused(428)).isEqualTo("version_required");
        assertThat(erp.with("If-Match", "\"2\"").post(path, why).refused(412)).isEqualTo("version_mismatch");
        assertThat(erp.with("If-Match", "\"1\"").post(path, Map.of()).refused(422))
                .isEqualTo("reason_required");
        Api once = erp.with("If-Match", "\"1\"").with("Idempotency-Key", "void-it");
        JsonNode voided = once.post(path, why).expect(200);
        assertThat(once.post(path, why).expect(200)).isEqualTo(voided);

        assertThat(voided.path("state").asString()).isEqualTo("void");
        assertThat(voided.path("unapplied").asLong()).isZero();
        assertThat(erp.with("If-Match", "\"2\"").post(path, why).refused(409)).isEqualTo("already_void");
        String today =
                LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Berlin")).toString();
        assertThat(balance("2026-01-31").path("unapplied").asLong())
                .as("the past stays")
                .isEqualTo(11_900);
        assertThat(balance(today).path("unapplied").asLong()).isZero();
        JsonNode last = activity(today).path("lines").values().stream()
                .reduce((before, line) -> line)
                .orElseThrow();
        assertThat(last.path("kind").asString()).isEqualTo("reversal");
        assertThat(last.path("id").asString()).isEqualTo(note.path("id").asString());
        assertThat(events()).contains("credit_note.issued", "credit_note.voided");
        credit(ofLine(invoice, 1, 10_000, "19")).expect(201);
    }

    @Test
    void whatIsUsedIsNotVoidedUntilItIsFreeAgain() {
        String invoice = invoice(10_000, "0");
        JsonNode note = credit(line(invoice, 10_000, "0")).expect(201);
        Api current = erp.with("If-Match", "\"1\"");
        String path = "/v1/credit_notes/" + note.path("id").asString() + "/void";

        assertThat(current.post(path, Map.of("reason", "x")).refused(409)).isEqualTo("credit_note_has_allocations");

        erp.post(
                        "/v1/allocations/" + note.at("/allocations/0/id").asString() + "/reverse",
                        Map.of("reason", "to be voided"))
                .expect(200);
        current.post(path, Map.of("reason", "x")).expect(200);
        assertThat(read(invoice).path("open").asLong()).isEqualTo(10_000);
    }

    @Test
    void oneOfALaterDayIsVoidedOnThatDay() {
        JsonNode note = creditWith(Map.of("issue_date", "2099-01-01"), line(null, 700, "0"))
                .expect(201);
        erp.with("If-Match", "\"1\"")
                .post("/v1/credit_notes/" + note.path("id").asString() + "/void", Map.of("reason", "x"))
                .expect(200);

        assertThat(erp.get("/v1/journal?from=2099-01-01").expect(200).path("data"))
                .hasSize(2);
        assertThat(erp.get("/v1/journal?to=2098-12-31").expect(200).path("data"))
                .isEmpty();
    }

    @Test
    void aVoidInvoiceTakesNoCredit() {
        String invoice = invoice(10_000, "0");
        erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/void", Map.of("reason", "x"))
                .expect(200);

        assertThat(credit(line(invoice, 1, "0")).refused(409)).isEqualTo("invoice_void");
    }

    @Test
    void aVoidFeeTakesNoCredit() {
        String fee = fee(4_000);
        erp.with("If-Match", "\"1\"")
                .post("/v1/charges/" + fee + "/void", Map.of("reason", "x"))
                .expect(200);

        assertThat(credit(line(fee, 4_000, "0")).refused(409)).isEqualTo("invoice_void");
    }

    @Test
    void takesNoTaxBackOfWhatBoreNone() {
        String fee = fee(11_900);

        var taxed = credit(line(fee, 10_000, "19"));

        assertThat(taxed.refused(422)).isEqualTo("other_tax_rate");
        assertThat(taxed.json().at("/errors/0/pointer").asString()).isEqualTo("/lines/0/tax_rate");
        credit(line(fee, 11_900, "0.00")).expect(201);
        assertThat(balance("2026-01-31").path("balance").asLong()).isZero();
    }

    @Test
    void anInvoiceThatItTakesBackIsNotVoidedToo() {
        String invoice = invoice(10_000, "19");
        JsonNode note = creditWith(Map.of("allocate", "none"), line(invoice, 10_000, "19"))
                .expect(201);
        Api first = erp.with("If-Match", "\"1\"");

        assertThat(first.post("/v1/invoices/" + invoice + "/void", Map.of("reason", "twice"))
                        .refused(409))
                .isEqualTo("invoice_has_credit_notes");
        assertThat(balance("2026-01-31").path("balance").asLong()).isZero();

        first.post("/v1/credit_notes/" + note.path("id").asString() + "/void", Map.of("reason", "once"))
                .expect(200);
        first.post("/v1/invoices/" + invoice + "/void", Map.of("reason", "once"))
                .expect(200);
    }

    /** Either at the same moment: never both. */
    @Test
    void creditedAndVoidedAtOnceItIsTakenBackOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String invoice = invoice(10_000, "0");

            List<Integer> answers = AtOnce.all(List.of(
                    () -> creditWith(Map.of("allocate", "none"), line(invoice, 10_000, "0"))
                            .status(),
                    () -> erp.with("If-Match", "\"1\"")
                            .post("/v1/invoices/" + invoice + "/void", Map.of("reason", "race"))
                            .status()));

            assertThat(answers).isIn(List.of(201, 409), List.of(409, 200));
        }
    }

    private String fee(long amount) {
        return erp.post(
                        "/v1/fees",
                        Map.of(
                                "customer", customer,
                                "kind", "late_fee",
                                "amount", amount,
                                "currency", "EUR",
                                "issue_date", "2026-01-10"))
                .expect(201)
                .path("id")
                .asString();
    }

    @Test
    void arrearsFromBeforeTheBooksAreGivenBackOutOfRevenue() {
        String arrears = erp.post(
                        "/v1/invoices",
                        request(
                                Map.of("issue_date", "2026-01-10", "terms", "net_30", "opening", true, "issue", true),
                                item(8_000, "0")))
                .expect(201)
                .path("id")
                .asString();

        JsonNode note = credit(line(arrears, 8_000, "0")).expect(201);

        assertThat(journalOf(note))
                .containsExactly("revenue 8000", "unapplied -8000", "unapplied 8000", "receivable -8000");
    }

    @Test
    void numbersGivenByHandArePassedOverAndARefusedNoteTakesNone() {
        creditWith(Map.of("number", "CN-000001"), line(null, 1, "0")).expect(201);
        assertThat(creditWith(Map.of("number", "CN-000001"), line(null, 1, "0")).refused(409))
                .isEqualTo("number_taken");
        JsonNode second =
                creditWith(Map.of("external_id", "erp-1"), line(null, 1, "0")).expect(201);
        assertThat(second.path("number").asString()).isEqualTo("CN-000002");

        // Fails in the database, after its number was taken: everything of it is undone.
        assertThat(creditWith(Map.of("external_id", "erp-1"), line(invoice(500, "0"), 500, "0"))
                        .refused(409))
                .isEqualTo("external_id_taken");

        assertThat(credit(line(null, 1, "0")).expect(201).path("number").asString())
                .isEqualTo("CN-000003");
        assertThat(balance("2026-01-31").path("open").asLong()).isEqualTo(500);
        assertThat(list("/v1/credit_notes")).hasSize(3);
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndActsOnce() {
        String invoice = invoice(10_000, "0");
        Api same = erp.with("Idempotency-Key", "rebate-1");
        Map<String, Object> request = request(Map.of("issue_date", "2026-01-20"), line(invoice, 1_000, "0"));

        var first = same.post("/v1/credit_notes", request);
        var second = same.post("/v1/credit_notes", request);

        assertThat(second.expect(201)).isEqualTo(first.expect(201));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("ETag")).isEqualTo("\"1\"");
        assertThat(read(invoice).path("open").asLong()).isEqualTo(9_000);
        assertThat(erp.plainPost("/v1/credit_notes", request).refused(400)).isEqualTo("idempotency_key_required");
    }

    @Test
    void twoAtOnceNeverExceedTheInvoice() throws Exception {
        for (int round = 0; round < 5; round++) {
            String invoice = invoice(10_000, "19");
            List<Integer> statuses = AtOnce.all(IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(
                            at -> () -> credit(line(invoice, 4_000, "19")).status())
                    .toList());

            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(2);
            assertThat(statuses.stream().filter(status -> status == 422)).hasSize(6);
            assertThat(read(invoice).path("settled").path("credited").asLong()).isEqualTo(2 * 4_760);
        }
    }

    @Test
    void creditAndMoneyAtOnceSettleTheInvoiceOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String invoice = invoice(10_000, "0");
            Object whole = List.of(Map.of("invoice", invoice, "amount", 10_000));
            List<Integer> statuses = AtOnce.all(List.of(
                    () -> credit(line(invoice, 10_000, "0")).status(),
                    () -> tenant.payment(customer, 10_000, "2026-01-20", whole)
                                            .path("unapplied")
                                            .asInt()
                                    >= 0
                            ? 201
                            : 0,
                    () -> erp.with("If-Match", "\"1\"")
                            .post("/v1/invoices/" + invoice + "/void", Map.of("reason", "race"))
                            .status()));

            JsonNode settled = read(invoice);
            assertThat(settled.path("open").asLong()).isZero();
            if (statuses.getLast() != 200) {
                assertThat(settled.path("settled").path("paid").asLong()
                                + settled.path("settled").path("credited").asLong())
                        .isEqualTo(10_000);
                assertThat(statuses.getFirst()).isEqualTo(201);
            }
            Books.mustBalance(tenant.id());
        }
    }

    @Test
    void anotherTenantAndAnotherCustomerFindNothing() {
        String theirs = theirNote();
        var none = erp.get("/v1/credit_notes/crn_00000000000000000000000000");
        assertThat(bytes(erp.get("/v1/credit_notes/" + theirs))).isEqualTo(bytes(none));

        String stranger = tenant.customer("Stranger").path("id").asString();
        String foreign = tenant.invoice(stranger, 100, "2026-01-10", "2026-02-09")
                .path("id")
                .asString();
        var named = credit(line(invoice(1, "0"), 1, "0"), line(foreign, 1, "0"));
        assertThat(named.refused(422)).isEqualTo("unknown_reference");
        assertThat(named.json().at("/params/pointer").asString()).isEqualTo("/lines/1/invoice");
        assertThat(erp.get("/v1/credit_notes?invoice=inv_00000000000000000000000000")
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.get("/v1/credit_notes?invoice=nonsense").refused(422)).isEqualTo("unknown_reference");
    }

    @Test
    void aContactReadsTheirOwnAndWritesNone() {
        String own = credit(line(null, 100, "0")).expect(201).path("id").asString();
        String stranger = tenant.customer("Stranger").path("id").asString();
        var foreign = erp.post(
                        "/v1/credit_notes",
                        Map.of("customer", stranger, "currency", "EUR", "lines", List.of(line(null, 100, "0"))))
                .expect(201);
        Api contact = tenant.contact(customer);

        assertThat(contact.get("/v1/credit_notes/" + own)
                        .expect(200)
                        .path("total")
                        .asLong())
                .isEqualTo(100);
        assertThat(contact.get("/v1/credit_notes/" + foreign.path("id").asString())
                        .status())
                .isEqualTo(404);
        assertThat(contact.get("/v1/credit_notes").expect(200).path("data")).hasSize(1);
        assertThat(contact.post("/v1/credit_notes", request(Map.of(), line(null, 1, "0")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void listsNewestFirstAndByWhatTheyName() {
        String first = invoice(1_000, "0");
        String second = invoice(1_000, "0");
        credit(line(first, 1, "0")).expect(201);
        creditWith(Map.of("external_id", "x-2"), line(first, 2, "0"), line(second, 3, "0"))
                .expect(201);
        credit(line(null, 9, "0")).expect(201);

        assertThat(totals("/v1/credit_notes")).containsExactly(9L, 5L, 1L);
        assertThat(totals("/v1/credit_notes?invoice=" + first)).containsExactly(5L, 1L);
        assertThat(totals("/v1/credit_notes?invoice=" + second)).containsExactly(5L);
        assertThat(totals("/v1/credit_notes?external_id=x-2")).containsExactly(5L);
        assertThat(totals("/v1/credit_notes?customer=" + customer + "&limit=2")).containsExactly(9L, 5L);
        JsonNode page = erp.get("/v1/credit_notes?updated_since=2020-01-01T00:00:00Z&limit=2")
                .expect(200);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(totals("/v1/credit_notes?updated_since=2020-01-01T00:00:00Z&cursor="
                        + page.path("next_cursor").asString()))
                .containsExactly(9L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"lines":[]}                                          | 422 | invalid_request        | /lines
            {"lines":[{"quantity":"0"}]}                          | 422 | invalid_request        | /lines/0/quantity
            {"lines":[{"quantity":"-1"}]}                         | 422 | invalid_request        | /lines/0/quantity
            {"lines":[{"unit_amount":0}]}                         | 422 | invalid_request        | /lines/0/unit_amount
            {"lines":[{"unit_amount":-5}]}                        | 422 | invalid_request        | /lines/0/unit_amount
            {"lines":[{"tax_rate":"100.1"}]}                      | 422 | invalid_request        | /lines/0/tax_rate
            {"lines":[{"tax_rate":"-1"}]}                         | 422 | invalid_request        | /lines/0/tax_rate
            {"lines":[{"invoice_line":1}]}                        | 422 | invalid_request        | /lines/0/invoice
            {"lines":[{"invoice":"cus_1"}]}                       | 422 | unknown_reference      | /lines/0/invoice
            {"lines":[{"quantity":"0.000001","unit_amount":1}]}   | 422 | nothing_credited       | /lines
            {"lines":[{"unit_amount":1000000000000001}]}          | 422 | invalid_request        | /lines/0/unit_amount
            {"lines":[{"quantity":"2","unit_amount":1000000000000000}]} | 422 | invalid_request   | /lines/0
            {"lines":[{"unit_amount":1000000000000000,"tax_rate":"1"}]} | 422 | invalid_request   | /lines
            {"currency":"XXX"}                                    | 422 | currency_not_supported |
            {"allocate":"oldest_first"}                           | 422 | invalid_request        | /allocate
            {"customer":"cus_00000000000000000000000000"}         | 422 | unknown_reference      | /customer
            {"issue_date":"2026-02-30"}                           | 400 | invalid_type           | /issue_date
            {"total":1}                                           | 400 | unknown_field          | /total
            """)
    void refusesWhatIsNoCreditNote(String spoilt, int status, String code, @Nullable String pointer) {
        var request = new HashMap<String, Object>(request(Map.of()));
        JsonNode more = Api.JSON.readTree(spoilt);
        more.properties().forEach(field -> request.put(field.getKey(), field.getValue()));
        if (more.path("lines").isArray()) {
            request.put(
                    "lines",
                    more.path("lines").values().stream()
                            .map(fields -> {
                                var line = new HashMap<>(line(null, 100, "0"));
                                fields.properties().forEach(field -> line.put(field.getKey(), field.getValue()));
                                return line;
                            })
                            .toList());
        } else {
            request.put("lines", List.of(line(null, 100, "0")));
        }

        var answer = erp.post("/v1/credit_notes", request);

        assertThat(answer.refused(status)).as(answer.text()).isEqualTo(code);
        if (pointer != null) {
            assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        }
        assertThat(list("/v1/credit_notes")).isEmpty();
    }

    @Test
    void undoingAnImportFreesTheCreditAndKeepsItsCustomer() {
        String row = "erp-7,Imported,I-1,2026-01-01,2026-01-31,100.00,no,,,north\n";
        String imported = ImportFile.upload(erp, ImportFile.HEADER + row)
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + imported + "/commit", "").expect(200);
        JsonNode invoice = list("/v1/invoices?q=I-1").path(0);
        customer = invoice.at("/customer/id").asString();
        JsonNode note = credit(line(invoice.path("id").asString(), 4_000, "0")).expect(201);

        erp.post("/v1/imports/" + imported + "/undo", "").expect(200);

        JsonNode after = get(note.path("id").asString());
        assertThat(after.path("unapplied").asLong()).isEqualTo(4_000);
        assertThat(after.at("/allocations/0/reversed").asBoolean()).isTrue();
        assertThat(balance("2026-01-31").path("unapplied").asLong()).isEqualTo(4_000);
        assertThat(erp.get("/v1/customers?external_id=erp-7").expect(200).path("data"))
                .hasSize(1);
    }

    @Test
    void isOfTheInvoicesCurrency() {
        String invoice = invoice(10_000, "0");

        assertThat(creditWith(Map.of("currency", "USD"), line(invoice, 1, "0")).refused(422))
                .isEqualTo("currency_mismatch");
    }

    private String theirNote() {
        TestTenant other = tenants.create();
        String theirs = other.customer("Theirs").path("id").asString();
        return other.program()
                .post(
                        "/v1/credit_notes",
                        Map.of("customer", theirs, "currency", "EUR", "lines", List.of(line(null, 100, "0"))))
                .expect(201)
                .path("id")
                .asString();
    }

    private Api.Answer allocate(Map<String, Object> request) {
        return erp.post("/v1/allocations", request);
    }

    private static String bytes(Api.Answer answer) {
        return answer.status() + answer.text().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    private String invoice(long amount, String rate) {
        return erp.post(
                        "/v1/invoices",
                        request(
                                Map.of("issue_date", "2026-01-10", "terms", "net_30", "issue", true),
                                item(amount, rate)))
                .expect(201)
                .path("id")
                .asString();
    }

    @SafeVarargs
    private Api.Answer credit(Map<String, Object>... lines) {
        return creditWith(Map.of(), lines);
    }

    @SafeVarargs
    private Api.Answer creditWith(Map<String, Object> more, Map<String, Object>... lines) {
        var all = new HashMap<String, Object>(Map.of("issue_date", "2026-01-15"));
        all.putAll(more);
        return erp.post("/v1/credit_notes", request(all, lines));
    }

    @SafeVarargs
    private Map<String, Object> request(Map<String, Object> more, Map<String, Object>... lines) {
        var all = new HashMap<String, Object>(Map.of("customer", customer, "currency", "EUR", "lines", List.of(lines)));
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> item(long amount, String rate) {
        return Map.of("description", "Work", "quantity", "1", "unit_amount", amount, "tax_rate", rate);
    }

    private static Map<String, Object> line(@Nullable String invoice, long amount, String rate) {
        var line = new HashMap<String, Object>(item(amount, rate));
        if (invoice != null) {
            line.put("invoice", invoice);
        }
        return line;
    }

    private static Map<String, Object> ofLine(String invoice, int number, long amount, String rate) {
        Map<String, Object> line = line(invoice, amount, rate);
        line.put("invoice_line", number);
        return line;
    }

    private JsonNode read(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200);
    }

    private JsonNode get(String note) {
        return erp.get("/v1/credit_notes/" + note).expect(200);
    }

    private JsonNode list(String path) {
        return erp.get(path).expect(200).path("data");
    }

    private List<Long> totals(String path) {
        return list(path).values().stream()
                .map(row -> row.path("total").asLong())
                .toList();
    }

    private JsonNode balance(String asOf) {
        return erp.get("/v1/customers/" + customer + "/balance?as_of=" + asOf)
                .expect(200)
                .at("/balances/0");
    }

    private JsonNode activity(String to) {
        return erp.get("/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01&to=" + to)
                .expect(200)
                .at("/currencies/0");
    }

    /** Account and amount of every line the note's entries have. */
    private List<String> journalOf(JsonNode note) {
        return list("/v1/journal?limit=200").values().stream()
                .filter(entry -> entry.path("source").equals(note.path("id")))
                .flatMap(entry -> entry.path("lines").values().stream())
                .map(line -> line.path("account").asString().replaceAll(":.*", "") + " "
                        + line.path("amount").asLong())
                .toList();
    }

    /** Types of what the log tells, those of allocations with their credit note. */
    private List<String> events() {
        return erp.get("/v1/audit?limit=200").expect(200).path("data").values().stream()
                .map(event -> (event.path("type").asString() + " "
                                + event.at("/object/credit_note").asString(""))
                        .strip())
                .toList();
    }
}
