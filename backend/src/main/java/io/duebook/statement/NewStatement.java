package io.duebook.statement;

import io.duebook.platform.InvalidRequest;
import io.duebook.shared.CustomerId;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement to be frozen.
 *
 * @param asOf the day of an open-item statement; today unless given
 * @param from first day of an activity statement; the day after the last frozen one, unless given
 * @param to last day of an activity statement; today unless given
 */
record NewStatement(
        @NotNull CustomerId customer,
        @NotNull StatementKind kind,
        @Nullable LocalDate asOf,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    /** @throws InvalidRequest for a day that belongs to the other kind */
    void check() {
        switch (kind) {
            case OPEN_ITEM -> {
                mustBeMissing("/from", from);
                mustBeMissing("/to", to);
            }
            case ACTIVITY -> mustBeMissing("/as_of", asOf);
        }
    }

    private static void mustBeMissing(String pointer, @Nullable LocalDate day) {
        if (day != null) {
            throw new InvalidRequest(
                    pointer, "not_allowed", "An open-item statement takes as_of, an activity statement from and to.");
        }
    }

    /** The day whose end it shows. */
    LocalDate end(LocalDate today) {
        return Stream.of(asOf, to).filter(Objects::nonNull).findFirst().orElse(today);
    }
}
