package io.duebook.statement;

import io.duebook.customer.CustomerName;
import io.duebook.item.Knowledge;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Frozen statements in the database: added, and never changed. */
@Repository
class FrozenStatementRepository {

    private static final String LISTED = """
            select s.id, s.customer_id, c.name as customer_name, c.external_id as customer_external_id, s.kind, s.from_on,
                   s.to_on, s.number, s.version, s.known_at, s.frozen_at, encode(s.hash, 'hex') as hash, s.replaces,
                   (select later.id
                      from frozen_statement later
                     where later.tenant_id = :tenant
                       and later.replaces = s.id) as replaced_by
              from frozen_statement s
              join customer c on c.tenant_id = :tenant and c.id = s.customer_id
             where s.tenant_id = :tenant
            """;

    private final Database database;

    FrozenStatementRepository(Database database) {
        this.database = database;
    }

    /** Only behind the customer's lock. */
    Write insert(FrozenStatement statement, Chain.Place place, Knowledge known, byte[] content) {
        List<Chain.Place> row = List.of(place);
        return Write.part("frozen", """
                        insert into frozen_statement (tenant_id, id, customer_id, kind, from_on, to_on, number,
                                                      version, replaces, opens_with, known_at, lately, frozen_at,
                                                      frozen_by, hash, content)
                        select :tenant, :frozen_id, :frozen_customer, :frozen_kind, from_on, to_on, :frozen_number,
                               :frozen_version, replaces, opens_with, :frozen_known_at, :frozen_lately, :frozen_at,
                               :actor, :frozen_hash, :frozen_content
                          from unnest(:frozen_from, :frozen_to, :frozen_replaces, :frozen_opens_with)
                            as row (from_on, to_on, replaces, opens_with)
                        """)
                .bind("frozen_id", statement.id().value())
                .bind("frozen_customer", statement.customer().value())
                .bind("frozen_kind", statement.kind())
                .bind("frozen_number", statement.number())
                .bind("frozen_version", statement.version())
                .bind("frozen_known_at", known.at())
                .bind("frozen_lately", known.lately().toArray(UUID[]::new))
                .bind("frozen_at", statement.frozenAt())
                .bind("frozen_hash", CanonicalJson.hash(content))
                .bind("frozen_content", content)
                .column("frozen_from", LocalDate.class, row, Chain.Place::from)
                .column("frozen_to", LocalDate.class, row, Chain.Place::to)
                .column("frozen_replaces", UUID.class, row, of -> of.same()
                        .map(link -> link.id().value())
                        .orElse(null))
                .column("frozen_opens_with", UUID.class, row, of -> of.before()
                        .map(link -> link.id().value())
                        .orElse(null))
                .build();
    }

    /** The last version of each of a customer's statements of one kind. */
    Mono<Chain> chain(CustomerId customer, StatementKind kind) {
        return database.sql("""
                        select distinct on (to_on, from_on) id, number, version, from_on, to_on
                          from frozen_statement
                         where tenant_id = :tenant
                           and customer_id = :customer
                           and kind = :kind
                         order by to_on, from_on, version desc
                        """)
                .bind("customer", customer.value())
                .bind("kind", kind.code())
                .all(columns -> link(new Row(columns)))
                .collectList()
                .map(Chain::new);
    }

    private static Chain.Link link(Row row) {
        return new Chain.Link(
                new StatementId(row.uuid("id")),
                row.text("number"),
                row.number("version"),
                row.dateIfAny("from_on"),
                row.date("to_on"));
    }

    Mono<FrozenStatement.Kept> find(StatementId id) {
        return database.sql("""
                        select id, hash, content
                          from frozen_statement
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .one(columns -> new FrozenStatement.Kept(
                        id,
                        HexFormat.of().formatHex(Objects.requireNonNull(columns.get("hash", byte[].class))),
                        Objects.requireNonNull(columns.get("content", byte[].class))));
    }

    /** What was known when it was frozen. */
    Mono<Knowledge> knowledge(StatementId id) {
        return database.sql("""
                        select known_at, lately
                          from frozen_statement
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .one(columns -> new Knowledge(
                        new Row(columns).moment("known_at"),
                        List.of(Objects.requireNonNull(columns.get("lately", UUID[].class)))));
    }

    /** Newest first. */
    Flux<ListedStatement> list(StatementFilter filter, @Nullable Cursor after, int rows) {
        return Listing.of(database, LISTED)
                .where("s.customer_id = :customer", filter.customer())
                .where(
                        "s.kind = :kind",
                        filter.kind() == null ? null : filter.kind().code())
                .where("s.number = :number", filter.number())
                .newestFirst("s.id", after, rows)
                .all(columns -> listed(new Row(columns)));
    }

    private static ListedStatement listed(Row row) {
        UUID replacedBy = row.uuidIfAny("replaced_by");
        UUID replaces = row.uuidIfAny("replaces");
        return new ListedStatement(
                new StatementId(row.uuid("id")),
                row.text("number"),
                row.number("version"),
                replaces == null ? null : new StatementId(replaces),
                replacedBy == null ? null : new StatementId(replacedBy),
                new CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                row.text("kind"),
                row.date("to_on"),
                row.dateIfAny("from_on"),
                row.moment("frozen_at"),
                row.moment("known_at"),
                row.text("hash"));
    }
}
