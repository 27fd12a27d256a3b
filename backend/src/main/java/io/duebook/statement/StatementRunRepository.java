package io.duebook.statement;

import io.duebook.customer.CustomerKind;
import io.duebook.customer.CustomerName;
import io.duebook.message.DeliveryState;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementRunId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs and their customers in the database. */
@Repository
class StatementRunRepository {

    private static final String RUNS = """
            select id, kind, from_on, to_on, customers, group_id, customer_kind, state, starts_at, created_at,
                   started_at, ended_at
              from statement_run
             where tenant_id = :tenant
            """;

    private final Database database;

    StatementRunRepository(Database database) {
        this.database = database;
    }

    Write insert(StatementRun run) {
        List<StatementRun> row = List.of(run);
        return Write.part("statement_run_new", """
                        insert into statement_run (tenant_id, id, kind, from_on, to_on, customers, group_id,
                                                   customer_kind, state, starts_at, actor, client, request_id, created_at)
                        select :tenant, :statement_run_new_id, :statement_run_new_kind, from_on, :statement_run_new_to,
                               :statement_run_new_customers, group_id, customer_kind, 'scheduled',
                               :statement_run_new_starts, :actor, :client, :request, :now
                          from unnest(:statement_run_new_from, :statement_run_new_group, :statement_run_new_of_kind)
                            as row (from_on, group_id, customer_kind)
                        """)
                .bind("statement_run_new_id", run.id().value())
                .bind("statement_run_new_kind", run.kind().code())
                .bind("statement_run_new_to", run.to())
                .bind("statement_run_new_customers", run.customers().code())
                .bind("statement_run_new_starts", run.startsAt())
                .column("statement_run_new_from", LocalDate.class, row, StatementRun::from)
                .column(
                        "statement_run_new_group",
                        UUID.class,
                        row,
                        one -> one.group() == null ? null : one.group().value())
                .column(
                        "statement_run_new_of_kind",
                        String.class,
                        row,
                        one -> one.customerKind() == null
                                ? null
                                : one.customerKind().word())
                .build();
    }

    Mono<StatementRun> find(StatementRunId id) {
        return database.sql(RUNS + " and id = :id").bind("id", id.value()).one(columns -> run(new Row(columns)));
    }

    /** Nobody else begins, pauses or ends it until the transaction is over. */
    Mono<StatementRun> findAndLock(StatementRunId id) {
        return database.sql(RUNS + " and id = :id for update")
                .bind("id", id.value())
                .one(columns -> run(new Row(columns)));
    }

    /** The newest first. */
    Flux<StatementRun> list(@Nullable RunState state, @Nullable Cursor after, int rows) {
        return Listing.of(database, RUNS)
                .where("state = :state", state == null ? null : state.code())
                .newestFirst("id", after, rows)
                .all(columns -> run(new Row(columns)));
    }

    /** Who asked for it. */
    Mono<Asker> asker(StatementRunId id) {
        return database.sql("""
                        select actor, client, request_id
                          from statement_run
                         where tenant_id = :tenant
                           and id = :id
                        """).bind("id", id.value()).one(columns -> asker(new Row(columns)));
    }

    record Asker(String actor, String client, String requestId) {}

    private static Asker asker(Row row) {
        return new Asker(row.text("actor"), row.text("client"), row.text("request_id"));
    }

    /** Chooses its customers, as they are now. */
    Mono<Long> choose(StatementRun run) {
        return database.sql("""
                        with recursive family (id) as (
                            select id
                              from customer
                             where tenant_id = :tenant
                               and id = :group
                            union
                            select below.id
                              from family
                              join customer below on below.tenant_id = :tenant and below.parent_id = family.id
                        )
                        insert into statement_run_customer (tenant_id, run_id, customer_id, state)
                        select :tenant, :run, c.id, 'pending'
                          from customer c
                         where c.tenant_id = :tenant
                           and c.archived_at is null
                           and (cast(:kind as text) is null or c.kind = :kind)
                           and (cast(:group as uuid) is null or c.id in (select id from family))
                           and (:customers = 'all'
                                or exists (select
                                             from open_item i
                                            where i.tenant_id = :tenant
                                              and i.customer_id = c.id
                                              and i.open > 0))
                        """)
                .bind("run", run.id().value())
                .bind("customers", run.customers().code())
                .bind("group", run.group() == null ? null : run.group().value(), UUID.class)
                .bind(
                        "kind",
                        run.customerKind() == null ? null : run.customerKind().word(),
                        String.class)
                .update();
    }

