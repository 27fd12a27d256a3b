package io.duebook.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class FiguresTest {

    private static final String FIGURES = "/actuator/prometheus";

    @Test
    void areOpenOnlyAtAPortOfTheirOwn() {
        var none = new MockEnvironment().withProperty("server.port", "8003");
        var same = new MockEnvironment()
                .withProperty("server.port", "8003")
                .withProperty("management.server.port", "8003");
        var own = new MockEnvironment()
                .withProperty("server.port", "8003")
                .withProperty("management.server.port", "9003");

        assertThat(SecurityConfiguration.open(none)).doesNotContain(FIGURES).contains("/actuator/health/**");
        assertThat(SecurityConfiguration.open(same)).doesNotContain(FIGURES);
        assertThat(SecurityConfiguration.open(own)).contains(FIGURES);
    }
}
