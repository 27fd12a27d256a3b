package io.duebook.statement;

import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementRunId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param customerKind business, consumer or public; null: of every kind
 */
record StatementRunView(
        StatementRunId id,
        StatementKind kind,
        @Nullable LocalDate from,
        LocalDate asOf,
        RunCustomers customers,
        @Nullable CustomerId group,
        @Nullable String customerKind,
        RunState state,
        RunProgress progress,
        Instant startsAt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static StatementRunView of(StatementRun run, RunProgress progress) {
        return new StatementRunView(
                run.id(),
                run.kind(),
                run.from(),
                run.to(),
                run.customers(),
                run.group(),
                run.customerKind() == null ? null : run.customerKind().word(),
                run.state(),
                progress,
                run.startsAt(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt());
    }
}
