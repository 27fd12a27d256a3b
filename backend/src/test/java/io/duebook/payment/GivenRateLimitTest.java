package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a claim loses by a rate given by hand counts in the limit of whoever gives it (docs/decisions/0171). */
@BackendTest
class GivenRateLimitTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    /** At a euro for 1.08 dollars, what is settled for as many dollars as euros loses 0.08 in 1.08. */
    @BeforeEach
    void aTenantWithALimitAndARate() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        rate("USD", "1.08");
        erp.patch("/v1/policies", erp.get("/v1/policies").header("ETag"), """
                        {"write_off":{"approve_above":100,"limits":[{"role":"admin","up_to":null}]}}""").expect(200);
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void aRateThatGivesUpTooMuchIsRefusedAndNothingIsBooked() {
        String invoice = invoice(100_000);

        JsonNode refused = pay(erp, 100, "USD", part(invoice, 100_000, "0.001")).expect(422);

        assertThat(refused.path("code").asString()).isEqualTo("rate_gives_up_too_much");
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/allocate/0/rate");
        assertThat(refused.at("/params/lost").asLong()).isEqualTo(100_000 - 93);
        assertThat(erp.get("/v1/payments").expect(200).path("data")).isEmpty();
        assertThat(open(invoice)).isEqualTo(100_000);

        // The other way round it is the same rate.
        assertThat(pay(erp, 100, "USD", part(invoice, 100_000, "1000").with("base", "USD"))
                        .refused(422))
                .isEqualTo("rate_gives_up_too_much");
        String money = pay(erp, 100, "USD").expect(201).path("id").asString();
        JsonNode later = allocate(money, invoice, 100_000, "0.001").expect(422);
        assertThat(later.path("code").asString()).isEqualTo("rate_gives_up_too_much");
        assertThat(later.at("/errors/0/pointer").asString()).isEqualTo("/rate");
        assertThat(open(invoice)).isEqualTo(100_000);
        pay(tenant.member("eve", "admin"), 100, "USD", part(invoice, 100_000, "0.001"))
                .expect(201);
        assertThat(open(invoice)).isZero();
    }

    /** A bank's rate is never quite the recorded one, and one worse for the payer gives nothing up. */
    @Test
    void withinTheLimitAndForMoreMoneyAnyRateDoes() {
        pay(erp, 1_000, "USD", part(invoice(1_000), 1_000, "1")).expect(201);
        pay(erp, 2_000_000, "USD", part(invoice(1_000_000), 1_000_000, "2")).expect(201);
        pay(erp, 1_080_000, "USD", part(invoice(1_000_000), 1_000_000, "1.08")).expect(201);
    }

    /** The limit is the claim's, however it ends and in however many parts. */
    @Test
    void itCountsWithWhatEndedBeforeAndAfter() {
        String invoice = invoice(5_000);
        JsonNode first = pay(erp, 1_000, "USD", part(invoice, 1_000, "1")).expect(201);
        assertThat(pay(erp, 500, "USD", part(invoice, 500, "1")).refused(422)).isEqualTo("rate_gives_up_too_much");

        // 74 are lost: 26 may go alone, and not one more.
        assertThat(writeOff(invoice, 27)).isEqualTo(202);
        JsonNode paidShort = pay(
                        erp,
                        1_000,
                        "EUR",
                        Body.part(invoice, 1_000).with("deduction", Map.of("amount", 27, "reason", "freight")))
                .expect(201);
        assertThat(paidShort.at("/waiting/0/amount").asLong()).isEqualTo(27);
        assertThat(writeOff(invoice, 26)).isEqualTo(200);
        assertThat(pay(erp, 27, "USD", part(invoice, 30, "0.9")).refused(422)).isEqualTo("rate_gives_up_too_much");

        // Taken back, it is lost no more.
        erp.post(
                        "/v1/payments/" + first.path("id").asString() + "/reverse",
                        Map.of("kind", "return", "reason", "no funds"))
                .expect(200);
        pay(erp, 900, "USD", part(invoice, 900, "1")).expect(201);
    }

    @Test
    void aDeductionWaitsWhereBothTogetherAreTooMuch() {
        JsonNode paid = pay(
                        erp,
                        1_000,
                        "USD",
                        part(invoice(1_030), 1_000, "1").with("deduction", Map.of("amount", 30, "reason", "freight")))
                .expect(201);
        assertThat(paid.at("/allocations/0/exchange/amount").asLong()).isEqualTo(1_000);
        assertThat(paid.at("/waiting/0/amount").asLong()).isEqualTo(30);
    }

    /** A rate that the tenant records later for the same day was the right one. */
    @Test
    void itIsHeldAgainstWhatIsKnownOfTheDay() {
        String invoice = invoice(5_000);
        pay(erp, 1_000, "USD", part(invoice, 1_000, "1")).expect(201);
        rate("USD", "1");
        assertThat(writeOff(invoice, 100)).isEqualTo(200);
    }

    /** A rate that was replaced is the tenant's no more, however often it is given. */
    @Test
    void whatWasReplacedIsNoRateOfOnesOwn() {
        rate("USD", "1", "2026-01-10");
        rate("USD", "1.08", "2026-01-10");
        String invoice = invoice(5_000);
        pay(erp, 1_000, "USD", part(invoice, 1_000, "1")).expect(201);
        assertThat(pay(erp, 1_000, "USD", part(invoice, 1_000, "1")).refused(422))
                .isEqualTo("rate_gives_up_too_much");
        assertThat(writeOff(invoice, 27)).isEqualTo(202);
    }

    /** What settled at the tenant's own rate lost nothing, though that rate was replaced since. */
    @Test
    void whatWasOnesOwnThenLostNothing() {
        rate("USD", "1", "2026-01-10");
        String invoice = invoice(5_000);
        pay(erp, 1_000, "USD", Body.part(invoice, 1_000)).expect(201);
        rate("USD", "1.08", "2026-01-10");
        assertThat(writeOff(invoice, 100)).isEqualTo(200);
    }

    @Test
    void whatIsRecoveredIsGivenUpNoMore() {
        String invoice = invoice(90);
        assertThat(writeOff(invoice, 90)).isEqualTo(200);
        // 72 dollars are worth 67 euros: 23 are given up of the 90 that were.
        pay(erp, 72, "USD", part(invoice, 90, "0.8")).expect(201);
        assertThat(erp.get("/v1/invoices/" + invoice).expect(200).path("state").asString())
                .isEqualTo("paid");
    }

    /** Whoever has no limit is not held against anything. */
    @Test
    void aRateThatWasMistypedKeepsNobodyWithoutALimitFromWritingOff() {
        String invoice = invoice(20_000_000);
        pay(erp, 10_800_000, "USD", part(invoice, 10_000_000, "1.08")).expect(201);
        rate("USD", "999999999999", "2026-01-10");
        assertThat(tenant.member("eve", "admin")
                        .with("If-Match", "\"1\"")
                        .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "gone"))
                        .status())
                .isEqualTo(200);
    }

    /** Another tenant's rate is nobody's business here. */
    @Test
    void withoutARateOfOnesOwnNobodyCanTell() {
        tenants.create()
                .program()
                .post("/v1/exchange_rates", Map.of("base", "EUR", "quote", "GBP", "rate", "0.85", "on", "2026-01-02"))
                .expect(201);
        String invoice = invoice(1_000);
        JsonNode refused = pay(erp, 850, "GBP", part(invoice, 1_000, "0.85")).expect(422);
        assertThat(refused.path("code").asString()).isEqualTo("no_recorded_rate");
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/allocate/0/rate");
        rate("GBP", "0.86");
        pay(erp, 850, "GBP", part(invoice, 1_000, "0.85")).expect(201);
    }

    @Test
    void atTheSameTimeTheLimitHolds() {
        String invoice = invoice(10_000);
        List<Integer> statuses = AtOnce.all(Collections.nCopies(
                5, () -> pay(erp, 1_000, "USD", part(invoice, 1_000, "1")).status()));
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(open(invoice)).isEqualTo(9_000);
    }

    private void rate(String quote, String rate) {
        rate(quote, rate, "2026-01-02");
    }

    private void rate(String quote, String rate, String on) {
        erp.post("/v1/exchange_rates", Map.of("base", "EUR", "quote", quote, "rate", rate, "on", on))
                .expect(201);
    }

    private String invoice(long amount) {
        return erp.made("/v1/invoices", Body.invoice(customer, amount));
    }

    private static Body part(String invoice, long amount, String rate) {
        return Body.part(invoice, amount).with("rate", rate);
    }

    private Api.Answer pay(Api who, long amount, String currency, Body... parts) {
        return who.post(
                "/v1/payments",
                Body.payment(customer, amount, currency).with("allocate", parts.length == 0 ? "none" : List.of(parts)));
    }

    private Api.Answer allocate(String payment, String invoice, long amount, String rate) {
        return erp.post(
                "/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", amount, "rate", rate));
    }

    private int writeOff(String invoice, long amount) {
        return erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "gone", "amount", amount))
                .status();
    }

    private long open(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200).path("open").asLong();
    }
}
