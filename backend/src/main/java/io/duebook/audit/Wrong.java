package io.duebook.audit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that is not as the journal says. @param key the row it was found at, along the pass's spine */
record Wrong(
        Pass pass,
        String key,
        String rule,
        @Nullable String expected,
        @Nullable String found) {

    boolean isOf(String otherKey, String otherRule, @Nullable String otherExpected, @Nullable String otherFound) {
        return key.equals(otherKey)
                && rule.equals(otherRule)
                && Objects.equals(expected, otherExpected)
                && Objects.equals(found, otherFound);
    }
}
