package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Money settles claims of other currencies at a rate that is told. The usual way is docs/examples/exchange.md. */
@BackendTest
class OtherCurrencyTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aTenantThatKnowsADollar() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        rate("1.08", "2026-01-02");
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void anUndoingGivesBackWhatWasTakenWhateverTheRateIsByThen() {
        String invoice = invoice(100_000, "EUR");
        String payment = payment(120_000, "USD", List.of(Body.part(invoice, 100_000)));
        rate("2", "2026-01-03");
        String allocation = read(payment).at("/allocations/0/id").asString();

        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reversed_on", "2026-02-01", "reason", "Why not"))
                .expect(200);

        assertThat(balance("2026-01-20")).isEqualTo("USD 0 12000");
        assertThat(balance("2026-02-01")).isEqualTo("EUR 100000 0, USD 0 120000");
        assertThat(erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "Again"))
                        .refused(409))
                .isEqualTo("already_reversed");
        // By hand it settles at what is known now of the day on which the money came.
        assertThat(erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 60_001))
                        .refused(409))
                .isEqualTo("credit_used_up");
        JsonNode again = erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 60_000))
                .expect(201);
        assertThat(again.at("/exchange/amount").asLong()).isEqualTo(120_000);
        assertThat(again.at("/exchange/rate_on").asString()).isEqualTo("2026-01-03");
    }

    @Test
    void aPaymentTakenBackAndGivenAgainSettlesAtItsOwnRate() {
        String invoice = invoice(100_000, "EUR");
        String payment = payment(120_000, "USD", List.of(Body.part(invoice, 100_000)));
        rate("2", "2026-01-03");

        erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", "2026-02-01", "reason", "No"))
                .expect(200);
        assertThat(balance("2026-02-01")).isEqualTo("EUR 100000 0");
        payment(20_000, "EUR", List.of(Body.part(invoice, 20_000)));
        erp.post("/v1/payments/" + payment + "/reinstate", Map.of("reinstated_on", "2026-02-05", "reason", "Yes"))
                .expect(200);

        JsonNode made = read(payment).at("/allocations/1");
        assertThat(made.path("amount").asLong()).isEqualTo(80_000);
        assertThat(made.at("/exchange/amount").asLong()).isEqualTo(86_400);
        assertThat(balance("2026-02-05")).isEqualTo("USD 0 33600");
    }

    @Test
    void whatComesBackSettlesWhatItSettledAtTwoRates() {
        for (List<String> rates : List.of(List.of("1.10", "1.00"), List.of("1.00", "1.10"))) {
            String invoice = invoice(100_000, "EUR");
            String payment = payment(105_000, "USD", "none");
            for (String rate : rates) {
                erp.post(
                                "/v1/allocations",
                                Map.of("payment", payment, "invoice", invoice, "amount", 50_000, "rate", rate))
                        .expect(201);
            }
            takeBackAndGiveAgain(payment, "none");
            assertThat(balance("2026-12-31")).isEmpty();
            assertThat(read(payment).path("allocations").values().stream()
                            .map(made -> made.at("/exchange/amount").asLong()))
                    .hasSize(4)
                    .startsWith(rates.equals(List.of("1.10", "1.00")) ? 55_000L : 50_000L)
                    .endsWith(rates.equals(List.of("1.10", "1.00")) ? 50_000L : 55_000L);

            // Of what was paid otherwise meanwhile the last part does without, at its own rate.
            takeBackAndGiveAgain(payment, List.of(Body.part(invoice, 20_000)));
            assertThat(balance("2026-12-31"))
                    .isEqualTo(rates.equals(List.of("1.10", "1.00")) ? "USD 0 20000" : "USD 0 22000");
            erp.post(
                            "/v1/refunds",
                            Map.of(
                                    "payment",
                                    payment,
                                    "amount",
                                    read(payment).path("unapplied").asLong(),
                                    "reason",
                                    "Paid twice"))
                    .expect(201);
        }
    }

    /** Meanwhile 200 euros come, for what is told. */
    private void takeBackAndGiveAgain(String payment, Object meanwhile) {
        erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "mistake", "reason", "No"))
                .expect(200);
        if (meanwhile instanceof List<?> parts) {
            payment(20_000, "EUR", parts);
        }
        erp.post("/v1/payments/" + payment + "/reinstate", Map.of("reason", "Yes"))
                .expect(200);
    }

    @Test
    void aRestThatStayedForLessThanItsRateSettlesForThatAgain() {
        String invoice = invoice(13, "EUR");
        String payment = payment(14, "USD", List.of(Map.of("invoice", invoice, "amount", 13, "rate", "1.11")));
        // Eight of thirteen free nine; the five that stay keep five, though by the rate they are six.
        erp.post("/v1/refunds", refund(payment, invoice, 8, 9)).expect(201);

        takeBackAndGiveAgain(payment, "none");

        assertThat(balance("2026-12-31")).isEqualTo("EUR 8 0");
    }

    @Test
    void theRateIsToldAsItWasSaid() {
        String yen = invoice(15_000, "JPY");
        JsonNode exchange = read(payment(
                        10_000, "USD", List.of(Map.of("invoice", yen, "amount", 15_000, "rate", "150", "base", "USD"))))
                .at("/allocations/0/exchange");

        assertThat(exchange.path("rate").asString()).isEqualTo("0.006667");
        assertThat(exchange.path("steps").toString())
                .startsWith("[{\"base\":\"USD\",\"quote\":\"JPY\",\"rate\":\"150\",");
    }

    @Test
    void aRefundNamesWhatTheInvoiceGotAndFitsWhatItCost() {
        String invoice = invoice(100_000, "EUR");
        String payment = payment(108_000, "USD", List.of(Body.part(invoice, 100_000)));

        assertThat(erp.post("/v1/refunds", refund(payment, invoice, 100_001, 108_000))
                        .refused(409))
                .isEqualTo("not_settled_by_credit");
        assertThat(erp.post("/v1/refunds", refund(payment, invoice, 5_000, 5_000))
                        .status())
                .isEqualTo(409);
        erp.post("/v1/refunds", refund(payment, invoice, 1, 1)).expect(201);
        // Half a cent of a dollar is a cent.
        erp.post("/v1/refunds", refund(payment, invoice, 50_000, 54_000)).expect(201);

        assertThat(balance("2026-12-31")).isEqualTo("EUR 50001 0");
        assertThat(read(payment).path("unapplied").asLong()).isZero();
        erp.post("/v1/refunds", refund(payment, invoice, 49_999, 53_999)).expect(201);
        assertThat(balance("2026-12-31")).isEqualTo("EUR 100000 0");
    }

    @Test
    void theUndoOfAnImportGivesTheMoneyBackOnItsDay() {
        String imported = ImportFile.upload(
                        erp, ImportFile.HEADER + "C1,Acme Import,I-1,2026-01-05,2026-02-05,10.00,no,,,north\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + imported + "/commit", Map.of()).expect(200);
        JsonNode invoice = erp.get("/v1/invoices").expect(200).at("/data/0");
        customer = invoice.at("/customer/id").asString();
        String payment =
                payment(1_080, "USD", List.of(Body.part(invoice.path("id").asString(), 1_000)));
        assertThat(balance("2026-01-20")).isEmpty();

        erp.post("/v1/imports/" + imported + "/undo", Map.of()).expect(200);

        assertThat(balance("2026-01-19")).isEmpty();
        assertThat(balance("2026-01-20")).isEqualTo("USD 0 1080");
        assertThat(read(payment).path("unapplied").asLong()).isEqualTo(1_080);
    }

    @Test
    void whatCannotBeConvertedIsToldWhatToDo() {
        String euros = invoice(1_000, "EUR");
        String yen = invoice(1_000, "JPY");

        assertThat(refused(100, "USD", Map.of("invoice", yen, "amount", 10))).isEqualTo("currency_mismatch");
        assertThat(refusedAt(1_080, "USD", Body.part(euros, 1_001))).isEqualTo("/allocate");
        assertThat(refusedAt(100, "EUR", Map.of("invoice", euros, "amount", 1, "rate", "1")))
                .isEqualTo("/allocate/0/rate");
        assertThat(refusedAt(100, "USD", Map.of("invoice", euros, "amount", 1, "rate", "0")))
                .isEqualTo("/allocate/0/rate");
        assertThat(refusedAt(100, "USD", Map.of("invoice", euros, "amount", 1, "rate", "1.0000001")))
                .isEqualTo("/allocate/0/rate");
        assertThat(refusedAt(100, "USD", Map.of("invoice", euros, "amount", 1, "base", "USD")))
                .isEqualTo("/allocate/0/rate");
        assertThat(refusedAt(100, "USD", Map.of("invoice", euros, "amount", 1, "rate", "2", "base", "GBP")))
                .isEqualTo("/allocate/0/base");
        assertThat(refusedAt(100, "USD", Map.of("invoice", yen, "amount", 1, "rate", "1000", "base", "USD")))
                .isEqualTo("/allocate/0/amount");
        assertThat(erp.post(
                                "/v1/payments",
                                Body.payment(customer, 100, "USD")
                                        .with("received_on", "2026-01-20")
                                        .with("method", "cash")
                                        .with(
                                                "allocate",
                                                List.of(
                                                        Map.of("invoice", euros, "amount", 1, "rate", "2"),
                                                        Map.of("invoice", euros, "amount", 1, "rate", "3"))))
                        .expect(422)
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/allocate/1/rate");
        String free = payment(100, "USD", "none");
        assertThat(erp.post(
                                "/v1/allocations",
                                Map.of("payment", free, "invoice", yen, "amount", 1, "rate", "1000", "base", "USD"))
                        .refused(422))
                .isEqualTo("invalid_request");
        // Another tenant's rate says nothing here.
        TestTenant other = tenants.create();
        other.program()
                .post("/v1/exchange_rates", Map.of("base", "USD", "quote", "JPY", "rate", "150", "on", "2026-01-01"))
                .expect(201);
        assertThat(refused(100, "USD", Map.of("invoice", yen, "amount", 10))).isEqualTo("currency_mismatch");
    }

    @Test
    void ofSeveralAtOnceOneSettlesAndTheRestIsUnapplied() throws Exception {
        String invoice = invoice(10_000, "EUR");
        List<Callable<String>> payments = IntStream.range(0, 6)
                .<Callable<String>>mapToObj(at -> () -> payment(10_800, "USD", List.of(Body.part(invoice, 10_000))))
                .toList();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<String> payment : threads.invokeAll(payments)) {
                assertThat(payment.get()).isNotEmpty();
            }
        }
        assertThat(balance("2026-12-31")).isEqualTo("USD 0 54000");
        assertThat(erp.get("/v1/invoices/" + invoice).expect(200).path("state").asString())
                .isEqualTo("paid");
    }

    @Test
    void aDiscountAndADeductionAreOfTheClaimsCurrency() {
        String invoice = erp.made(
                "/v1/invoices",
                Body.invoice(customer, 10_000)
                        .with("issue_date", "2026-01-10")
                        .without("due_date")
                        .with("terms", Map.of("net", 30, "discount_percent", "2", "discount_days", 14)));
        JsonNode paid = read(payment(10_584, "USD", List.of(Body.part(invoice, 9_800))));
        assertThat(paid.at("/allocations/0/discount").asLong()).isEqualTo(200);
        String second = invoice(1_000, "EUR");
        JsonNode short_ = read(payment(
                540,
                "USD",
                List.of(Map.of(
                        "invoice", second, "amount", 500, "deduction", Map.of("amount", 500, "reason", "freight")))));
        assertThat(short_.at("/allocations/0/deduction").asLong()).isEqualTo(500);
        assertThat(balance("2026-12-31")).isEmpty();
        erp.post(
                        "/v1/payments/" + paid.path("id").asString() + "/reverse",
                        Map.of("kind", "return", "reversed_on", "2026-02-01", "reason", "No"))
                .expect(200);
        assertThat(balance("2026-12-31")).isEqualTo("EUR 10000 0");
    }

    /** Any rate, any digits: what was taken comes back, and the books balance on every day as known at every moment. */
    @Test
    void whateverTheRateTakingAllBackLeavesWhatWas() {
        var random = new Random(20261122);
        List<String> currencies = List.of("EUR", "USD", "JPY", "KWD");
        var allocations = new ArrayList<String>();
        long paid = 0;
        for (int time = 0; time < 24; time++) {
            String claimed = currencies.get(random.nextInt(4));
            String money = currencies.get((currencies.indexOf(claimed) + 1 + random.nextInt(3)) % 4);
            String invoice = invoice(1 + random.nextInt(50_000), claimed);
            String rate = "%d.%06d".formatted(random.nextInt(3), 1 + random.nextInt(999_999));
            Map<String, Object> part = Map.of(
                    "invoice",
                    invoice,
                    "amount",
                    200 + random.nextInt(50_000),
                    "rate",
                    rate,
                    "base",
                    random.nextBoolean() ? claimed : money);
            Api.Answer answer = erp.post("/v1/payments", payment(1_000_000_000L, money, List.of(part), "2026-01-20"));
            if (answer.status() == 201) {
                paid++;
                answer.json()
                        .path("allocations")
                        .forEach(made -> allocations.add(made.path("id").asString()));
            }
        }
        assertThat(allocations).hasSizeGreaterThan(10);
        Books.mustBalance(tenant.id());
        for (String allocation : allocations) {
            erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "All back"))
                    .expect(200);
        }
        long unapplied = erp.get("/v1/payments?limit=200").expect(200).path("data").values().stream()
                .mapToLong(payment -> payment.path("unapplied").asLong())
                .sum();
        assertThat(unapplied).isEqualTo(paid * 1_000_000_000L);
    }

    @Test
    void aContactSeesWhatTheirMoneyPaidInBothCurrencies() {
        String invoice = invoice(100_000, "EUR");
        String payment = payment(120_000, "USD", List.of(Body.part(invoice, 100_000)));
        Api contact = tenant.contact(customer);

        assertThat(contact.get("/v1/payments/" + payment)
                        .expect(200)
                        .at("/allocations/0/exchange/amount")
                        .asLong())
                .isEqualTo(108_000);
        assertThat(contact.get("/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01")
                        .expect(200)
                        .toString())
                .contains("\"kind\":\"exchange\"");
        String stranger = tenant.customer("Other").path("id").asString();
        assertThat(tenant.contact(stranger).get("/v1/payments/" + payment).status())
                .isEqualTo(404);
    }

    private void rate(String rate, String on) {
        erp.post("/v1/exchange_rates", Map.of("base", "EUR", "quote", "USD", "rate", rate, "on", on))
                .expect(201);
    }

    private String invoice(long amount, String currency) {
        return erp.made(
                "/v1/invoices",
                Body.invoice(customer, amount)
                        .with("currency", currency)
                        .with("issue_date", "2026-01-10")
                        .with("due_date", "2026-02-09"));
    }

    private String payment(long amount, String currency, Object allocate) {
        return erp.made("/v1/payments", payment(amount, currency, allocate, "2026-01-20"));
    }

    private Body payment(long amount, String currency, Object allocate, String on) {
        return Body.payment(customer, amount, currency).with("received_on", on).with("allocate", allocate);
    }

    private JsonNode read(String payment) {
        return erp.get("/v1/payments/" + payment).expect(200);
    }

    private static Map<String, Object> refund(String payment, String invoice, long part, long amount) {
        return Map.of(
                "payment",
                payment,
                "amount",
                amount,
                "refunded_on",
                "2026-03-01",
                "items",
                List.of(Body.part(invoice, part)),
                "reason",
                "Came back");
    }

    private String refused(long amount, String currency, Map<String, Object> part) {
        return erp.post("/v1/payments", payment(amount, currency, List.of(part), "2026-01-20"))
                .refused(422);
    }

    private String refusedAt(long amount, String currency, Map<String, Object> part) {
        return erp.post("/v1/payments", payment(amount, currency, List.of(part), "2026-01-20"))
                .expect(422)
                .at("/errors/0/pointer")
                .asString();
    }

    /** Per currency what is open and what is unapplied. */
    private String balance(String asOf) {
        return String.join(
                ", ",
                erp
                        .get("/v1/customers/" + customer + "/balance?as_of=" + asOf)
                        .expect(200)
                        .path("balances")
                        .values()
                        .stream()
                        .map(one ->
                                one.path("currency").asString() + " " + one.path("open") + " " + one.path("unapplied"))
                        .toList());
    }
}
