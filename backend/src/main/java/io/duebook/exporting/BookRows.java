package io.duebook.exporting;

import io.duebook.exporting.BookTable.Column;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.AttachmentId;
import io.duebook.shared.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the rows of any table as lines of JSON, page by page along its key, as of the transaction at hand. */
@Repository
class BookRows {

    static final int PAGE = 1_000;

    private final Database database;

    BookRows(Database database) {
        this.database = database;
    }

    /** Moments are written in UTC, whatever zone the database lives in. */
    Mono<Void> writeMomentsInUtc() {
        return database.sql("""
                        select set_config('timezone', 'UTC', true)
                         where cast(:tenant as uuid) is not null
                        """).one(row -> 1).then();
    }

    /** How many rows the tables hold. */
    Mono<Long> count(List<BookTable> tables) {
        return database.sql(tables.stream()
                        .map(table ->
                                "select count(*) as rows from %s where tenant_id = :tenant".formatted(table.quoted()))
                        .collect(Collectors.joining(
                                "\n union all ",
                                "select coalesce(sum(rows), 0)::bigint as rows from (",
                                ") as counted")))
                .one(columns -> new Row(columns).minor("rows"));
    }

    /**
     * Some rows in the order of their key.
     *
     * @param next behind which the page after it begins; null: this is the last
     */
    record Lines(List<String> lines, @Nullable List<String> next) {}

    /** @param after the key of the row before the first, its parts as texts; null: from the beginning */
    Mono<Lines> page(BookTable table, @Nullable List<String> after) {
        Database.Query query = database.sql(statement(table, after != null)).bind("rows", PAGE);
        for (int part = 0; after != null && part < after.size(); part++) {
            query = query.bind("after_" + part, after.get(part));
        }
        return query.all(columns -> line(new Row(columns), table.key().size()))
                .collectList()
                .map(found -> lines(found, table));
    }

    private static String statement(BookTable table, boolean isLater) {
        String behind = " and (%s) > (%s)"
                .formatted(keys(table, ", ", Column::quoted), keys(table, ", ", key -> "cast(:after_%d as %s)"
                        .formatted(table.key().indexOf(key), key.type())));
        String order = keys(table, ", ", Column::quoted);
        return "select row_to_json(r)::text as line%s from (select %s from %s where tenant_id = :tenant%s%s limit :rows) as r"
                .formatted(
                        keys(table, "", key -> ", r.%s::text as key_%d"
                                .formatted(key.quoted(), table.key().indexOf(key))),
                        table.columnNames(),
                        table.quoted(),
                        isLater ? behind : "",
                        order.isEmpty() ? "" : " order by " + order);
    }

    private static String keys(BookTable table, String between, Function<Column, String> text) {
        return table.key().stream().map(text).collect(Collectors.joining(between));
    }

    private record Line(String text, List<String> key) {}

    private static Line line(Row row, int keys) {
        return new Line(
                row.text("line"),
                IntStream.range(0, keys)
                        .mapToObj(part -> row.text("key_" + part))
                        .toList());
    }

    private static Lines lines(List<Line> found, BookTable table) {
        boolean isLast = found.size() < PAGE || table.key().isEmpty();
        var texts = new ArrayList<String>(found.size());
        found.forEach(line -> texts.add(line.text()));
        return new Lines(texts, isLast ? null : found.getLast().key());
    }

    /** A file that belongs to a document, and was not deleted. */
    record KeptFile(AttachmentId id, String name, long bytes, String sha256) {

        /** Its name has no slashes (docs/attachments.md); what unpacks it is trusted with none all the same. */
        String member() {
            return "attachments/%s/%s".formatted(id.text(), name.replaceAll("[/\\\\]", "_"));
        }
    }

    Flux<KeptFile> files(@Nullable AttachmentId after) {
        return database.sql("""
                        select id, name, bytes, sha256
                          from attachment
                         where tenant_id = :tenant
                           and deleted_at is null
                           and (cast(:after as uuid) is null or id > :after)
                         order by id
                         limit :rows
                        """)
                .bind("after", after == null ? null : after.value(), UUID.class)
                .bind("rows", PAGE)
                .all(columns -> file(new Row(columns)));
    }

    private static KeptFile file(Row row) {
        return new KeptFile(new AttachmentId(row.uuid("id")), row.text("name"), row.minor("bytes"), row.text("sha256"));
    }

    /** Empty behind the last. */
    Mono<byte[]> piece(AttachmentId file, int piece) {
        return database.sql("""
                        select content
                          from attachment_piece
                         where tenant_id = :tenant
                           and attachment_id = :file
                           and piece = :piece
                        """)
                .bind("file", file.value())
                .bind("piece", piece)
                .one(row -> Objects.requireNonNull(row.get("content", byte[].class)));
    }

    /** Whose books they are. */
    Mono<Manifest.Tenant> tenant() {
        return database.sql("""
                        select tenant_id, name
                          from tenant
                         where tenant_id = :tenant
                        """).one(columns -> tenant(new Row(columns)));
    }

    private static Manifest.Tenant tenant(Row row) {
        return new Manifest.Tenant(new TenantId(row.uuid("tenant_id")).text(), row.text("name"));
    }
}
