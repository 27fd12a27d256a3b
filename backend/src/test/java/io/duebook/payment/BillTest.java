package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The usual way is docs/examples/bills-and-cheques.md. */
@BackendTest
class BillTest {

    @Autowired
    private TestTenants tenants;

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

    /** However many ask at the same time, it becomes one thing, and is dishonoured once. */
    @Test
    void becomesOneThingAndIsTakenBackOnce() throws Exception {
        invoice(1_000);
        for (int round = 0; round < 3; round++) {
            String bill = bill("B-" + round, 1_000, "2026-04-20");
            assertThat(atOnce(List.of(
                            () -> erp.post(path(bill, "collect"), Map.of("collected_on", "2026-04-20")),
                            () -> erp.post(path(bill, "discount"), Map.of("discounted_on", "2026-02-01", "cost", 7)),
                            () -> erp.post(
                                    path(bill, "endorse"),
                                    Map.of("endorsee", "Steel Ltd", "endorsed_on", "2026-02-01")),
                            () -> erp.post(path(bill, "collect"), Map.of("collected_on", "2026-04-20")),
                            () -> erp.post(
                                    path(bill, "endorse"),
                                    Map.of("endorsee", "Steel Ltd", "endorsed_on", "2026-02-01")))))
                    .containsOnlyOnce(200)
                    .containsOnly(200, 409);
            assertThat(atOnce(List.of(
                            () -> erp.post(path(bill, "dishonour"), Map.of("reason", "not paid")),
                            () -> erp.post(path(bill, "undo"), Map.of("reason", "mistaken")),
                            () -> erp.post(path(bill, "dishonour"), Map.of("reason", "not paid")))))
                    .contains(200);
            assertThat(erp.get("/v1/bills/" + bill).expect(200).path("state").asString())
                    .isEqualTo("dishonoured");
            assertThat(erp.post(path(bill, "undo"), Map.of("reason", "late")).refused(409))
                    .isEqualTo("bill_taken_back");
        }
    }

    /** Each state comes back as it was, with its money where it was, and the customer trusted as before. */
    @Test
    void isGivenAgainWhereItWas() {
        tenant.invoice(customer, 1_000, "2026-01-01", "2026-01-31");
        String bill = bill("B-1", 1_000, "2026-04-20");
        String payment =
                erp.get("/v1/bills/" + bill).expect(200).path("payment").asString();
        erp.post(path(bill, "discount"), Map.of("discounted_on", "2026-02-10", "cost", 10))
                .expect(200);
        erp.post(path(bill, "dishonour"), Map.of("dishonoured_on", "2026-03-01", "reason", "the acceptor is bankrupt"))
                .expect(200);
        assertThat(undue("2026-02-28")).isEqualTo(1_000);
        assertThat(undue("2026-03-01")).isZero();
        erp.post("/v1/payments/" + payment + "/reinstate", Map.of("reinstated_on", "2026-03-05", "reason", "it is not"))
                .expect(200);
        assertThat(erp.get("/v1/bills/" + bill).expect(200).path("state").asString())
                .isEqualTo("discounted");
        assertThat(undue("2026-03-05")).isEqualTo(1_000);
        assertThat(undue("2026-04-20")).as("through its maturity").isEqualTo(1_000);
        assertThat(undue("2026-04-21")).isZero();

        erp.post(path(bill, "undo"), Map.of("undone_on", "2026-05-01", "reason", "the bank gave it back"))
                .expect(200);
        assertThat(undue("2026-04-30")).isZero();
        assertThat(undue("2026-05-01")).as("held, and not paid").isEqualTo(1_000);
        erp.post(path(bill, "return"), Map.of("returned_on", "2026-05-02", "reason", "to be exchanged"))
                .expect(200);
        assertThat(undue("2026-05-02")).isZero();
        assertThat(balances("bank")).isEqualTo(0);
        assertThat(balances("bills_receivable")).isEqualTo(0);
        assertThat(balances("finance_cost")).isEqualTo(0);
        JsonNode lines = erp.get("/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01")
                .expect(200)
                .at("/currencies/0/lines");
        assertThat(lines.values().stream().map(line -> line.path("kind").asString()))
                .containsExactly("invoice", "bill", "bill_returned", "bill", "bill_returned");
    }

