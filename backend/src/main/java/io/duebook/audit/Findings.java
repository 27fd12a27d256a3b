package io.duebook.audit;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Transactions;
import io.duebook.platform.Write;
import io.duebook.shared.FindingId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps what was found wrong, and tells of it: in the books, as an event, in the log and as a figure. */
@Repository
class Findings {

    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    /** So many of one pass stand at most: whoever destroyed a table is found by the first of them. */
    private static final int MOST_OF_A_PASS = 1_000;

    private final Database database;
    private final Transactions transactions;
    private final AuditStates states;
    private final EventLog events;
    private final MeterRegistry meters;

    Findings(Database database, Transactions transactions, AuditStates states, EventLog events, MeterRegistry meters) {
        this.database = database;
        this.transactions = transactions;
        this.states = states;
        this.events = events;
        this.meters = meters;
    }

    private record Standing(
            FindingId id,
            String key,
            String rule,
            @Nullable String expected,
            @Nullable String found) {

        boolean is(Wrong wrong) {
            return wrong.isOf(key, rule, expected, found);
        }
    }

    /**
     * Writes down what a pass found at these rows, as far as it is not written yet, and that what it found there before and
     * not any more is well again. How many were new.
     */
    Mono<Integer> settle(Pass pass, List<String> keys, List<Wrong> wrong) {
        return transactions.write(
                states.hold().then(standing(pass, keys)).flatMap(standing -> tellApart(pass, standing, wrong)));
    }

    private Mono<Integer> tellApart(Pass pass, List<Standing> standing, List<Wrong> wrong) {
        List<Told> raised = wrong.stream()
                .filter(one -> standing.stream().noneMatch(before -> before.is(one)))
                .limit(Math.max(0, MOST_OF_A_PASS - standing.size()))
                .map(Told::of)
                .toList();
        List<FindingId> healed = standing.stream()
                .filter(before -> wrong.stream().noneMatch(before::is))
                .map(Standing::id)
                .toList();
        return raised.isEmpty() && healed.isEmpty()
                ? Mono.just(0)
                : database.write(findings(raised)
                                .and(resolutions(healed))
                                .and(events.append(Stream.concat(
                                                raised.stream().map(Told::event),
                                                healed.stream().map(Findings::resolved))
                                        .toList())))
                        .doOnSuccess(written -> tell(pass, raised, healed.size()))
                        .thenReturn(raised.size());
    }

    private record Told(FindingId id, Wrong wrong) {

        static Told of(Wrong wrong) {
            return new Told(new FindingId(Ids.next()), wrong);
        }

        Pass pass() {
            return wrong.pass();
        }

        String subject() {
            return pass().spine().subject(wrong.key());
        }

        Event event() {
            var object = new LinkedHashMap<String, Object>();
            object.put("id", id);
            object.put("pass", pass().name());
            object.put("rule", wrong.rule());
            object.put("subject", subject());
            object.put("expected", wrong.expected());
            object.put("found", wrong.found());
            return Event.of("audit.finding", id, null, object);
        }
    }

    private static Event resolved(FindingId id) {
        return Event.of("audit.resolved", id, null, Map.of("id", id));
    }

    private void tell(Pass pass, List<Told> raised, int healed) {
        raised.forEach(told -> {
            meters.counter("duebook.audit.findings", "pass", pass.name()).increment();
            LOG.atError()
                    .addKeyValue("finding", told.id().text())
                    .addKeyValue("pass", pass.name())
                    .addKeyValue("rule", told.wrong().rule())
                    .addKeyValue("subject", told.subject())
                    .addKeyValue("expected", told.wrong().expected())
                    .addKeyValue("found", told.wrong().found())
                    .log("the books are not as the journal says");
        });
        meters.counter("duebook.audit.resolved", "pass", pass.name()).increment(healed);
    }

