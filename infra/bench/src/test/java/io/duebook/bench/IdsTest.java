package io.duebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void areReadAsTheyAreShown() {
        for (int at = 0; at < 1_000; at++) {
            UUID id = Ids.next();
            assertThat(Ids.read(Ids.shown("inv_", id))).isEqualTo(id);
        }
    }

    @Test
    void areOfVersionSeven() {
        assertThat(Ids.next().version()).isEqualTo(7);
        assertThat(Ids.next().variant()).isEqualTo(2);
    }
}
