package io.duebook.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Rates are recorded and never changed; the latest not after a day counts, as it was known at any moment. */
@BackendTest
class ExchangeRateTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;

    @BeforeEach
    void aTenantWithEurosAsItsOwnCurrency() {
        tenant = tenants.create();
    }

    @Test
    void theLatestNotAfterTheDayCountsInEitherDirection() {
        record("EUR", "USD", "1.10", "2026-01-05");
        record("USD", "EUR", "0.8", "2026-01-10");

        assertThat(refused("EUR", "USD", "2026-01-04")).isEqualTo("currency_mismatch");
        assertThat(rate("EUR", "USD", "2026-01-09")).isEqualTo("1.1");
        assertThat(rate("EUR", "USD", "2026-01-10")).isEqualTo("1.25");
        assertThat(rate("USD", "EUR", "2026-06-30")).isEqualTo("0.8");
        assertThat(effective("USD", "EUR", "2026-01-09").path("steps").toString())
                .isEqualTo("[{\"base\":\"EUR\",\"quote\":\"USD\",\"rate\":\"1.1\",\"on\":\"2026-01-05\"}]");
    }

    @Test
    void withoutARateOfTheirOwnTheyMeetInTheTenantsCurrency() {
        record("EUR", "USD", "1.08", "2026-01-02");
        assertThat(refused("USD", "JPY", "2026-01-31")).isEqualTo("currency_mismatch");
        record("EUR", "JPY", "163.25", "2026-01-03");

        assertThat(refused("USD", "JPY", "2026-01-02")).isEqualTo("currency_mismatch");
        assertThat(rate("USD", "JPY", "2026-01-31")).isEqualTo("151.157407");
        assertThat(effective("USD", "JPY", "2026-01-31").path("steps")).hasSize(2);

        record("USD", "JPY", "150", "2026-01-01");
        assertThat(rate("USD", "JPY", "2026-01-31")).isEqualTo("150");
    }

    @Test
    void theSameDayAgainCountsFromWhenItWasKnown() {
        JsonNode first = record("EUR", "USD", "1.10", "2026-01-05");
        JsonNode second = record("USD", "EUR", "0.5", "2026-01-05");

        assertThat(rate("EUR", "USD", "2026-01-05")).isEqualTo("2");
        assertThat(effective("EUR", "USD", "2026-01-05", first.path("recorded_at"))
                        .path("rate")
                        .asString())
                .isEqualTo("1.1");
        assertThat(tenant.program()
                        .get("/v1/exchange_rates/effective?base=EUR&quote=USD&on=2026-01-05&known_at="
                                + Instant.parse(first.path("recorded_at").asString())
                                        .minusMillis(1))
                        .refused(422))
                .isEqualTo("currency_mismatch");
        JsonNode list = tenant.program()
                .get("/v1/exchange_rates?from=2026-01-05&to=2026-01-05")
                .expect(200)
                .path("data");
        assertThat(list.path(0).path("id")).isEqualTo(second.path("id"));
        assertThat(list.path(0).path("replaced").asBoolean()).isFalse();
        assertThat(list.path(1).path("replaced").asBoolean()).isTrue();
        assertThat(tenant.program()
                        .get("/v1/exchange_rates?base=USD")
                        .expect(200)
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void severalComeTogetherOrNotAtAll() {
        var rates = List.of(given("EUR", "USD", "1.08", "2026-01-02"), given("EUR", "JPY", "163.25", "2026-01-02"));
        JsonNode recorded = tenant.program()
                .post("/v1/exchange_rates/several", Map.of("rates", rates))
                .expect(200);
        assertThat(recorded.path("data")).hasSize(2);
        assertThat(recorded.path("data").path(1).path("quote").asString()).isEqualTo("JPY");

        var wrong = List.of(
                given("EUR", "GBP", "0.85", "2026-01-02"),
                given("GBP", "EUR", "1.2", "2026-01-02"),
                given("EUR", "EUR", "1", "2026-01-02"),
                given("EUR", "CHF", "0", "2026-01-02"));
        JsonNode problem = tenant.program()
                .post("/v1/exchange_rates/several", Map.of("rates", wrong))
                .expect(422);
        assertThat(problem.path("errors")).hasSize(3);
        assertThat(refused("EUR", "GBP", "2026-01-31")).isEqualTo("currency_mismatch");
        assertThat(tenant.program()
                        .post("/v1/exchange_rates", given("EUR", "XXX", "1", "2026-01-02"))
                        .refused(422))
                .isEqualTo("currency_not_supported");
    }

    @Test
    void anotherTenantsAreNobodys() {
        record("EUR", "USD", "1.08", "2026-01-02");
        TestTenant other = tenants.create();

        assertThat(other.program().get("/v1/exchange_rates").expect(200).path("data"))
                .isEmpty();
        assertThat(other.program()
                        .get("/v1/exchange_rates/effective?base=EUR&quote=USD&on=2026-01-05")
                        .refused(422))
                .isEqualTo("currency_mismatch");
    }

    private JsonNode record(String base, String quote, String rate, String on) {
        return tenant.program()
                .post("/v1/exchange_rates", given(base, quote, rate, on))
                .expect(201);
    }

    private static Map<String, String> given(String base, String quote, String rate, String on) {
        return Map.of("base", base, "quote", quote, "rate", rate, "on", on);
    }

    private String rate(String from, String to, String on) {
        return effective(from, to, on).path("rate").asString();
    }

    private JsonNode effective(String from, String to, String on) {
        return tenant.program().get(ask(from, to, on)).expect(200);
    }

    private JsonNode effective(String from, String to, String on, JsonNode knownAt) {
        return tenant.program()
                .get(ask(from, to, on) + "&known_at=" + knownAt.asString())
                .expect(200);
    }

    private String refused(String from, String to, String on) {
        return tenant.program().get(ask(from, to, on)).refused(422);
    }

    private static String ask(String from, String to, String on) {
        return "/v1/exchange_rates/effective?base=%s&quote=%s&on=%s".formatted(from, to, on);
    }
}
