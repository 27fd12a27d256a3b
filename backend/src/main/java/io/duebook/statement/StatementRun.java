package io.duebook.statement;

import io.duebook.customer.CustomerKind;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementRunId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Statements of many customers, frozen and mailed one by one.
 *
 * @param from first day of activity statements; null: for each customer the day after the last frozen one
 * @param to the day whose end each of them shows
 * @param group only this customer and those below it
 */
record StatementRun(
        StatementRunId id,
        StatementKind kind,
        @Nullable LocalDate from,
        LocalDate to,
        RunCustomers customers,
        @Nullable CustomerId group,
        @Nullable CustomerKind customerKind,
        RunState state,
        Instant startsAt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /** The statement of one of its customers. */
    NewStatement statementOf(CustomerId customer) {
        return switch (kind) {
            case OPEN_ITEM -> new NewStatement(customer, kind, to, null, null);
            case ACTIVITY -> new NewStatement(customer, kind, null, from, to);
        };
    }
}
