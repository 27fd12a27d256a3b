package io.duebook.statement;

import io.duebook.platform.Event;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the log tells of statements. */
final class StatementEvents {

    private StatementEvents() {}

    /** @param replaces the version before it */
    record Frozen(
            StatementId id,
            CustomerId customer,
            String kind,
            @Nullable LocalDate from,
            LocalDate asOf,
            String number,
            int version,
            @Nullable StatementId replaces,
            Instant knownAt,
            String hash) {}

    static Event frozen(FrozenStatement statement, String hash) {
        return Event.of(
                "statement.frozen",
                statement.id(),
                statement.customer(),
                new Frozen(
                        statement.id(),
                        statement.customer(),
                        statement.kind(),
                        statement.from(),
                        statement.asOf(),
                        statement.number(),
                        statement.version(),
                        statement.replaces() == null
                                ? null
                                : statement.replaces().id(),
                        statement.knownAt(),
                        hash));
    }
}
