package io.duebook.platform;

import io.duebook.shared.TenantId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Numbers each tenant's events once none can come before them any more, then lets the readers at them.
 *
 * <p>Commit order is not the order of ids: an event is numbered when every transaction that began before its own has
 * ended ({@code pg_snapshot_xmin}). Whoever holds the tenant's lock numbers; others leave it to them. A server is told
 * of its own commits at once; a sweep over all tenants makes a lost hint cost seconds.
 */
@Component
class EventSequencer {

    private static final Logger LOG = LoggerFactory.getLogger(EventSequencer.class);
    private static final int TENANTS_AT_ONCE = 4;
    private static final int EVENTS_AT_ONCE = 5_000;
    private static final int READ_AT_ONCE = 200;

    /**
     * Where numbering has come to. The place is a value of its own: compared with an expression, which might leak what
     * row-level security hides, the index would be read from its beginning.
     */
    private static final String LAST = """
            with last as (
                select number.sequence, event.written_by, event.id
                  from event_number number
                  join event on event.tenant_id = :tenant and event.id = number.event_id
                 where number.tenant_id = :tenant
                 order by number.sequence desc
                 limit 1
            ), place as (
                select coalesce((select written_by from last), '0'::xid8) as written_by,
                       coalesce((select id from last), '00000000-0000-0000-0000-000000000000') as id
            )""";

    /** Whether there is anything to do for a tenant. */
    static final String IS_BEHIND = """
            %s
            select exists (select from event
                            where tenant_id = :tenant
                              and (written_by, id) > ((select written_by from place), (select id from place)))
                or exists (select from unnest(cast(:readers as text[])) as wanted (reader)
                             left join event_reader reader
                               on reader.tenant_id = :tenant and reader.reader = wanted.reader
                            where coalesce(reader.sequence, 0) < (select sequence from last)) as behind
            """.formatted(LAST);

    /** Numbers, and moves each reader who has read everything past what it does not act on. */
    static final String NUMBER = """
            %s, next as (
                select id, type, coalesce((select sequence from last), 0)
                           + row_number() over (order by written_by, id) as sequence
                  from event
                 where tenant_id = :tenant
                   and (written_by, id) > ((select written_by from place), (select id from place))
                   and written_by < pg_snapshot_xmin(pg_current_snapshot())
                 order by written_by, id
                 limit :limit
            ), numbered as (
                insert into event_number (tenant_id, sequence, event_id)
                select :tenant, sequence, id
                  from next
            ), passed as (
                update event_reader reader
                   set sequence = coalesce(
                           (select min(next.sequence) - 1
                              from unnest(cast(:types_of as text[]), cast(:types as text[])) as acts (reader, type)
                              join next on next.type = acts.type
                             where acts.reader = reader.reader),
                           (select max(sequence) from next))
                 where tenant_id = :tenant
                   and reader.reader = any(:readers)
                   and reader.sequence = (select sequence from last)
                   and exists (select from next)
                returning reader.reader, reader.sequence
            )
            select (select count(*) from next) as numbered,
                   coalesce((select written_by >= pg_snapshot_xmin(pg_current_snapshot())
                               from event
                              where tenant_id = :tenant
                                and (written_by, id) > ((select written_by from place), (select id from place))
                              order by written_by desc, id desc
                              limit 1), false) as waiting,
                   array(select wanted.reader
                           from unnest(cast(:readers as text[])) as wanted (reader)
                           left join passed on passed.reader = wanted.reader
                           left join event_reader known
                             on known.tenant_id = :tenant and known.reader = wanted.reader
                          where coalesce(passed.sequence, known.sequence, 0)
                              < coalesce((select max(sequence) from next), (select sequence from last))) as behind
            """.formatted(LAST);

    private final Database database;
    private final Transactions transactions;
    private final DatabaseClient directory;
    private final Unnumbered unnumbered;
    private final NumberedEvents events;
    private final List<EventReader> readers;
    private final String[] readerNames;
    /** What each reader acts on: reader and type, side by side. */
    private final String[] typesOf;

    private final String[] types;

    EventSequencer(
            Database database,
            Transactions transactions,
            @Qualifier("directoryClient") DatabaseClient directory,
            Unnumbered unnumbered,
            NumberedEvents events,
            List<EventReader> readers) {
        this.database = database;
        this.transactions = transactions;
        this.directory = directory;
        this.unnumbered = unnumbered;
        this.events = events;
        this.readers = readers;
        this.readerNames = readers.stream().map(EventReader::name).toArray(String[]::new);
        this.typesOf = readers.stream()
                .flatMap(reader -> reader.types().stream().map(type -> reader.name()))
                .toArray(String[]::new);
        this.types = readers.stream().flatMap(reader -> reader.types().stream()).toArray(String[]::new);
    }

    @Scheduled(fixedDelay = 100)
    Mono<Void> follow() {
        return Flux.defer(() -> Flux.fromIterable(unnumbered.take()))
                .flatMap(this::bringUpToDate, TENANTS_AT_ONCE)
                .then();
    }

