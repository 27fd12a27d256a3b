package io.duebook.sandbox.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void hasAnAnswerToEverything() {
        Options usual = Options.parse(List.of());
        assertThat(usual.portBase()).isEqualTo(8000);
        assertThat(usual.demo()).isTrue();
        assertThat(usual.backends()).isEqualTo(1);
        assertThat(usual.stripe()).isNull();
        assertThat(usual.data().isAbsolute()).isTrue();
    }

    @Test
    void takesWhatIsGiven() {
        Options given = Options.parse(List.of(
                "--data",
                "/somewhere",
                "--fresh",
                "--port-base",
                "9000",
                "--no-demo",
                "--backends",
                "3",
                "--clock",
                "2025-03-31T08:00:00Z",
                "--stripe-url",
                "http://localhost:1/",
                "--stripe-key",
                "sk"));
        assertThat(given.data()).isEqualTo(Path.of("/somewhere"));
        assertThat(given.fresh()).isTrue();
        assertThat(given.demo()).isFalse();
        assertThat(given.clock()).isEqualTo(Instant.parse("2025-03-31T08:00:00Z"));
        assertThat(given.stripe()).isEqualTo(new Options.OtherStripe("http://localhost:1", "sk", ""));
        Ports ports = new Ports(given.portBase(), given.backends());
        assertThat(List.of(ports.backend(0), ports.backend(1), ports.backend(2)))
                .containsExactly(9001, 9010, 9011);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--frish",
                "--data",
                "--port-base many",
                "--port-base 80",
                "--backends 0",
                "--clock yesterday --fresh",
                "--clock 2025-03-31T08:00:00Z",
                "--stripe-url http://localhost:1"
            })
    void saysWhatIsWrong(String typed) {
        assertThatThrownBy(() -> Options.parse(List.of(typed.split(" "))))
                .isInstanceOf(Options.Wrong.class)
                .hasMessageContaining("--");
    }
}
