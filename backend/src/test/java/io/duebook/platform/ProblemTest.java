package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BackendTest
class ProblemTest {

    @Autowired
    private TestTenants tenants;

    @Test
    void asksForATokenWhereNoneIsSent() {
        var answer = tenants.withoutToken().get("/v1/customers");

        assertThat(answer.refused(401)).isEqualTo("token_required");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void namesTheMissingScope() {
        var answer = tenants.create().withScopes("invoices:read").get("/v1/customers");

        assertThat(answer.refused(403)).isEqualTo("insufficient_scope");
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", "customers:read");
    }

    @Test
    void refusesATokenForAnotherAudience() {
        var answer = tenants.withClaims(Map.of("sub", "x", "aud", "elsewhere", "scope", "customers:read"))
                .get("/v1/customers");

        assertThat(answer.refused(401)).isEqualTo("invalid_token");
    }

    @Test
    void anUnknownPathIsAProblemToo() {
        var answer = tenants.create().withScopes("nothing:read").get("/v1/nothing");

        assertThat(answer.refused(404)).isEqualTo("not_found");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