    /** A discount rewards money: a bill that matures too late earns none, however early it is given. */
    @Test
    void earnsADiscountOnlyIfItIsMoneyInTime() {
        for (String maturesOn : List.of("2026-03-01", "2026-01-09")) {
            String invoice = discounted();
            bill("D-" + maturesOn, 9_800, maturesOn, List.of(Map.of("invoice", invoice, "amount", 9_800)));

            assertThat(open(invoice)).as(maturesOn).isEqualTo(maturesOn.equals("2026-01-09") ? 0 : 200);
        }
    }

    @Test
    void severalGoOnOneSlipOrNone() {
        String other = tenant.customer("Other").path("id").asString();
        String one = bill("1", 100, "2026-04-20");
        String theirs = billOf(other, "2", 200, "2026-04-01");
        String held = bill("3", 300, "2026-05-20");
        erp.post(path(held, "endorse"), Map.of("endorsee", "Steel Ltd", "endorsed_on", "2026-02-01"))
                .expect(200);

        assertThat(erp.post("/v1/bills/deposit", Map.of("bills", List.of(one, held), "slip", "D-1"))
                        .refused(409))
                .isEqualTo("bill_not_held");
        assertThat(erp.get("/v1/bills?state=deposited").expect(200).path("data"))
                .isEmpty();
        assertThat(erp.post("/v1/bills/deposit", Map.of("bills", List.of(one, one), "slip", "D-1"))
                        .refused(422))
                .isEqualTo("invalid_request");
        JsonNode deposited = erp.post(
                        "/v1/bills/deposit",
                        Map.of("bills", List.of(one, theirs), "slip", "D-1", "deposited_on", "2026-04-01"))
                .expect(200);
        assertThat(deposited.at("/data/1/customer/id").asString()).isEqualTo(other);
        assertThat(numbers("?slip=D-1")).containsExactly("2", "1");
        assertThat(numbers("?state=deposited&matures_to=2026-04-10")).containsExactly("2");
        assertThat(numbers("?customer=" + other)).containsExactly("2");
        assertThat(numbers("?limit=1")).containsExactly("2");
        String next =
                erp.get("/v1/bills?limit=1").expect(200).path("next_cursor").asString();
        assertThat(numbers("?limit=5&cursor=" + next)).containsExactly("1", "3");
        erp.post("/v1/bills/collect", Map.of("bills", List.of(theirs, one))).expect(200);
        assertThat(numbers("?state=collected")).containsExactly("2", "1");
        assertThat(tenants.create().program().get("/v1/bills").expect(200).path("data"))
                .isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        var request = new HashMap<String, Object>(payment(customer, 500, "none"));
        request.put("bill", Map.of("kind", "cheque", "number", "1"));
        assertThat(erp.post("/v1/payments", request).refused(422)).isEqualTo("invalid_request");
        request.put("bill", Map.of("kind", "bank_acceptance", "number", "1"));
        assertThat(erp.post("/v1/payments", request).refused(422)).isEqualTo("invalid_request");
        request.put("bill", Map.of("kind", "bank_acceptance", "number", "1", "matures_on", "2026-04-20"));
        request.put("bill", Map.of("kind", "bank_acceptance", "number", "1", "matures_on", "9999-12-31"));
        assertThat(erp.post("/v1/payments", request).refused(422)).isEqualTo("invalid_request");
        request.put("bill", Map.of("kind", "bank_acceptance", "number", "1", "matures_on", "2026-04-20"));
        request.put("account", "bank");
        assertThat(erp.post("/v1/payments", request).refused(422)).isEqualTo("invalid_request");

        String bill = bill("1", 500, "2026-04-20");
        assertThat(erp.post(path(bill, "collect"), Map.of("collected_on", "2026-01-09"))
                        .refused(422))
                .isEqualTo("bill_too_early");
        assertThat(erp.post(path(bill, "collect"), Map.of("collected_on", "2999-01-09"))
                        .refused(422))
                .isEqualTo("bill_in_future");
        assertThat(erp.post(path(bill, "discount"), Map.of("cost", 500, "discounted_on", "2026-02-01"))
                        .refused(422))
                .isEqualTo("bill_cost_too_high");
        assertThat(erp.post(path(bill, "discount"), Map.of("cost", 5, "discounted_on", "2026-04-21"))
                        .refused(422))
                .isEqualTo("bill_matured");
        assertThat(erp.post(path(bill, "endorse"), Map.of("endorsee", "Steel Ltd", "endorsed_on", "2026-04-21"))
                        .refused(422))
                .as("who takes an overdue one takes a lawsuit")
                .isEqualTo("bill_matured");
        assertThat(erp.post(path(bill, "undo"), Map.of("reason", "x")).refused(409))
                .isEqualTo("bill_untouched");
        assertThat(erp.post(path(bill, "dishonour"), Map.of()).refused(422)).isEqualTo("reason_required");
        request.remove("account");
        request.put(
                "bill", Map.of("kind", "bank_acceptance", "number", "2", "matures_on", "2026-04-20", "replaces", bill));
        assertThat(erp.post("/v1/payments", request).refused(409)).isEqualTo("bill_still_stands");
        request.put("customer", tenant.customer("Other").path("id").asString());
        assertThat(erp.post("/v1/payments", request).refused(422)).isEqualTo("unknown_reference");

        request.put("customer", customer);
        request.put(
                "bill",
                Map.of("kind", "bank_acceptance", "number", "1", "matures_on", "2026-04-20", "transferable", false));
        String fixed = billIn(erp.post("/v1/payments", request).expect(201));
        assertThat(erp.post(path(fixed, "endorse"), Map.of("endorsee", "Steel Ltd"))
                        .refused(409))
                .isEqualTo("bill_not_transferable");
        assertThat(erp.get("/v1/bills/" + fixed)
                        .expect(200)
                        .at("/same_number/0")
                        .asString())
                .as("the same number again is told")
                .isEqualTo(bill);
        request.put("method", "cheque");
        request.put("bill", Map.of("kind", "cheque", "number", "9"));
        String cheque = billIn(erp.post("/v1/payments", request).expect(201));
        assertThat(erp.post(path(cheque, "endorse"), Map.of("endorsee", "Steel Ltd"))
                        .refused(409))
                .isEqualTo("bill_in_bank");
        erp.post(path(cheque, "collect"), Map.of()).expect(200);
        erp.post(path(cheque, "undo"), Map.of("reason", "another cleared")).expect(200);
    }

