package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@BackendTest
class EventSequencerTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private Transactions transactions;

    @Autowired
    private Database database;

    @Autowired
    private EventLog log;

    @Autowired
    private EventSequencer sequencer;

    @Autowired
    @Qualifier("directoryClient")
    private DatabaseClient directory;

    @Autowired
    private NumberedEvents events;

    @Test
    void numbersEveryEventOnceWithoutGaps() {
        TestTenant tenant = tenants.create();

        Flux.range(0, 200).flatMap(at -> append(tenant, "thing.happened"), 16).blockLast();

        List<Long> sequences = sequences(waitFor(tenant, 200));
        assertThat(sequences).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void anEventIsNotOvertakenByAYoungerOne() throws Exception {
        TestTenant tenant = tenants.create();
        try (var slow = TestBackend.DATABASE.superuser().getConnection();
                var insert = slow.prepareStatement("""
                        insert into event (tenant_id, id, type, subject, object, actor, client, request_id, created_at)
                        values (?, ?, 'thing.slow', 'x', '{}', 'x', 'x', 'x', now())
                        """)) {
            slow.setAutoCommit(false);
            insert.setObject(1, tenant.id().value());
            insert.setObject(2, Ids.next());
            insert.executeUpdate();
            append(tenant, "thing.quick").block();
            Thread.sleep(500);
            assertThat(feed(tenant, "").path("data")).isEmpty();
            slow.commit();
        }

        assertThat(waitFor(tenant, 2))
                .extracting(event -> event.path("type").asString())
                .containsExactly("thing.slow", "thing.quick");
    }

    /** Each tenth of a second for a tenant at work, and every five seconds for each: it must not read what is numbered. */
    @Test
    void whatIsNumberedIsNotReadAgain() throws Exception {
        TestTenant tenant = tenants.create();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var fill = connection.prepareStatement("""
                        with filled as (
                            insert into event (tenant_id, id, type, subject, object, actor, client, request_id,
                                               created_at, written_by)
                            select ?, gen_random_uuid(), 'thing.old', 'x', '{}', 'x', 'x', 'x', now(), n::text::xid8
                              from generate_series(3, 1002) as n
                            returning tenant_id, id, written_by
                        )
                        insert into event_number (tenant_id, sequence, event_id)
                        select tenant_id, row_number() over (order by written_by), id
                          from filled
                        """)) {
            fill.setObject(1, tenant.id().value());
            fill.executeUpdate();
        }

        String[] any = {"any"};
        String plans = plan(tenant, EventSequencer.IS_BEHIND, asked -> asked.bind("readers", any))
                + plan(tenant, EventSequencer.NUMBER, asked -> asked.bind("limit", 10)
                        .bind("readers", any)
                        .bind("types_of", any)
                        .bind("types", any));
        List<Integer> discarded = Stream.of(plans.split("->"))
                .filter(node -> node.contains("using event_by_writer on event"))
                .flatMap(node -> Pattern.compile("Rows Removed by Filter: (\\d+)")
                        .matcher(node)
                        .results())
                .map(removed -> Integer.parseInt(removed.group(1)))
                .toList();
        assertThat(discarded).allMatch(rows -> rows < 10);
    }

    private String plan(TestTenant tenant, String statement, UnaryOperator<Database.Query> values) {
        return transactions
                .write(values.apply(database.sql("explain (analyze, timing off) " + statement))
                        .all(row -> String.valueOf(row.get(0, String.class)))
                        .collect(Collectors.joining("\n")))
                .contextWrite(Caller.program(tenant.id(), "test")::into)
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void severalServersAtOnceNumberOnce() {
        TestTenant tenant = tenants.create();
        Flux.range(0, 300)
                .flatMap(
                        at -> Mono.when(
                                append(tenant, "thing.happened"),
                                sequencer.bringUpToDate(tenant.id()),
                                sequencer.bringUpToDate(tenant.id())),
                        8)
                .blockLast();

        assertThat(new HashSet<>(sequences(waitFor(tenant, 300)))).hasSize(300);
    }

    @Test
    void aReadersEffectIsThereOnceEvenIfItFailsHalfWay() {
        TestTenant tenant = tenants.create();
        Flux.range(0, 50).flatMap(at -> append(tenant, "thing.happened"), 8).blockLast();
        waitFor(tenant, 50);
        var counting = new FailsTwiceThenCounts(database);
        var one = new EventSequencer(database, transactions, directory, new Unnumbered(), events, List.of(counting));
        var other = new EventSequencer(database, transactions, directory, new Unnumbered(), events, List.of(counting));

        for (int at = 0; at < 4; at++) {
            Mono.when(one.bringUpToDate(tenant.id()), other.bringUpToDate(tenant.id()))
                    .block();
        }

        assertThat(counted(tenant)).isEqualTo(50);
    }

    @Test
    void aReaderIsWokenByWhatItActsOn() {
        TestTenant tenant = tenants.create();
        var seen = new ArrayList<String>();
        EventReader wantsThird = new EventReader() {
            @Override
            public String name() {
                return "wants third";
            }

            @Override
            public Set<String> types() {
                return Set.of("thing.third");
            }

            @Override
            public Mono<Void> read(List<NumberedEvent> found) {
                return Mono.fromRunnable(() -> found.forEach(event -> seen.add(event.sequence() + " " + event.type())));
            }
        };
        var own = new EventSequencer(database, transactions, directory, new Unnumbered(), events, List.of(wantsThird));

        for (int round = 0; round < 3; round++) {
            append(tenant, "thing.first").block();
            append(tenant, "thing.second").block();
            append(tenant, "thing.third").block();
            append(tenant, "thing.fourth").block();
            waitFor(tenant, 4 * (round + 1));
            own.bringUpToDate(tenant.id()).block();
        }

        assertThat(seen).containsExactly("3 thing.third", "7 thing.third", "11 thing.third");
        assertThat(place(tenant, "wants third")).isEqualTo(12);
    }

    /** What follows from what is kept need not be kept before it is told. */
    @Test
    void numbersThatGotLostAreGivenToTheSameEventsAgain() throws Exception {
        TestTenant tenant = tenants.create();
        Flux.range(0, 60).flatMap(at -> append(tenant, "thing.happened"), 16).blockLast();
        List<String> before =
                waitFor(tenant, 60).stream().map(JsonNode::toString).toList();

        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var lose =
                        connection.prepareStatement("delete from event_number where tenant_id = ? and sequence > 20")) {
            lose.setObject(1, tenant.id().value());
            lose.executeUpdate();
        }
        sequencer.bringUpToDate(tenant.id()).block();

        assertThat(waitFor(tenant, 60).stream().map(JsonNode::toString).toList())
                .isEqualTo(before);
    }

    private long place(TestTenant tenant, String reader) {
        return Objects.requireNonNull(transactions
                .read(database.sql("select sequence from event_reader where tenant_id = :tenant and reader = :reader")
                        .bind("reader", reader)
                        .one(row -> new Row(row).minor("sequence")))
                .contextWrite(context -> Caller.program(tenant.id(), "test").into(context))
                .block());
    }

    /** Writes down how many events it saw, and twice fails after writing. */
    private static final class FailsTwiceThenCounts implements EventReader {

        private final Database database;
        private final AtomicInteger failures = new AtomicInteger();

        FailsTwiceThenCounts(Database database) {
            this.database = database;
        }

        @Override
        public String name() {
            return "test counter";
        }

        @Override
        public Set<String> types() {
            return Set.of("thing.happened");
        }

        @Override
        public Mono<Void> read(List<NumberedEvent> found) {
            return database.sql("""
                            insert into number_series (tenant_id, series, prefix, digits, next)
                            values (:tenant, 'test counter', '', 1, 1 + :count)
                            on conflict (tenant_id, series) do update set next = number_series.next + :count
                            """)
                    .bind("count", (long) found.size())
                    .update()
                    .then(Mono.defer(() -> failures.incrementAndGet() <= 2
                            ? Mono.error(new IllegalStateException("fails on purpose, half-way"))
                            : Mono.empty()));
        }
    }

    private long counted(TestTenant tenant) {
        return Objects.requireNonNull(transactions
                .read(database.sql("""
                                        select next - 1 as count
                                          from number_series
                                         where tenant_id = :tenant
                                           and series = 'test counter'
                                        """).one(row -> new Row(row).minor("count")))
                .contextWrite(context -> Caller.program(tenant.id(), "test").into(context))
                .block());
    }

    @Test
    void isReadOnFromAnyPlace() {
        TestTenant tenant = tenants.create();
        for (int at = 0; at < 5; at++) {
            append(tenant, at % 2 == 0 ? "thing.even" : "thing.odd").block();
        }
        waitFor(tenant, 5);

        JsonNode first = feed(tenant, "?limit=2");
        assertThat(sequences(first.path("data").valueStream().toList())).containsExactly(1L, 2L);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(sequences(feed(
                                tenant,
                                "?limit=200&cursor=" + first.path("next_cursor").asString())
                        .path("data")
                        .valueStream()
                        .toList()))
                .containsExactly(3L, 4L, 5L);
        assertThat(sequences(feed(tenant, "?after=4").path("data").valueStream().toList()))
                .containsExactly(5L);
        assertThat(feed(tenant, "?type=thing.odd").path("data")).hasSize(2);
        JsonNode event = first.path("data").path(0);
        assertThat(event.path("id").asString()).startsWith("evt_");
        assertThat(event.path("api_version").asString()).isEqualTo("v1");
        assertThat(event.path("object").path("n").asLong()).isEqualTo(7);
    }

    @Test
    void isAnotherTenantsForNobodyAndNoContacts() {
        TestTenant tenant = tenants.create();
        append(tenant, "thing.happened").block();
        waitFor(tenant, 1);

        assertThat(tenants.create().program().get("/v1/events").expect(200).path("data"))
                .isEmpty();
        assertThat(tenant.contact(new CustomerId(UUID.randomUUID()).text())
                        .get("/v1/events")
                        .status())
                .isEqualTo(403);
    }

    private Mono<Void> append(TestTenant tenant, String type) {
        CustomerId subject = new CustomerId(Ids.next());
        return Mono.defer(() ->
                        transactions.write(database.write(log.append(Event.of(type, subject, null, Map.of("n", 7))))))
                .contextWrite(context -> Caller.program(tenant.id(), "test").into(context));
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private List<JsonNode> waitFor(TestTenant tenant, int count) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        var all = new ArrayList<JsonNode>();
        while (System.nanoTime() < deadline) {
            all.clear();
            String place = "?limit=200";
            JsonNode page;
            do {
                page = feed(tenant, place);
                page.path("data").forEach(all::add);
                place = "?limit=200&cursor=" + page.path("next_cursor").asString();
            } while (page.path("has_more").asBoolean());
            if (all.size() >= count) {
                return all;
            }
            pause();
        }
        throw new AssertionError("only " + all.size() + " of " + count + " events came");
    }

    private static JsonNode feed(TestTenant tenant, String query) {
        return tenant.program().get("/v1/events" + query).expect(200);
    }

    private static List<Long> sequences(List<JsonNode> events) {
        return events.stream().map(event -> event.path("sequence").asLong()).toList();
    }
}
