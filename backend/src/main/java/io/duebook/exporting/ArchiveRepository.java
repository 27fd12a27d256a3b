package io.duebook.exporting;

import io.duebook.exporting.Archive.Kind;
import io.duebook.exporting.Archive.State;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Exports and restores in the database: what is said of them, and their files in pieces. */
@Repository
class ArchiveRepository {

    static final int PIECE = 256 * 1024;

    private static final String ARCHIVES = """
            select id, kind, state, rows_done, rows_total, taken_at, bytes, sha256, failure, tries, created_at, ended_at
              from archive
             where tenant_id = :tenant
            """;

    private final Database database;

    ArchiveRepository(Database database) {
        this.database = database;
    }

    Write insert(UUID id, Kind kind) {
        return Write.part("archive_new", """
                        insert into archive (tenant_id, id, kind, state, actor, client, request_id, created_at)
                        values (:tenant, :archive_new_id, :archive_new_kind, 'queued', :actor, :client, :request, :now)
                        """)
                .bind("archive_new_id", id)
                .bind("archive_new_kind", kind.code())
                .build();
    }

    Mono<Archive> find(UUID id) {
        return database.sql(ARCHIVES + " and id = :id").bind("id", id).one(columns -> archive(new Row(columns)));
    }

    Mono<Archive> findAndLock(UUID id) {
        return database.sql(ARCHIVES + " and id = :id for update")
                .bind("id", id)
                .one(columns -> archive(new Row(columns)));
    }

    /** The newest first. */
    Flux<Archive> list(Kind kind, @Nullable Cursor after, int rows) {
        return Listing.of(database, ARCHIVES)
                .where("kind = :kind", kind.code())
                .newestFirst("id", after, rows)
                .all(columns -> archive(new Row(columns)));
    }

    /** Who asked for it. */
    Mono<Asker> asker(UUID id) {
        return database.sql("""
                        select actor, client, request_id
                          from archive
                         where tenant_id = :tenant
                           and id = :id
                        """).bind("id", id).one(columns -> asker(new Row(columns)));
    }

    record Asker(String actor, String client, String requestId) {}

    private static Asker asker(Row row) {
        return new Asker(row.text("actor"), row.text("client"), row.text("request_id"));
    }

    /** Begins anew, whatever an earlier try came to; how often it has begun, this time included. */
    Mono<Integer> begin(UUID id) {
        return database.sql("""
                        update archive
                           set state = 'running', tries = tries + 1, rows_done = 0
                         where tenant_id = :tenant
                           and id = :id
                           and state in ('queued', 'running')
                        returning tries
                        """).bind("id", id).one(columns -> new Row(columns).number("tries"));
    }

    Mono<Void> progress(UUID id, long done, long total) {
        return database.sql("""
                        update archive
                           set rows_done = :done, rows_total = :total
                         where tenant_id = :tenant
                           and id = :id
                           and state = 'running'
                        """)
                .bind("id", id)
                .bind("done", done)
                .bind("total", total)
                .update()
                .then();
    }

    Mono<Void> keep(UUID id, Path file) {
        return pieces(file)
                .index()
                .concatMap(piece -> addPiece(id, piece.getT1(), piece.getT2()), 1)
                .then();
    }

    private Mono<Void> addPiece(UUID id, long number, ByteBuffer content) {
        return database.sql("""
                        insert into archive_piece (tenant_id, archive_id, piece, content)
                        values (:tenant, :id, :piece, :content)
                        """)
                .bind("id", id)
                .bind("piece", (int) number)
                .bind("content", content)
                .update()
                .then();
    }

    private static Flux<ByteBuffer> pieces(Path file) {
        return DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, PIECE)
                .map(ArchiveRepository::content);
    }

    private static ByteBuffer content(DataBuffer read) {
        ByteBuffer content = ByteBuffer.allocate(read.readableByteCount());
        read.toByteBuffer(content);
        DataBufferUtils.release(read);
        return content;
    }

    /** The piece of that number; empty behind the last, and once the file is gone. */
    Mono<byte[]> piece(UUID id, int number) {
        return database.sql("""
                        select content
                          from archive_piece
                         where tenant_id = :tenant
                           and archive_id = :id
                           and piece = :piece
                        """)
                .bind("id", id)
                .bind("piece", number)
                .one(row -> Objects.requireNonNull(row.get("content", byte[].class)));
    }

    Mono<Void> forgetFile(UUID id) {
        return database.sql("""
                        delete from archive_piece
                         where tenant_id = :tenant
                           and archive_id = :id
                        """).bind("id", id).update().then();
    }

    /** What its file is, known as soon as there is one. */
    Mono<Void> describe(UUID id, long bytes, String sha256, Instant takenAt, long rows) {
        return database.sql("""
                        update archive
                           set bytes = :bytes, sha256 = :sha256, taken_at = :taken_at, rows_total = :rows
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id)
                .bind("bytes", bytes)
                .bind("sha256", sha256)
                .bind("taken_at", takenAt)
                .bind("rows", rows)
                .update()
                .then();
    }

    Mono<Void> end(UUID id) {
        return database.sql("""
                        update archive
                           set state = 'done', rows_done = rows_total, ended_at = :now
                         where tenant_id = :tenant
                           and id = :id
                        """).bind("id", id).update().then();
    }

    Mono<Void> fail(UUID id, String failure) {
        return database.sql("""
                        update archive
                           set state = 'failed', failure = :failure, ended_at = :now
                         where tenant_id = :tenant
                           and id = :id
                           and state in ('queued', 'running')
                        """)
                .bind("id", id)
                .bind("failure", failure)
                .update()
                .then();
    }

    Mono<Void> expire(UUID id) {
        return database.sql("""
                        update archive
                           set state = 'expired'
                         where tenant_id = :tenant
                           and id = :id
                           and state = 'done'
                        """).bind("id", id).update().then();
    }

    static Cursor after(Archive last) {
        return Cursor.after(last.id());
    }

    private static Archive archive(Row row) {
        return new Archive(
                row.uuid("id"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.minor("rows_done"),
                row.minor("rows_total"),
                row.columns().get("taken_at", Instant.class),
                row.columns().get("bytes", Long.class),
                row.textIfAny("sha256"),
                row.textIfAny("failure"),
                row.number("tries"),
                row.moment("created_at"),
                row.columns().get("ended_at", Instant.class));
    }
}
