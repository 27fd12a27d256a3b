package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@BackendTest
class RequestBoundsTest {

    @Autowired
    private TestTenants tenants;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/customers?colour=red",
                "/v1/customers?externalId=1",
                "/v1/customers?limit=5&Limit=5",
                "/v1/tenant?x",
                "/v1/invoices?statu=open"
            })
    void refusesParametersNobodyReads(String path) {
        var answer = tenants.create().program().get(path);

        assertThat(answer.refused(400)).isEqualTo("unknown_parameter");
        assertThat(answer.json().at("/errors/0/pointer").asString()).startsWith("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/customers?limit=1&limit=2",
                "/v1/customers?q=a%00b",
                "/v1/customers?limit=NaN",
                "/v1/customers?limit=99999999999",
                "/v1/customers?archived=perhaps",
                "/v1/customers?updated_since=yesterday"
            })
    void refusesParametersItCannotRead(String path) {
        assertThat(tenants.create().program().get(path).refused(400)).isEqualTo("invalid_parameter");
    }

    @Test
    void aStrangersQueryTellsNothing() {
        assertThat(tenants.withoutToken().get("/v1/customers?colour=red").refused(401))
                .isEqualTo("token_required");
        assertThat(tenants.create()
                        .withScopes("me:read")
                        .get("/v1/customers?colour=red")
                        .refused(403))
                .isEqualTo("insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource({"name, 10001", "name, 1200000"})
    void refusesWhatIsTooLarge(String field, int length) {
        Api program = tenants.create().program();

        assertThat(program.post("/v1/customers", Map.of(field, "x".repeat(length)))
                        .refused(413))
                .isEqualTo("request_too_large");
    }

    @Test
    void refusesWhatIsTooDeep() {
        Api program = tenants.create().program();
        String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
        String path = "/v1/customers/"
                + program.post("/v1/customers", Map.of("name", "X"))
                        .expect(201)
                        .path("id")
                        .asString();

        assertThat(program.patch(path, "\"1\"", deep).refused(413)).isEqualTo("request_too_large");
    }

    @Test
    void tellsEachClientItsQuota() {
        var answer = tenants.create().program().get("/v1/customers");

        assertThat(answer.header("RateLimit-Limit")).isEqualTo("10000");
        assertThat(answer.header("RateLimit-Remaining")).isEqualTo("9999");
        assertThat(answer.header("RateLimit-Reset")).isEqualTo("1");
    }
}
