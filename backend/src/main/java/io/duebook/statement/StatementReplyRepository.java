package io.duebook.statement;

import io.duebook.customer.CustomerName;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CaseId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementReplyId;
import io.duebook.statement.StatementReply.ContestedClaim;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What customers said to statements: added, and never changed. */
@Repository
class StatementReplyRepository {

    private static final String REPLIES = """
            select r.id, r.statement_id, s.number, s.version, r.customer_id, c.name as customer_name,
                   c.external_id as customer_external_id,
                   case when cast(:acting_customer as uuid) is null or r.by_contact then r.replied_by end as replied_by,
                   r.by_contact, r.replied_at
              from statement_reply r
              join frozen_statement s on s.tenant_id = :tenant and s.id = r.statement_id
              join customer c on c.tenant_id = :tenant and c.id = r.customer_id
             where r.tenant_id = :tenant
            """;

    private final Database database;

    StatementReplyRepository(Database database) {
        this.database = database;
    }

    /** A reply without what it comes to. */
    record Kept(
            StatementReplyId id,
            StatementId statement,
            String number,
            int version,
            CustomerName customer,
            @Nullable String repliedBy,
            boolean byContact,
            Instant repliedAt) {}

    Write insert(StatementReplyId id, FrozenStatement statement, boolean byContact, List<CaseId> cases) {
        return Write.part("statement_reply_row", """
                        insert into statement_reply (tenant_id, id, statement_id, customer_id, by_contact, replied_by,
                                                     replied_at)
                        values (:tenant, :statement_reply_row_id, :statement_reply_row_statement,
                                :statement_reply_row_customer, :statement_reply_row_by_contact, :actor, :now)
                        """)
                .bind("statement_reply_row_id", id.value())
                .bind("statement_reply_row_statement", statement.id().value())
                .bind("statement_reply_row_customer", statement.customer().value())
                .bind("statement_reply_row_by_contact", byContact)
                .build()
                .and(Write.part("statement_reply_cases", """
                                insert into statement_reply_case (tenant_id, reply_id, case_id, customer_id)
                                select :tenant, :statement_reply_cases_reply, case_id, :statement_reply_cases_customer
                                  from unnest(:statement_reply_cases_ids) as opened (case_id)
                                """)
                        .bind("statement_reply_cases_reply", id.value())
                        .bind(
                                "statement_reply_cases_customer",
                                statement.customer().value())
                        .column("statement_reply_cases_ids", UUID.class, cases, CaseId::value)
                        .build());
    }

    Mono<Boolean> isReplaced(StatementId statement) {
        return database.sql("""
                        select exists (select
                                         from frozen_statement
                                        where tenant_id = :tenant
                                          and replaces = :statement) as replaced
                        """).bind("statement", statement.value()).one(columns -> new Row(columns).fact("replaced"));
    }

    Mono<Kept> find(StatementReplyId id) {
        return database.sql(REPLIES + " and r.id = :id").bind("id", id.value()).one(columns -> kept(new Row(columns)));
    }

    /** Newest first. */
    Flux<Kept> list(@Nullable CustomerId customer, @Nullable StatementId statement, @Nullable Cursor after, int rows) {
        return Listing.of(database, REPLIES)
                .where("r.customer_id = :customer", customer)
                .where("r.statement_id = :statement", statement)
                .newestFirst("r.id", after, rows)
                .all(columns -> kept(new Row(columns)));
    }

    Flux<ContestedClaim> contested(StatementReplyId id) {
        return database.sql("""
                        select k.id, k.number, i.number as item_number, k.currency, k.amount, k.outcome
                          from statement_reply_case r
                          join customer_case k on k.tenant_id = :tenant and k.id = r.case_id
                          join open_item i on i.tenant_id = :tenant and i.id = k.item_id
                         where r.tenant_id = :tenant
                           and r.reply_id = :reply
                         order by k.number
                        """).bind("reply", id.value()).all(columns -> contested(new Row(columns)));
    }

    private static ContestedClaim contested(Row row) {
        return new ContestedClaim(
                new CaseId(row.uuid("id")),
                row.text("number"),
                row.text("item_number"),
                Currency.of(row.text("currency")),
                row.minor("amount"),
                row.textIfAny("outcome"));
    }

    private static Kept kept(Row row) {
        return new Kept(
                new StatementReplyId(row.uuid("id")),
                new StatementId(row.uuid("statement_id")),
                row.text("number"),
                row.number("version"),
                new CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                row.textIfAny("replied_by"),
                row.fact("by_contact"),
                row.moment("replied_at"));
    }
}
