package io.duebook.audit;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Keeps how far the auditor came. What looks at changes and what goes the rounds write columns of their own. */
@Repository
class AuditStates {

    private final Database database;

    AuditStates(Database database) {
        this.database = database;
    }

    Mono<AuditState> find() {
        return database.sql("""
                        select horizon, events_to, outcomes_to, verified_at, round_began, round_spine, round_after,
                               round_checked, round_hash, full_began, full_ended, full_checked, failed
                          from audit_state
                         where tenant_id = :tenant
                        """).one(columns -> state(new Row(columns))).defaultIfEmpty(AuditState.NEW);
    }

    private static AuditState state(Row row) {
        Instant roundBegan = moment(row, "round_began");
        Instant fullBegan = moment(row, "full_began");
        return new AuditState(
                moment(row, "horizon"),
                row.minor("events_to"),
                moment(row, "outcomes_to"),
                moment(row, "verified_at"),
                roundBegan == null
                        ? null
                        : new AuditState.Round(
                                roundBegan,
                                Spine.valueOf(row.text("round_spine")),
                                row.text("round_after"),
                                row.minor("round_checked"),
                                row.columns().get("round_hash", byte[].class)),
                fullBegan == null
                        ? null
                        : new AuditState.Full(fullBegan, row.moment("full_ended"), row.minor("full_checked")),
                row.textIfAny("failed"));
    }

    private static @Nullable Instant moment(Row row, String column) {
        OffsetDateTime found = row.columns().get(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    /** The row that whoever writes findings holds meanwhile, so that nothing is told twice. */
    Mono<Void> hold() {
        return database.sql("""
                        insert into audit_state (tenant_id)
                        values (:tenant)
                        on conflict (tenant_id) do update set events_to = audit_state.events_to
                        returning 1 as held
                        """).one(row -> 1).then();
    }

    /** @param seen what has been asked about now */
    Mono<Void> verified(Seen seen) {
        return database.sql("""
                        insert into audit_state (tenant_id, horizon, events_to, outcomes_to, verified_at)
                        values (:tenant, :horizon, :events, :outcomes, :at)
                        on conflict (tenant_id) do update
                           set horizon = excluded.horizon,
                               events_to = excluded.events_to,
                               outcomes_to = excluded.outcomes_to,
                               verified_at = excluded.verified_at,
                               failed = null
                        """)
                .bind("horizon", seen.horizon())
                .bind("events", seen.eventsTo())
                .bind("outcomes", seen.outcomesTo(), Instant.class)
                .bind("at", seen.at())
                .update()
                .then();
    }

    record Seen(Instant horizon, long eventsTo, @Nullable Instant outcomesTo, Instant at) {}

    Mono<Void> keep(AuditState.Round round) {
        return database.sql("""
                        insert into audit_state (tenant_id, round_began, round_spine, round_after, round_checked,
                                                 round_hash)
                        values (:tenant, :began, :spine, :after, :checked, :hash)
                        on conflict (tenant_id) do update
                           set round_began = excluded.round_began,
                               round_spine = excluded.round_spine,
                               round_after = excluded.round_after,
                               round_checked = excluded.round_checked,
                               round_hash = excluded.round_hash
                        """)
                .bind("began", round.began())
                .bind("spine", round.spine().name())
                .bind("after", round.after())
                .bind("checked", round.checked())
                .bind("hash", round.hash(), byte[].class)
                .update()
                .then();
    }

    Mono<Void> ended(AuditState.Round round) {
        return database.sql("""
                        update audit_state
                           set full_began = :began,
                               full_ended = now(),
                               full_checked = :checked,
                               round_began = null,
                               round_spine = null,
                               round_after = null,
                               round_checked = 0,
                               round_hash = null
                         where tenant_id = :tenant
                        """)
                .bind("began", round.began())
                .bind("checked", round.checked())
                .update()
                .then();
    }

    Mono<Void> failed(String why) {
        return hold().then(database.sql("""
                        update audit_state
                           set failed = :why
                         where tenant_id = :tenant
                        """).bind("why", why).update()).then();
    }
}
