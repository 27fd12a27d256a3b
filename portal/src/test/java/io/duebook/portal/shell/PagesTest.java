package io.duebook.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {

    private final List<String> asked = new ArrayList<>();

    @Test
    void readsToTheEndAndNoFurtherThanIsLookedAt() {
        assertThat(Pages.all(this::page)).containsExactly(1, 2, 3, 4, 5);
        assertThat(asked).containsExactly("start", "second", "third");
        asked.clear();
        assertThat(Pages.all(this::page).filter(number -> number > 1).limit(2)).containsExactly(2, 3);
        assertThat(asked).containsExactly("start", "second");
    }

    private Page<Integer> page(@Nullable String cursor, int limit) {
        String from = cursor == null ? "start" : cursor;
        asked.add(from);
        return switch (from) {
            case "start" -> new Page<>(List.of(1, 2), true, "second");
            case "second" -> new Page<>(List.of(3, 4), true, "third");
            default -> new Page<>(List.of(5), false, null);
        };
    }
}
