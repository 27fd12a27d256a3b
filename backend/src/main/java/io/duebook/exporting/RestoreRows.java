package io.duebook.exporting;

import io.duebook.exporting.Manifest.Column;
import io.duebook.exporting.Manifest.Member;
import io.duebook.platform.Database;
import io.duebook.platform.EventReader;
import io.duebook.platform.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Writes rows of any table as they were exported. Names of tables and columns are the catalogue's own. */
@Repository
class RestoreRows {

    private final Database database;
    private final List<EventReader> readers;

    RestoreRows(Database database, List<EventReader> readers) {
        this.database = database;
        this.readers = readers;
    }

    /** One of these tables that holds a row; empty where none does. */
    Mono<String> firstWithRows(List<BookTable> tables) {
        return database.sql(tables.stream()
                        .map(table -> "select '%s' as name where exists (select from %s where tenant_id = :tenant)"
                                .formatted(table.name(), table.quoted()))
                        .collect(Collectors.joining("\n union all ", "", " limit 1")))
                .one(columns -> new Row(columns).text("name"));
    }

    /** The table that rows of this one wait in, where rows name each other: they enter by one statement. */
    Mono<Void> stage(BookTable table) {
        return database.sql("""
                        create temporary table %s on commit drop as
                        select * from %s where tenant_id = :tenant limit 0
                        """.formatted(staged(table.name()), table.quoted()))
                .update()
                .then();
    }

    private static String staged(String table) {
        return BookTable.quoted("restored_" + table);
    }

    Mono<Long> insertStaged(BookTable table, Member member) {
        String columns = columns(member, "");
        return database.sql("""
                        insert into %s (tenant_id, %s)
                        select :tenant, %s
                          from %s
                        """.formatted(table.quoted(), columns, columns, staged(table.name())))
                .update();
    }

    Mono<Long> insert(BookTable table, Member member, List<String> lines, boolean intoStage) {
        // Numbered here and not by the sequencer, which reads only what was written after the last that it knows.
        boolean isEvent = table.name().equals("event");
        return database.sql("""
                        insert into %s (tenant_id, %s%s)
                        select :tenant, %s%s
                          from json_populate_recordset(null::%s, cast(:rows as json)) as r
                        """.formatted(
                                intoStage ? staged(table.name()) : table.quoted(),
                                columns(member, ""),
                                isEvent ? ", written_by" : "",
                                columns(member, "r."),
                                isEvent ? ", '0'::xid8" : "",
                                table.quoted()))
                .bind("rows", array(lines))
                .update();
    }

    private static String columns(Member member, String of) {
        return member.columns().stream()
                .map(Column::name)
                .filter(name -> !LeftOut.NOT_RESTORED.containsKey(member.table() + "." + name))
                .map(BookTable::quoted)
                .map(name -> of + name)
                .collect(Collectors.joining(", "));
    }

    private static String array(List<String> lines) {
        return lines.stream().collect(Collectors.joining(",", "[", "]"));
    }

    /** What the tenant had set it has set here, and is called as it was. */
    Mono<Void> takeOverSettings(Member member, String line) {
        List<Column> settings = member.columns().stream()
                .filter(column -> !List.of("version", "created_at").contains(column.name()))
                .toList();
        String sets = settings.stream()
                .map(column -> "%1$s = r.%1$s".formatted(BookTable.quoted(column.name())))
                .collect(Collectors.joining(", "));
        return database.sql("""
                        update tenant
                           set %s, version = tenant.version + 1
                          from json_populate_record(null::tenant, cast(:row as json)) as r
                         where tenant.tenant_id = :tenant
                        """.formatted(sets)).bind("row", line).update().then();
    }

    Mono<Void> addPiece(UUID file, @Nullable UUID customer, int piece, byte[] content) {
        return database.sql("""
                        insert into attachment_piece (tenant_id, attachment_id, piece, customer_id, content)
                        values (:tenant, :file, :piece, :customer, :content)
                        """)
                .bind("file", file)
                .bind("piece", piece)
                .bind("customer", customer, UUID.class)
                .bind("content", ByteBuffer.wrap(content))
                .update()
                .then();
    }

    /** Where the numbers that events had wait, which tell their order. */
    Mono<Void> stageEventNumbers() {
        return database.sql("""
                        create temporary table restored_number on commit drop as
                        select sequence, event_id from event_number where tenant_id = :tenant limit 0
                        """).update().then();
    }

    Mono<Void> addEventNumbers(List<String> lines) {
        return database.sql("""
                        insert into restored_number (sequence, event_id)
                        select r.sequence, r.event_id
                          from json_populate_recordset(null::event_number, cast(:rows as json)) as r
                         where cast(:tenant as uuid) is not null
                        """).bind("rows", array(lines)).update().then();
    }

    /** Nobody else numbers this tenant's events until the transaction ends. */
    Mono<Void> lockNumbering() {
        return database.sql("""
                        select pg_advisory_xact_lock(hashtextextended('event_number ' || cast(:tenant as text), 0))
                        """).one(row -> 1).then();
    }

    /** Whether every transaction that began writing before this one has ended, so that no event can come before ours. */
    Mono<Boolean> isTheOldest() {
        return database.sql("""
                        select pg_snapshot_xmin(pg_current_snapshot()) = pg_current_xact_id() as oldest
                         where cast(:tenant as uuid) is not null
                        """).one(columns -> new Row(columns).fact("oldest"));
    }

    /**
     * Numbers every event: what the tenant had of its own, then what was restored, in its order, and last the one that tells
     * of the restore, behind which the sequencer goes on. Readers inside this server begin there, too: they have acted on
     * what was restored where it happened.
     */
    Mono<Void> numberEvents(UUID last) {
        return database.sql("""
                        with known as (
                            select coalesce(max(sequence), 0) as sequence
                              from event_number
                             where tenant_id = :tenant
                        ), waiting as (
                            select event.id,
                                   row_number() over (
                                       order by case when event.id = :last then 2
                                                     when event.written_by = '0'::xid8 then 1
                                                     else 0 end,
                                                restored.sequence nulls last, event.written_by, event.id) as place
                              from event
                              left join restored_number restored on restored.event_id = event.id
                             where event.tenant_id = :tenant
                               and not exists (select from event_number number
                                                where number.tenant_id = :tenant
                                                  and number.event_id = event.id)
                        ), numbered as (
                            insert into event_number (tenant_id, sequence, event_id)
                            select :tenant, known.sequence + waiting.place, waiting.id
                              from waiting, known
                            returning sequence
                        )
                        insert into event_reader (tenant_id, reader, sequence)
                        select :tenant, reader, (select max(sequence) from numbered)
                          from unnest(cast(:readers as text[])) as known_here (reader)
                        on conflict (tenant_id, reader) do update set sequence = excluded.sequence
                        """)
                .bind("last", last)
                .bind("readers", readers.stream().map(EventReader::name).toArray(String[]::new))
                .update()
                .then();
    }
}
