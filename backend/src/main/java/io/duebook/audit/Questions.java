package io.duebook.audit;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the tables. Each question is one short statement that locks nothing. */
@Repository
class Questions {

    private final Database database;

    Questions(Database database) {
        this.database = database;
    }

    /** What is short is not compiled first. For the rest of the transaction. */
    Mono<Void> begin() {
        return database.sql("""
                        select set_config('jit', 'off', true)
                         where :tenant is not null
                        """).one(row -> 1).then();
    }

    Mono<List<String>> next(Spine spine, String after, int most) {
        return database.sql(spine.next())
                .bind("after", after)
                .bind("most", most)
                .all(row -> new Row(row).text("key"))
                .collectList();
    }

    Flux<Wrong> ask(Pass pass, List<String> keys) {
        return database.sql(pass.sql())
                .bind("keys", keys.toArray(String[]::new))
                .all(columns -> {
                    var row = new Row(columns);
                    return new Wrong(
                            pass, row.text("key"), row.text("rule"), row.textIfAny("expected"), row.textIfAny("found"));
                });
    }

    /**
     * @param now of the database
     * @param oldest when the oldest transaction of this service began that is still open: what it wrote is not seen yet
     * @param lastEvent the highest number of an event
     */
    record Moment(Instant now, Instant oldest, long lastEvent) {}

    Mono<Moment> moment() {
        return database.sql("""
                        select clock_timestamp() as now,
                               coalesce((select min(xact_start)
                                           from pg_stat_activity
                                          where datname = current_database()
                                            and usename = current_user
                                            and pid <> pg_backend_pid()), now()) as oldest,
                               coalesce((select max(sequence)
                                           from event_number
                                          where tenant_id = :tenant), 0) as last_event
                        """).one(columns -> {
            var row = new Row(columns);
            return new Moment(row.moment("now"), row.moment("oldest"), row.minor("last_event"));
        });
    }

    /** The claims and the credit that movements are of. */
    Mono<Touched> touchedBy(List<String> movements) {
        return database.sql("""
                        select array(select distinct item_id::text
                                       from movement
                                      where tenant_id = :tenant
                                        and id = any(cast(:keys as uuid[]))
                                        and item_id is not null) as items,
                               array(select distinct credit_id::text
                                       from movement
                                      where tenant_id = :tenant
                                        and id = any(cast(:keys as uuid[]))
                                        and credit_id is not null) as credits
                        """).bind("keys", movements.toArray(String[]::new)).one(columns -> {
            var row = new Row(columns);
            return new Touched(List.of(row.texts("items")), List.of(row.texts("credits")));
        });
    }

    record Touched(List<String> items, List<String> credits) {}

    /** The documents that entries came from, by what they are. */
    Mono<Map<Spine, List<String>>> sourcesOf(List<String> entries) {
        return database.sql("""
                        select distinct source_kind, source_id::text as id
                          from journal_entry
                         where tenant_id = :tenant
                           and id = any(cast(:keys as uuid[]))
                        """)
                .bind("keys", entries.toArray(String[]::new))
                .all(columns -> Map.entry(new Row(columns).text("source_kind"), new Row(columns).text("id")))
                .flatMap(source -> Mono.justOrEmpty(Spine.ofSource(source.getKey()))
                        .map(spine -> Map.entry(spine, source.getValue())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** What events happened to, by what it is. */
    Mono<Map<Spine, List<String>>> subjectsOf(List<String> events) {
        return database.sql("""
                        select distinct e.subject
                          from event_number n
                          join event e on e.tenant_id = :tenant and e.id = n.event_id
                         where n.tenant_id = :tenant
                           and n.sequence = any(cast(:keys as bigint[]))
                        """)
                .bind("keys", events.toArray(String[]::new))
                .all(row -> new Row(row).text("subject"))
                .flatMap(subject -> Mono.justOrEmpty(Spine.ofSubject(subject)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** The months that events closed. */
    Mono<List<String>> periodsOf(List<String> events) {
        return database.sql("""
                        select c.period || ' ' || c.version as key
                          from event_number n
                          join event e on e.tenant_id = :tenant and e.id = n.event_id and e.type = 'period.closed'
                          join period_closing c on c.tenant_id = :tenant
                                               and c.period between cast(e.object ->> 'from' || '-01' as date)
                                                                and cast(e.object ->> 'period' || '-01' as date)
                         where n.tenant_id = :tenant
                           and n.sequence = any(cast(:keys as bigint[]))
                        """)
                .bind("keys", events.toArray(String[]::new))
                .all(row -> new Row(row).text("key"))
                .distinct()
                .collectList();
    }

    /** Outcomes kept since a moment of the business clock, first to last. */
    Flux<Outcome> outcomesSince(@Nullable Instant since, int most) {
        return database.sql("""
                        select caller || chr(31) || key as key, created_at
                          from idempotency
                         where tenant_id = :tenant
                           and created_at >= :since
                         order by created_at
                         limit :most
                        """)
                .bind("since", since == null ? Instant.EPOCH : since)
                .bind("most", most)
                .all(columns -> {
                    var row = new Row(columns);
                    return new Outcome(row.text("key"), row.moment("created_at"));
                });
    }

    record Outcome(String key, Instant at) {}

    static String firstIdOf(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0).toString();
    }
}