    @Scheduled(initialDelay = 2_000, fixedDelay = 5_000)
    Mono<Void> sweep() {
        return directory
                .sql("select id from directory.tenant")
                .map(row -> new TenantId(new Row(row).uuid("id")))
                .all()
                .collectList()
                .flatMapIterable(tenants -> tenants)
                .concatMap(this::lookAfter)
                .then()
                .onErrorResume(error -> {
                    LOG.atWarn().setCause(error).log("could not look for events without a number");
                    return Mono.empty();
                });
    }

    /** Numbers what can be numbered and lets every reader catch up. A failure is told and tried again later. */
    Mono<Void> bringUpToDate(TenantId tenant) {
        return told(
                tenant,
                transactions
                        .write(number())
                        .contextWrite(NumberingLock.FIRST::into)
                        .flatMap(numbered -> settle(tenant, numbered)));
    }

    /** The same for a tenant of whom nothing is known: nothing is to be done, mostly, and that is one cheap question. */
    private Mono<Void> lookAfter(TenantId tenant) {
        return told(tenant, transactions.read(isBehind()).filter(behind -> behind))
                .flatMap(behind -> bringUpToDate(tenant));
    }

    private static <T> Mono<T> told(TenantId tenant, Mono<T> work) {
        return work.onErrorResume(error -> {
                    LOG.atWarn()
                            .addKeyValue("tenant", tenant.text())
                            .setCause(error)
                            .log("events could not be numbered or read; tried again later");
                    return Mono.empty();
                })
                .contextWrite(context -> Caller.program(tenant, "sequencer").into(context));
    }

    private Mono<Boolean> isBehind() {
        return database.sql(IS_BEHIND).bind("readers", readerNames).one(columns -> new Row(columns).fact("behind"));
    }

    /**
     * @param again whether there may be more in a moment: more than are numbered at once, an older transaction still
     *     under way, perhaps another tenant's, or another server that numbers
     * @param behind readers who have something to read
     */
    private record Numbered(boolean again, List<String> behind) {

        private static final Numbered BY_ANOTHER = new Numbered(true, List.of());
    }

    /**
     * The transaction begins with the lock, so that the statement that numbers sees what its last holder committed. The
     * numbers follow from what is kept already, so that they need not be kept before they are told: after a crash
     * the same events get the same ones (docs/decisions/0170).
     */
    private Mono<Numbered> number() {
        return transactions
                .once(NumberingLock.Held.class, Mono.error(() -> new IllegalStateException("begun without the lock")))
                .map(NumberingLock.Held::isOurs)
                .filter(held -> held)
                .flatMap(held -> database.sql(NUMBER)
                        .bind("limit", EVENTS_AT_ONCE)
                        .bind("readers", readerNames)
                        .bind("types_of", typesOf)
                        .bind("types", types)
                        .one(columns -> {
                            var row = new Row(columns);
                            return new Numbered(
                                    row.minor("numbered") == EVENTS_AT_ONCE || row.fact("waiting"),
                                    List.of(row.texts("behind")));
                        }))
                .defaultIfEmpty(Numbered.BY_ANOTHER);
    }

    private Mono<Void> settle(TenantId tenant, Numbered numbered) {
        if (numbered.again()) {
            unnumbered.again(tenant);
        }
        return Flux.fromIterable(readers)
                .filter(reader -> numbered.behind().contains(reader.name()))
                .concatMap(this::catchUp)
                .then();
    }

    private Mono<Void> catchUp(EventReader reader) {
        return transactions
                .write(readNext(reader))
                .repeat()
                .takeWhile(read -> read == READ_AT_ONCE)
                .then();
    }

    /** One stretch of events, and the reader's place moved behind it, in one transaction; how many there were. */
    private Mono<Integer> readNext(EventReader reader) {
        return placeOf(reader)
                .switchIfEmpty(Mono.defer(() -> firstPlaceOf(reader)))
                .flatMap(place -> events.after(place, READ_AT_ONCE).collectList())
                .filter(found -> !found.isEmpty())
                .flatMap(found -> act(reader, found)
                        .then(moveTo(reader, found.getLast().sequence()))
                        .thenReturn(found.size()))
                .defaultIfEmpty(0);
    }

    /** Behind its lock; nothing where it never read. */
    private Mono<Long> placeOf(EventReader reader) {
        return database.sql("""
                        select sequence
                          from event_reader
                         where tenant_id = :tenant
                           and reader = :reader
                           for no key update
                        """).bind("reader", reader.name()).one(row -> new Row(row).minor("sequence"));
    }

    private Mono<Long> firstPlaceOf(EventReader reader) {
        return database.sql("""
                        insert into event_reader (tenant_id, reader, sequence)
                        values (:tenant, :reader, 0)
                        on conflict (tenant_id, reader) do update set sequence = event_reader.sequence
                        returning sequence
                        """).bind("reader", reader.name()).one(row -> new Row(row).minor("sequence"));
    }

    private static Mono<Void> act(EventReader reader, List<NumberedEvent> found) {
        List<NumberedEvent> wanted = found.stream()
                .filter(event -> reader.types().contains(event.type()))
                .toList();
        return wanted.isEmpty() ? Mono.empty() : reader.read(wanted);
    }

    private Mono<Long> moveTo(EventReader reader, long sequence) {
        return database.sql("""
                        update event_reader
                           set sequence = :sequence
                         where tenant_id = :tenant
                           and reader = :reader
                        """)
                .bind("sequence", sequence)
                .bind("reader", reader.name())
                .update();
    }
}
