package io.duebook.document;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.AttachmentId;
import io.duebook.shared.CustomerId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files in the database: what is said about them, and their pieces. */
@Repository
class AttachmentRepository {

    private static final String VIEW = """
            select a.id, a.document_kind, a.document_id, a.customer_id, a.name, a.type, a.bytes, a.sha256,
                   a.visible_to_customer, a.version, a.created_at, a.deleted_at,
                   case when cast(:acting_customer as uuid) is null then a.added_by end as added_by,
                   case when cast(:acting_customer as uuid) is null then a.deleted_by end as deleted_by,
                   array(select same.id
                           from attachment same
                          where same.tenant_id = :tenant
                            and same.document_kind = a.document_kind
                            and same.document_id = a.document_id
                            and same.sha256 = a.sha256
                            and same.id <> a.id
                            and same.deleted_at is null
                          order by same.id) as same_content
              from attachment a
             where a.tenant_id = :tenant
            """;

    private final Database database;

    AttachmentRepository(Database database) {
        this.database = database;
    }

    /** Whose a document is; empty where there is none that the caller may see. */
    Mono<Optional<CustomerId>> ownerOf(Attachable.Named document) {
        return database.sql(document.kind().lookup())
                .bind("id", document.id())
                .one(row -> Optional.ofNullable(row.get("owner", UUID.class)).map(CustomerId::new));
    }

    Write insert(AttachmentId id, Attachable.Named document, Optional<CustomerId> owner, IncomingFile file) {
        List<IncomingFile> row = List.of(file);
        return Write.part("attachment_row", """
                        insert into attachment (tenant_id, id, customer_id, document_kind, document_id, name, type, bytes,
                                                sha256, visible_to_customer, added_by, created_at)
                        select :tenant, :attachment_row_id, customer_id, :attachment_row_kind, :attachment_row_document,
                               name, :attachment_row_type, :attachment_row_bytes, :attachment_row_sha256,
                               :attachment_row_visible, :actor, :now
                          from unnest(:attachment_row_customer, :attachment_row_name) as row (customer_id, name)
                        """)
                .column("attachment_row_customer", UUID.class, row, one -> owner.map(CustomerId::value)
                        .orElse(null))
                .column("attachment_row_name", String.class, row, IncomingFile::name)
                .bind("attachment_row_id", id.value())
                .bind("attachment_row_kind", document.kind().code())
                .bind("attachment_row_document", document.id())
                .bind("attachment_row_type", file.type().mime())
                .bind("attachment_row_bytes", file.bytes())
                .bind("attachment_row_sha256", file.sha256())
                .bind("attachment_row_visible", file.visibleToCustomer())
                .build();
    }

    /** The pieces come in order, numbered from nothing. */
    Mono<Void> addPiece(AttachmentId id, Optional<CustomerId> owner, long number, ByteBuffer content) {
        return database.sql("""
                        insert into attachment_piece (tenant_id, attachment_id, piece, customer_id, content)
                        values (:tenant, :id, :piece, :customer, :content)
                        """)
                .bind("id", id.value())
                .bind("piece", (int) number)
                .bind("customer", owner.map(CustomerId::value).orElse(null), UUID.class)
                .bind("content", content)
                .update()
                .then();
    }

    /** False where the tenant would keep more than it may. */
    Mono<Boolean> addToUsage(long bytes, long quota) {
        return database.sql("""
                        insert into attachment_usage (tenant_id, bytes)
                        select :tenant, :bytes
                         where cast(:bytes as bigint) <= :quota
                        on conflict (tenant_id) do update
                           set bytes = attachment_usage.bytes + excluded.bytes
                         where attachment_usage.bytes + excluded.bytes <= :quota
                        """)
                .bind("bytes", bytes)
                .bind("quota", quota)
                .update()
                .map(rows -> rows == 1);
    }

    /** The piece of that number; empty where it is deleted, or not for the caller. */
    Mono<byte[]> piece(AttachmentId id, int number) {
        return database.sql("""
                        select content
                          from attachment_piece
                         where tenant_id = :tenant
                           and attachment_id = :id
                           and piece = :piece
                        """)
                .bind("id", id.value())
                .bind("piece", number)
                .one(row -> Objects.requireNonNull(row.get("content", byte[].class)));
    }

    Mono<AttachmentView> view(AttachmentId id) {
        return database.sql(VIEW + " and a.id = :id").bind("id", id.value()).one(columns -> view(new Row(columns)));
    }

    /** The same, held until the transaction ends. */
    Mono<AttachmentView> findAndLock(AttachmentId id) {
        return database.sql(VIEW + " and a.id = :id for no key update of a")
                .bind("id", id.value())
                .one(columns -> view(new Row(columns)));
    }

    /** Those that were not deleted, the newest first. */
    Flux<AttachmentView> list(Attachable.Named document, @Nullable Cursor after, int rows) {
        return Listing.of(database, VIEW)
                .where("a.document_kind = :kind", document.kind().code())
                .where("a.document_id = :document", document.id())
                .where("a.deleted_at is null")
                .newestFirst("a.id", after, rows)
                .all(columns -> view(new Row(columns)));
    }

    /** Only for one that is locked, and was not deleted. */
    Write show(AttachmentView file, boolean toCustomer) {
        return Write.part("attachment_shown", """
                        update attachment
                           set visible_to_customer = :attachment_shown_visible,
                               version = version + 1
                         where tenant_id = :tenant
                           and id = :attachment_shown_id
                        """)
                .bind("attachment_shown_id", file.id().value())
                .bind("attachment_shown_visible", toCustomer)
                .build();
    }

    /** Only for one that is locked, and was not deleted. */
    Write delete(AttachmentView file) {
        return Write.part("attachment_deleted", """
                        update attachment
                           set deleted_at = :now,
                               deleted_by = :actor
                         where tenant_id = :tenant
                           and id = :attachment_deleted_id
                        """)
                .bind("attachment_deleted_id", file.id().value())
                .build()
                .and(Write.part("attachment_emptied", """
                                delete from attachment_piece
                                 where tenant_id = :tenant
                                   and attachment_id = :attachment_emptied_id
                                """)
                        .bind("attachment_emptied_id", file.id().value())
                        .build())
                .and(Write.part("attachment_freed", """
                                update attachment_usage
                                   set bytes = bytes - :attachment_freed_bytes
                                 where tenant_id = :tenant
                                """)
                        .bind("attachment_freed_bytes", file.bytes())
                        .build());
    }

    private static AttachmentView view(Row row) {
        UUID customer = row.uuidIfAny("customer_id");
        return new AttachmentView(
                new AttachmentId(row.uuid("id")),
                Attachable.of(row.text("document_kind")).idOf(row.uuid("document_id")),
                customer == null ? null : new CustomerId(customer),
                row.text("name"),
                row.text("type"),
                row.minor("bytes"),
                row.text("sha256"),
                row.fact("visible_to_customer"),
                Arrays.stream(Objects.requireNonNull(row.columns().get("same_content", UUID[].class)))
                        .map(AttachmentId::new)
                        .toList(),
                row.number("version"),
                row.textIfAny("added_by"),
                row.moment("created_at"),
                row.textIfAny("deleted_by"),
                row.columns().get("deleted_at", java.time.Instant.class));
    }
}
