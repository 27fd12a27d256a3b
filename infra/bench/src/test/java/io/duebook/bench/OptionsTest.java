package io.duebook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.bench.Options.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Path ROOT = Path.of("anywhere");

    @Test
    void measureEverythingUnlessTold() {
        Options options = Options.parse(ROOT);
        assertThat(options.parts()).containsExactly(Part.values());
        assertThat(options.clients()).containsExactly(1, 8, 32);
        assertThat(options.items()).containsExactly(10_000, 100_000, 1_000_000);
    }

    @Test
    void areQuickFirstAndThenAsTold() {
        Options options = Options.parse(ROOT, "--only", "invoice,payment", "--clients", "8", "--quick");
        assertThat(options.parts()).containsExactly(Part.INVOICE, Part.PAYMENT);
        assertThat(options.clients()).containsExactly(8);
        assertThat(options.rounds()).isEqualTo(2);
    }

    @Test
    void refuseWhatTheyDoNotKnow() {
        assertThatThrownBy(() -> Options.parse(ROOT, "--fast")).isInstanceOf(Options.Misused.class);
        assertThatThrownBy(() -> Options.parse(ROOT, "--clients", "many")).isInstanceOf(Options.Misused.class);
        assertThatThrownBy(() -> Options.parse(ROOT, "--only", "everything")).isInstanceOf(Options.Misused.class);
    }
}
