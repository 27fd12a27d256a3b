package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.env.MockEnvironment;

@BackendTest
class FiguresTest {

    private static final String FIGURES = "/actuator/prometheus";

    @Autowired
    private TestTenants tenants;

    @Test
    void areShownToNobodyAtThePublicPort() {
        assertThat(tenants.withoutToken().get("/actuator/health/readiness").status())
                .isEqualTo(200);
        assertThat(tenants.withoutToken().get(FIGURES).status()).isEqualTo(401);
        assertThat(tenants.create().program().get(FIGURES).status()).isEqualTo(404);
    }

    @Test
    void areShownAtAPortOfTheirOwn() {
        var own = new MockEnvironment()
                .withProperty("server.port", "8001")
                .withProperty("management.server.port", "9001");
        var same = new MockEnvironment()
                .withProperty("server.port", "8001")
                .withProperty("management.server.port", "8001");

        assertThat(SecurityConfiguration.open(own)).contains(FIGURES);
        assertThat(SecurityConfiguration.open(same)).doesNotContain(FIGURES);
    }
}