    Mono<Void> become(StatementRunId id, RunState state) {
        return database.sql("""
                        update statement_run
                           set state = :state,
                               started_at = case when :state = 'running' then coalesce(started_at, :now)
                                                 else started_at end,
                               ended_at = case when :state in ('done', 'cancelled') then cast(:now as timestamptz) end
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .bind("state", state.code())
                .update()
                .then();
    }

    /** One of its customers that nobody is at, locked until the transaction ends; only while it runs. */
    Mono<CustomerId> next(StatementRunId id) {
        return database.sql("""
                        select c.customer_id
                          from statement_run_customer c
                          join statement_run r on r.tenant_id = :tenant and r.id = c.run_id
                         where c.tenant_id = :tenant
                           and c.run_id = :run
                           and c.state = 'pending'
                           and r.state = 'running'
                         order by c.tries, c.customer_id
                         limit 1
                           for update of c skip locked
                        """)
                .bind("run", id.value())
                .one(columns -> new CustomerId(new Row(columns).uuid("customer_id")));
    }

    Mono<Boolean> hasPending(StatementRunId id) {
        return database.sql("""
                        select exists (select
                                         from statement_run_customer
                                        where tenant_id = :tenant
                                          and run_id = :run
                                          and state = 'pending') as pending
                        """).bind("run", id.value()).one(columns -> new Row(columns).fact("pending"));
    }

    Mono<Void> queued(StatementRunId id, CustomerId customer, StatementId statement) {
        return database.sql("""
                        update statement_run_customer
                           set state = 'queued', statement_id = :statement
                         where tenant_id = :tenant
                           and run_id = :run
                           and customer_id = :customer
                           and state = 'pending'
                        """)
                .bind("run", id.value())
                .bind("customer", customer.value())
                .bind("statement", statement.value())
                .update()
                .then();
    }

    /** @param statement that was frozen all the same; null: none */
    Mono<Void> notSent(StatementRunId id, CustomerId customer, String reason, @Nullable StatementId statement) {
        return database.sql("""
                        update statement_run_customer
                           set state = 'not_sent', reason = :reason, statement_id = :statement
                         where tenant_id = :tenant
                           and run_id = :run
                           and customer_id = :customer
                           and state = 'pending'
                        """)
                .bind("run", id.value())
                .bind("customer", customer.value())
                .bind("reason", reason)
                .bind("statement", statement == null ? null : statement.value(), UUID.class)
                .update()
                .then();
    }

    /** It failed for a reason that nobody knows: later ones go first, and after some tries it is given up. */
    Mono<Void> failed(StatementRunId id, CustomerId customer, int mostTries) {
        return database.sql("""
                        update statement_run_customer
                           set tries = tries + 1,
                               state = case when tries + 1 >= :most then 'not_sent' else state end,
                               reason = case when tries + 1 >= :most then 'failed' end
                         where tenant_id = :tenant
                           and run_id = :run
                           and customer_id = :customer
                           and state = 'pending'
                        """)
                .bind("run", id.value())
                .bind("customer", customer.value())
                .bind("most", mostTries)
                .update()
                .then();
    }

    Mono<RunProgress> progress(StatementRunId id) {
        return database.sql("""
                        select count(*) as customers,
                               count(*) filter (where state = 'pending') as pending,
                               count(*) filter (where state = 'queued') as queued,
                               count(*) filter (where state = 'not_sent') as not_sent,
                               mails.waiting, mails.sent, mails.trouble
                          from (select count(*) filter (where state in ('queued', 'sending')) as waiting,
                                       count(*) filter (where state = 'sent') as sent,
                                       count(*) filter (where state in ('failed', 'unknown', 'bounced', 'suppressed'))
                                           as trouble
                                  from message
                                 where tenant_id = :tenant
                                   and occasion = :run) mails
                          left join statement_run_customer on tenant_id = :tenant and run_id = :run
                         group by mails.waiting, mails.sent, mails.trouble
                        """).bind("run", id.value()).one(columns -> progress(new Row(columns)));
    }

    private static RunProgress progress(Row row) {
        long known = row.minor("pending") + row.minor("queued") + row.minor("not_sent");
        return new RunProgress(
                known,
                row.minor("pending"),
                row.minor("queued"),
                row.minor("not_sent"),
                row.minor("waiting"),
                row.minor("sent"),
                row.minor("trouble"));
    }

    /** By the ids of the customers. */
    Flux<RunResult> results(StatementRunId id, @Nullable RunOutcome outcome, @Nullable Cursor after, int rows) {
        return database.sql("""
                        with found as (
                            select c.customer_id, c.state, c.reason, c.statement_id
                              from statement_run_customer c
                             where c.tenant_id = :tenant
                               and c.run_id = :run
                               and (cast(:after as uuid) is null or c.customer_id > :after)
                               and %s
                             order by c.customer_id
                             limit :rows
                        )
                        select found.customer_id, found.state, found.reason, found.statement_id, customer.name,
                               customer.external_id, s.number, m.id as message_id, m.recipient, m.state as delivery,
                               m.last_error
                          from found
                          join customer on customer.tenant_id = :tenant and customer.id = found.customer_id
                          left join frozen_statement s on s.tenant_id = :tenant and s.id = found.statement_id
                          left join message m
                            on m.tenant_id = :tenant and m.occasion = :run and m.customer_id = found.customer_id
                         order by found.customer_id, m.id
                        """.formatted(outcome == null ? "true" : outcome.condition()))
                .bind("run", id.value())
                .bind("after", after == null ? null : after.uuid(), UUID.class)
                .bind("rows", rows)
                .all(columns -> result(new Row(columns)))
                .bufferUntilChanged(result -> result.customer().id())
                .map(of -> of.stream()
                        .skip(1)
                        .reduce(
                                of.getFirst(),
                                (all, one) -> all.with(one.mails().getFirst())));
    }

    private static RunResult result(Row row) {
        UUID statement = row.uuidIfAny("statement_id");
        UUID message = row.uuidIfAny("message_id");
        return new RunResult(
                new CustomerName(
                        new CustomerId(row.uuid("customer_id")), row.text("name"), row.textIfAny("external_id")),
                row.text("state"),
                row.textIfAny("reason"),
                statement == null ? null : new StatementId(statement),
                row.textIfAny("number"),
                message == null
                        ? List.of()
                        : List.of(new RunResult.SentMail(
                                new MessageId(message),
                                row.text("recipient"),
                                DeliveryState.of(row.text("delivery")),
                                row.textIfAny("last_error"))));
    }

    private static StatementRun run(Row row) {
        UUID group = row.uuidIfAny("group_id");
        String kind = row.textIfAny("customer_kind");
        return new StatementRun(
                new StatementRunId(row.uuid("id")),
                StatementKind.of(row.text("kind")),
                row.dateIfAny("from_on"),
                row.date("to_on"),
                RunCustomers.of(row.text("customers")),
                group == null ? null : new CustomerId(group),
                kind == null ? null : CustomerKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                RunState.of(row.text("state")),
                row.moment("starts_at"),
                row.moment("created_at"),
                row.columns().get("started_at", Instant.class),
                row.columns().get("ended_at", Instant.class));
    }
}