    /** Who waits for the customer sees what was done with the bill meanwhile: its money is no promise any more. */
    @Test
    void isTakenFromWhatHasItWhenTheCustomerIsFree() throws Exception {
        invoice(1_000);
        String bill = bill("B-1", 1_000, "2999-12-31");
        String payment = paymentOf(bill);
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from customer where tenant_id = '%s' for update"
                    .formatted(tenant.id().value()));
            var discounted = CompletableFuture.supplyAsync(() -> erp.post(path(bill, "discount"), Map.of("cost", 10)));
            AtOnce.awaitWaiting(connection, 1);
            var returned = CompletableFuture.supplyAsync(() ->
                    erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "not paid")));
            AtOnce.awaitWaiting(connection, 2);
            connection.rollback();

            discounted.get().expect(200);
            returned.get().expect(200);
        }
        assertThat(balances("bills_receivable")).isZero();
        assertThat(balances("bank")).isEqualTo(-10);
        assertThat(undue("2999-12-31")).isZero();
    }

    /** Whoever took it without recourse bears the loss: the customer owes nobody's claim again. */
    @Test
    void whatIsSoldForGoodComesBackToNobody() {
        tenant.invoice(customer, 2_000, "2026-01-01", "2026-01-31");
        String sold = bill("B-1", 1_000, "2026-04-20");
        erp.post(path(sold, "discount"), Map.of("discounted_on", "2026-02-01", "cost", 15, "with_recourse", false))
                .expect(200);
        String endorsed = bill("B-2", 1_000, "2026-04-20");
        erp.post(
                        path(endorsed, "endorse"),
                        Map.of("endorsed_on", "2026-02-01", "endorsee", "Steel Ltd", "with_recourse", false))
                .expect(200);
        for (String bill : List.of(sold, endorsed)) {
            assertThat(erp.post(path(bill, "dishonour"), Map.of("reason", "bankrupt"))
                            .refused(409))
                    .isEqualTo("bill_without_recourse");
            assertThat(reverse(bill, "return").refused(409)).isEqualTo("bill_without_recourse");
            assertThat(reverse(bill, "mistake").refused(409)).isEqualTo("bill_without_recourse");
        }
        assertThat(balances("bank")).isEqualTo(985);
        erp.post(path(sold, "undo"), Map.of("reason", "it was with recourse")).expect(200);
        erp.post(path(sold, "dishonour"), Map.of("reason", "bankrupt")).expect(200);

        String lent = bill("B-3", 1_000, "2026-04-20");
        erp.post(path(lent, "endorse"), Map.of("endorsed_on", "2026-02-01", "endorsee", "Steel Ltd"))
                .expect(200);
        assertThat(reverse(lent, "mistake").refused(409))
                .as("what somebody else has cannot be given back")
                .isEqualTo("bill_not_held");
        reverse(lent, "return").expect(200);
    }

    /** Of those that were given in each other's place, one stands at most. */
    @Test
    void aBillAndItsReplacementNeverStandTogether() {
        String first = bill("B-1", 1_000, "2026-04-20");
        erp.post(path(first, "dishonour"), Map.of("reason", "not paid")).expect(200);
        String second = replacing(first, "B-2").expect(201).at("/bill/id").asString();
        assertThat(replacing(first, "B-3").refused(409)).isEqualTo("bill_replaced");
        assertThat(reinstate(first).refused(409)).isEqualTo("bill_replaced");
        erp.post(path(second, "return"), Map.of("reason", "exchanged")).expect(200);
        String third = replacing(second, "B-3").expect(201).at("/bill/id").asString();
        assertThat(reinstate(first).refused(409)).as("its replacement's").isEqualTo("bill_replaced");
        assertThat(reinstate(second).refused(409)).isEqualTo("bill_replaced");
        erp.post(path(third, "return"), Map.of("reason", "exchanged")).expect(200);
        reinstate(first).expect(200);
        assertThat(reinstate(third).refused(409)).as("in whose place it was").isEqualTo("bill_replaced");
        assertThat(undue("2999-12-31")).isEqualTo(1_000);
    }

    /** A post-dated cheque says on its paper when it can be cashed. */
    @Test
    void aChequeOfALaterDayIsPostDated() {
        var request = new HashMap<String, Object>(payment(customer, 500, "none"));
        request.put("method", "cheque");
        request.put("bill", Map.of("kind", "cheque", "number", "7", "issued_on", "2026-01-15"));
        JsonNode given = erp.post("/v1/payments", request).expect(201);
        assertThat(given.path("account").asString()).isEqualTo("bill");
        assertThat(given.at("/bill/matures_on").asString()).isEqualTo("2026-01-15");
    }

    /** Nothing is given back for a promise, and a currency that only promises are of is not in the balance. */
    @Test
    void aPromiseIsNoMoney() {
        var request = new HashMap<String, Object>(payment(customer, 500, "none"));
        request.put("bill", Map.of("kind", "bank_acceptance", "number", "1", "matures_on", "2026-04-20"));
        String bill = billIn(erp.post("/v1/payments", request).expect(201));
        Map<String, Object> refund =
                Map.of("payment", paymentOf(bill), "amount", 500, "method", "cash", "reason", "asked for it");
        assertThat(erp.post("/v1/refunds", refund).refused(409)).isEqualTo("bill_not_paid");
        erp.post(path(bill, "deposit"), Map.of("deposited_on", "2026-04-19")).expect(200);
        assertThat(erp.post("/v1/refunds", refund).refused(409)).isEqualTo("bill_not_paid");
        erp.post(path(bill, "collect"), Map.of("collected_on", "2026-04-20")).expect(200);
        erp.post("/v1/refunds", refund).expect(201);

        tenant.invoice(customer, 1_000, "2026-01-01", "2026-01-31");
        bill("2", 1_000, "2026-06-20");
        JsonNode balance = erp.get("/v1/customers/" + customer + "/balance?as_of=2026-06-01&group=true")
                .expect(200);
        assertThat(balance.path("balances").toString())
                .isEqualTo("[{\"currency\":\"EUR\",\"open\":0,\"unapplied\":500,\"balance\":-500}]");
        JsonNode now = erp.get("/v1/customers/" + customer + "/balance").expect(200);
        assertThat(now.path("balances")).isEmpty();
        assertThat(now.path("undue_bills").toString()).isEqualTo("[{\"currency\":\"EUR\",\"amount\":1000}]");
    }

    /** Paid before it matures, it earns what money of that day earns; taken back, what a promise does. */
    @Test
    void earnsADiscountFromTheDayItIsPaid() {
        for (boolean undone : List.of(false, true)) {
            String invoice = discounted();
            var request = new HashMap<String, Object>(payment(customer, 9_800, "none"));
            request.put("received_on", "2026-01-08");
            request.put("bill", Map.of("kind", "bank_acceptance", "number", "E", "matures_on", "2026-03-01"));
            String bill = billIn(erp.post("/v1/payments", request).expect(201));
            erp.post(path(bill, "collect"), Map.of("collected_on", "2026-01-09"))
                    .expect(200);
            if (undone) {
                erp.post(path(bill, "undo"), Map.of("reason", "another one was"))
                        .expect(200);
            }
            erp.post("/v1/allocations", Map.of("payment", paymentOf(bill), "invoice", invoice, "amount", 9_800))
                    .expect(201);
            assertThat(open(invoice)).isEqualTo(undone ? 200 : 0);
        }
    }

    /** What it cost and who has it is in no row that the database would show to a contact. */
    @Test
    void whatWasDoneWithItNamesNoCustomer() throws Exception {
        String bill = bill("B-1", 1_000, "2026-04-20");
        erp.post(path(bill, "discount"), Map.of("discounted_on", "2026-02-10", "cost", 10))
                .expect(200);
        erp.post(path(bill, "undo"), Map.of("undone_on", "2026-02-11", "reason", "another"))
                .expect(200);
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("""
                        select (select count(*) from journal_entry
                                 where tenant_id = '%1$s' and kind like 'bill_%%' and customer_id is null),
                               (select count(*) from event
                                 where tenant_id = '%1$s' and customer_id is null
                                   and type in ('bill.discounted', 'bill.step_undone'))
                        """.formatted(tenant.id().value()))) {
            found.next();
            assertThat(found.getInt(1)).isEqualTo(2);
            assertThat(found.getInt(2)).isEqualTo(2);
        }
    }

    /** The contact sees that they gave a bill, and not what was done with it. */
    @Test
    void theContactSeesTheBillAndNothingMore() {
        String bill = bill("B-1", 1_000, "2026-04-20");
        erp.post(path(bill, "discount"), Map.of("discounted_on", "2026-02-10", "cost", 10))
                .expect(200);
        Api contact = tenant.contact(customer);
        assertThat(contact.get("/v1/payments").expect(200).at("/data/0/bill/id").asString())
                .isEqualTo(bill);
        assertThat(contact.get("/v1/bills/" + bill).status()).isEqualTo(403);
    }

    /** What a wallet's money came through is kept. */
    @Test
    void aPaymentTellsItsChannel() {
        var request = new HashMap<String, Object>(payment(customer, 500, "none"));
        request.put("method", "wallet");
        request.put("channel", "wechat_pay");
        assertThat(erp.post("/v1/payments", request).expect(201).path("channel").asString())
                .isEqualTo("wechat_pay");
        request.put("method", "bill");
        assertThat(erp.post("/v1/payments", request).expect(201).path("account").asString())
                .as("a bill nobody followed is money when it is booked")
                .isEqualTo("bank");
    }

    private List<Integer> atOnce(List<Callable<Api.Answer>> calls) throws Exception {
        return AtOnce.all(calls).stream().map(Api.Answer::status).toList();
    }

    private List<String> numbers(String query) {
        return erp.get("/v1/bills" + query).expect(200).path("data").values().stream()
                .map(bill -> bill.path("number").asString())
                .toList();
    }

    private long undue(String asOf) {
        return erp.get("/v1/customers/" + customer + "/balance?as_of=" + asOf)
                .expect(200)
                .at("/undue_bills/0/amount")
                .asLong(0);
    }

    private long balances(String account) {
        long sum = 0;
        for (JsonNode entry : erp.get("/v1/journal?limit=200").expect(200).path("data")) {
            for (JsonNode line : entry.path("lines")) {
                sum += line.path("account").asString().equals(account)
                        ? line.path("amount").asLong()
                        : 0;
            }
        }
        return sum;
    }

    private String paymentOf(String bill) {
        return erp.get("/v1/bills/" + bill).expect(200).path("payment").asString();
    }

    private Api.Answer reverse(String bill, String kind) {
        return erp.post("/v1/payments/" + paymentOf(bill) + "/reverse", Map.of("kind", kind, "reason", "so it is"));
    }

    private Api.Answer reinstate(String bill) {
        return erp.post("/v1/payments/" + paymentOf(bill) + "/reinstate", Map.of("reason", "it stands"));
    }

    private Api.Answer replacing(String replaced, String number) {
        return erp.post(
                "/v1/payments",
                payment(customer, 1_000, "none")
                        .with("bill", Body.bill(number, "2026-04-20").with("replaces", replaced)));
    }

    /** Of 100.00, less 2 % if it is paid until 11 January. */
    private String discounted() {
        return erp.made(
                "/v1/invoices",
                Body.invoice(customer, 10_000).without("due_date").with("terms", Body.earlyPayment("2")));
    }

    private long open(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200).path("open").asLong();
    }

    private void invoice(long amount) {
        tenant.invoice(customer, amount, "2026-01-01", "2026-01-31");
    }

    private String bill(String number, long amount, String maturesOn) {
        return billOf(customer, number, amount, maturesOn);
    }

    private String billOf(String whose, String number, long amount, String maturesOn) {
        return billIn(erp.post(
                        "/v1/payments",
                        payment(whose, amount, "oldest_first").with("bill", Body.bill(number, maturesOn)))
                .expect(201));
    }

    private void bill(String number, long amount, String maturesOn, Object allocate) {
        erp.post(
                        "/v1/payments",
                        payment(customer, amount, allocate)
                                .with("received_on", "2026-01-08")
                                .with("bill", Body.bill(number, maturesOn)))
                .expect(201);
    }

    private static String billIn(JsonNode payment) {
        return payment.at("/bill/id").asString();
    }

    private static Body payment(String whose, long amount, Object allocate) {
        return Body.payment(whose, amount).with("method", "bill").with("allocate", allocate);
    }

    private static String path(String bill, String step) {
        return "/v1/bills/" + bill + "/" + step;
    }
}
