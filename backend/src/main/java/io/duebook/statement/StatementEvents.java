package io.duebook.statement;

import io.duebook.platform.Event;
import io.duebook.shared.CaseId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementReplyId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

    /** @param cases what the customer objects to; the rest is agreed */
    record Replied(StatementReplyId id, StatementId statement, String number, int version, List<CaseId> cases) {}

    static Event replied(StatementReplyId id, FrozenStatement statement, List<CaseId> cases) {
        return Event.of(
                "statement.replied",
                statement.id(),
                statement.customer(),
                new Replied(id, statement.id(), statement.number(), statement.version(), cases));
    }

    /** @param messages a mail per recipient */
    record Sent(StatementId id, String number, int version, List<MessageId> messages) {}

    static Event sent(FrozenStatement statement, List<MessageId> messages) {
        return Event.of(
                "statement.sent",
                statement.id(),
                statement.customer(),
                new Sent(statement.id(), statement.number(), statement.version(), messages));
    }

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
