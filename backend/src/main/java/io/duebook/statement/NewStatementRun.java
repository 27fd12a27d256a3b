package io.duebook.statement;

import io.duebook.customer.CustomerKind;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.CustomerId;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Statements to be frozen and mailed to many customers.
 *
 * @param asOf the day of open-item statements; today unless given
 * @param from first day of activity statements; null: for each customer the day after the last frozen one
 * @param to last day of activity statements; today unless given
 * @param customers which of them; all unless given
 * @param group only this customer and those below it
 * @param customerKind only those of this kind
 * @param startsAt not before this moment; null: at once
 */
record NewStatementRun(
        @NotNull StatementKind kind,
        @Nullable LocalDate asOf,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable RunCustomers customers,
        @Nullable CustomerId group,
        @Nullable CustomerKind customerKind,
        @Nullable Instant startsAt) {

    /** @throws InvalidRequest for days that belong to the other kind, or that end before they begin */
    void check() {
        new NewStatement(new CustomerId(new UUID(0, 0)), kind, asOf, from, to).check();
        if (from != null && to != null && from.isAfter(to)) {
            throw new InvalidRequest("/to", "before_from", "A period ends after it begins.");
        }
    }

    /** The day whose end each of them shows. */
    LocalDate end(LocalDate today) {
        LocalDate named = kind == StatementKind.OPEN_ITEM ? asOf : to;
        return named == null ? today : named;
    }
}