    private static Write findings(List<Told> raised) {
        return raised.isEmpty()
                ? Write.nothing()
                : Write.part("audit_found", """
                        insert into audit_finding (tenant_id, id, pass, rule, spine, key, subject, expected, found,
                                                   found_at)
                        select :tenant, id, pass, rule, spine, key, subject, expected, found, clock_timestamp()
                          from unnest(:audit_found_id, :audit_found_pass, :audit_found_rule, :audit_found_spine,
                                      :audit_found_key, :audit_found_subject, :audit_found_expected,
                                      :audit_found_found)
                            as row (id, pass, rule, spine, key, subject, expected, found)
                        """)
                        .column("audit_found_id", UUID.class, raised, told -> told.id()
                                .value())
                        .column("audit_found_pass", String.class, raised, told -> told.pass()
                                .name())
                        .column("audit_found_rule", String.class, raised, told -> told.wrong()
                                .rule())
                        .column("audit_found_spine", String.class, raised, told -> told.pass()
                                .spine()
                                .name())
                        .column("audit_found_key", String.class, raised, told -> told.wrong()
                                .key())
                        .column("audit_found_subject", String.class, raised, Told::subject)
                        .column("audit_found_expected", String.class, raised, told -> told.wrong()
                                .expected())
                        .column("audit_found_found", String.class, raised, told -> told.wrong()
                                .found())
                        .build();
    }

    private static Write resolutions(List<FindingId> healed) {
        return healed.isEmpty()
                ? Write.nothing()
                : Write.part("audit_healed", """
                        insert into audit_resolution (tenant_id, finding_id, resolved_at)
                        select :tenant, id, clock_timestamp()
                          from unnest(:audit_healed_id) as row (id)
                        """)
                        .column("audit_healed_id", UUID.class, healed, FindingId::value)
                        .build();
    }

    private Mono<List<Standing>> standing(Pass pass, List<String> keys) {
        return database.sql("""
                        select f.id, f.key, f.rule, f.expected, f.found
                          from audit_finding f
                         where f.tenant_id = :tenant
                           and f.pass = :pass
                           and f.key = any(:keys)
                           and not exists (select
                                             from audit_resolution r
                                            where r.tenant_id = :tenant
                                              and r.finding_id = f.id)
                        """)
                .bind("pass", pass.name())
                .bind("keys", keys.toArray(String[]::new))
                .all(columns -> {
                    var row = new Row(columns);
                    return new Standing(
                            new FindingId(row.uuid("id")),
                            row.text("key"),
                            row.text("rule"),
                            row.textIfAny("expected"),
                            row.textIfAny("found"));
                })
                .collectList();
    }

    /** Where what was found still stands: pass by pass, the rows. */
    Mono<Map<String, List<String>>> open() {
        return database.sql("""
                        select distinct f.pass, f.key
                          from audit_finding f
                         where f.tenant_id = :tenant
                           and not exists (select
                                             from audit_resolution r
                                            where r.tenant_id = :tenant
                                              and r.finding_id = f.id)
                        """)
                .all(columns -> Map.entry(new Row(columns).text("pass"), new Row(columns).text("key")))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    Mono<Boolean> areOpen() {
        return countOpen().map(count -> count > 0);
    }

    Mono<Long> countOpen() {
        return database.sql("""
                        select count(*) as standing
                          from audit_finding f
                         where f.tenant_id = :tenant
                           and not exists (select
                                             from audit_resolution r
                                            where r.tenant_id = :tenant
                                              and r.finding_id = f.id)
                        """).one(row -> new Row(row).minor("standing"));
    }

    /**
     * Newest first.
     *
     * @param open only those that stand, or only those that do not; null: all
     */
    Flux<Finding> list(@Nullable Boolean open, @Nullable Cursor before, int limit) {
        return database.sql("""
                        select f.id, f.pass, f.rule, f.subject, f.expected, f.found, f.found_at, r.resolved_at
                          from audit_finding f
                          left join audit_resolution r on r.tenant_id = :tenant and r.finding_id = f.id
                         where f.tenant_id = :tenant
                           and (cast(:open as boolean) is null or (r.resolved_at is null) = :open)
                           and (cast(:before as uuid) is null or f.id < :before)
                         order by f.id desc
                         limit :limit
                        """)
                .bind("open", open, Boolean.class)
                .bind("before", before == null ? null : before.uuid(), UUID.class)
                .bind("limit", limit)
                .all(columns -> finding(new Row(columns)));
    }

    private static Finding finding(Row row) {
        OffsetDateTime resolved = row.columns().get("resolved_at", OffsetDateTime.class);
        Instant resolvedAt = resolved == null ? null : resolved.toInstant();
        return new Finding(
                new FindingId(row.uuid("id")),
                row.text("pass"),
                row.text("rule"),
                row.text("subject"),
                row.textIfAny("expected"),
                row.textIfAny("found"),
                row.moment("found_at"),
                resolvedAt);
    }
}
