package io.duebook.importing;

import io.duebook.importing.Import.Counts;
import io.duebook.importing.Import.Effects;
import io.duebook.importing.Import.File;
import io.duebook.importing.Import.State;
import io.duebook.item.PassedOnMeanwhile;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Imports as such: what they are, how far they have come, what they add up to. */
@Repository
class ImportRepository {

    private static final String IMPORTS = """
            select id, state, file_name, file_bytes, file_sha256, row_count, accepted, rejected, unchanged, customers,
                   invoices, payments, total::text as total, skip_rejected, created_at, committed_at, undone_at
              from import
             where tenant_id = :tenant
            """;

    /** Invoices and payments of an import, and what passed from them to other customers since, each with whose it is. */
    private static final String REACHED = """
            with recursive reached as (
                select i.id, i.customer_id
                  from invoice i
                 where i.tenant_id = :tenant
                   and i.import_id = :id
                 union
                select p.id, p.customer_id
                  from payment p
                 where p.tenant_id = :tenant
                   and p.import_id = :id
                 union
                select t.id, t.to_customer_id
                  from reached
                  join transfer t on t.tenant_id = :tenant and t.source_id = reached.id)
            """;

    private static final TypeReference<List<Money>> AMOUNTS = new TypeReference<>() {};

    private final Database database;
    private final JsonMapper json;
    private final BusinessClock clock;

    ImportRepository(Database database, JsonMapper json, BusinessClock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    Mono<Void> insert(ImportId id, Upload upload, List<String> columns) {
        return database.sql("""
                        insert into import (tenant_id, id, state, file_name, file_bytes, file_sha256, spec,
                                            header, actor, client, request_id, created_at)
                        values (:tenant, :id, 'checked', :file_name, :bytes, :sha256, :spec::jsonb,
                                :header, :actor, :client, :request, :now)
                        """)
                .bind("id", id.value())
                .bind("file_name", upload.fileName())
                .bind("bytes", upload.bytes())
                .bind("sha256", upload.sha256())
                .bind("spec", upload.specText())
                .bind("header", columns.toArray(String[]::new))
                .update()
                .then();
    }

    Mono<Import> find(ImportId id) {
        return database.sql(IMPORTS + " and id = :id").bind("id", id.value()).one(this::found);
    }

    Mono<Import> findAndLock(ImportId id) {
        return database.sql(IMPORTS + " and id = :id for update")
                .bind("id", id.value())
                .one(this::found);
    }

    /** The newest first. */
    Flux<Import> list(@Nullable Cursor after, int rows) {
        return Listing.of(database, IMPORTS).newestFirst("id", after, rows).all(this::found);
    }

    static Cursor after(Import last) {
        return Cursor.after(last.id().value());
    }

    /** The columns of the file as they were when it was checked. */
    Mono<Header> header(ImportId id) {
        return database.sql("""
                        select spec::text as spec, header
                          from import
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .one(row -> Header.of(
                        SpecReader.read(get(row, "spec", String.class)), List.of(get(row, "header", String[].class))));
    }

    /** Lets this transaction run longer than others may; docs/decisions/0025 says what follows from it. */
    Mono<Void> allow(Duration limit) {
        return database.allow(limit);
    }

    /** Waits until no other import of this tenant enters or leaves the books; holds the turn to the end. */
    Mono<Void> takeTurn() {
        return database.sql("""
                        insert into import_turn (tenant_id, taken_at)
                        values (:tenant, :now)
                        on conflict (tenant_id) do update set taken_at = excluded.taken_at
                        """).update().then();
    }

    /** Counts what its rows would do to the books as they were just compared. */
    Mono<Void> sumUp(ImportId id, int newCustomers) {
        return database.sql("""
                        with counted as (
                            select count(*) as rows,
                                   count(*) filter (where state = 'accepted') as accepted,
                                   count(*) filter (where state = 'rejected') as rejected,
                                   count(*) filter (where state = 'unchanged') as unchanged,
                                   count(*) filter (where state = 'accepted' and received_on is not null) as payments
                              from import_row
                             where tenant_id = :tenant
                               and import_id = :id
                        ), summed as (
                            select coalesce(jsonb_agg(jsonb_build_object('amount', amount, 'currency', currency)
                                                      order by currency), '[]') as total
                              from (select currency, sum(total)::bigint as amount
                                      from import_row
                                     where tenant_id = :tenant
                                       and import_id = :id
                                       and state = 'accepted'
                                     group by currency) as by_currency
                        )
                        update import
                           set row_count = counted.rows,
                               accepted = counted.accepted,
                               rejected = counted.rejected,
                               unchanged = counted.unchanged,
                               customers = :new_customers,
                               invoices = counted.accepted,
                               payments = counted.payments,
                               total = summed.total
                          from counted, summed
                         where import.tenant_id = :tenant
                           and import.id = :id
                        """)
                .bind("id", id.value())
                .bind("new_customers", newCustomers)
                .update()
                .then();
    }

    /** From now on the server is at it by itself, on behalf of whoever asked. */
    Mono<Void> begin(ImportId id, State underWay, boolean skipRejected) {
        return database.sql("""
                        update import
                           set state = :state, skip_rejected = :skip_rejected, tries = 0,
                               actor = :actor, client = :client, request_id = :request
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .bind("state", underWay.code())
                .bind("skip_rejected", skipRejected)
                .update()
                .then();
    }

    Mono<Void> markCommitted(ImportId id, boolean skipRejected) {
        return database.sql("""
                        update import
                           set state = 'committed', skip_rejected = :skip_rejected, committed_at = :at
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .bind("skip_rejected", skipRejected)
                .bind("at", clock.instant())
                .update()
                .then();
    }

    Mono<Void> markUndone(ImportId id) {
        return database.sql("""
                        update import
                           set state = 'undone', undone_at = :at
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .bind("at", clock.instant())
                .update()
                .then();
    }

    /** What was under way ends without effect: it may be asked for again. */
    Mono<Void> putBack(ImportId id, State underWay) {
        return database.sql("""
                        update import
                           set state = :state, skip_rejected = false
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .bind("state", (underWay == State.UNDOING ? State.COMMITTED : State.CHECKED).code())
                .update()
                .then();
    }

    /** How often the server has tried what is under way, this time included. */
    Mono<Integer> countTry(ImportId id) {
        return database.sql("""
                        update import
                           set tries = tries + 1
                         where tenant_id = :tenant
                           and id = :id
                        returning tries
                        """).bind("id", id.value()).one(row -> get(row, "tries", Integer.class));
    }

    /** A try that never began. */
    Mono<Void> discountTry(ImportId id) {
        return database.sql("""
                        update import
                           set tries = greatest(tries - 1, 0)
                         where tenant_id = :tenant
                           and id = :id
                        """).bind("id", id.value()).update().then();
    }

    /** Who asked for what is under way. */
    Mono<Asker> asker(ImportId id) {
        return database.sql("""
                        select actor, client, request_id
                          from import
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .one(row -> new Asker(
                        get(row, "actor", String.class),
                        get(row, "client", String.class),
                        get(row, "request_id", String.class)));
    }

    record Asker(String actor, String client, String requestId) {}

    /** Forgets files that nobody committed in time. */
    Mono<Void> expire(Duration keptFor) {
        return database.sql("""
                        with expired as (
                            update import
                               set state = 'expired'
                             where tenant_id = :tenant
                               and state = 'checked'
                               and created_at < :now - :kept_for * interval '1 second'
                            returning id
                        )
                        delete from import_row
                         where tenant_id = :tenant
                           and import_id in (select id from expired)
                        """).bind("kept_for", keptFor.toSeconds()).update().then();
    }

    /**
     * Locks whoever the import touched, in the order of their ids, so that no command on their money comes between what
     * an undo reads and what it writes.
     *
     * @throws PassedOnMeanwhile if something of it passed to others while the locks were waited for
     */
    Mono<Void> lockCustomers(ImportId id) {
        return database.sql(REACHED + """
                        select c.id
                          from customer c
                         where c.tenant_id = :tenant
                           and c.id in (select customer_id from reached)
                         order by c.id
                           for no key update of c
                        """)
                .bind("id", id.value())
                .all(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .collectList()
                .flatMap(locked -> mustBeAll(id, locked));
    }

    private Mono<Void> mustBeAll(ImportId id, List<UUID> locked) {
        return database.sql(REACHED + """
                        select exists (select from reached where customer_id <> all(:locked)) as more
                        """)
                .bind("id", id.value())
                .bind("locked", locked.toArray(UUID[]::new))
                .one(row -> Boolean.TRUE.equals(row.get("more", Boolean.class)))
                .filter(more -> more)
                .flatMap(more -> Mono.error(new PassedOnMeanwhile()));
    }

    /**
     * Customers that only undone imports knew: brought by this one, or by an undone one whose customers this one used,
     * and without any record or contact left.
     */
    Flux<CustomerId> leftWithoutRecords(ImportId id) {
        return database.sql("""
                        select c.id
                          from customer c
                         where c.tenant_id = :tenant
                           and c.archived_at is null
                           and (c.import_id = :id
                                or exists (select
                                             from import earlier
                                             join invoice i on i.tenant_id = :tenant
                                                           and i.customer_id = c.id
                                                           and i.import_id = :id
                                            where earlier.tenant_id = :tenant
                                              and earlier.id = c.import_id
                                              and earlier.state = 'undone'))
                           and not exists (select
                                             from invoice i
                                            where i.tenant_id = :tenant
                                              and i.customer_id = c.id
                                              and i.state <> 'undone')
                           and not exists (select
                                             from payment p
                                            where p.tenant_id = :tenant
                                              and p.customer_id = c.id
                                              and p.state <> 'undone')
                           and not exists (select
                                             from credit_note n
                                            where n.tenant_id = :tenant
                                              and n.customer_id = c.id)
                           and not exists (select
                                             from charge g
                                            where g.tenant_id = :tenant
                                              and g.customer_id = c.id)
                           and not exists (select
                                             from recurring_invoice r
                                            where r.tenant_id = :tenant
                                              and r.customer_id = c.id
                                              and r.state <> 'ended')
                           and not exists (select
                                             from deposit d
                                            where d.tenant_id = :tenant
                                              and d.customer_id = c.id
                                              and d.void_on is null)
                           and not exists (select
                                             from contact k
                                            where k.tenant_id = :tenant
                                              and k.customer_id = c.id
                                              and k.state <> 'revoked')
                           and not exists (select
                                             from transfer t
                                            where t.tenant_id = :tenant
                                              and c.id in (t.from_customer_id, t.to_customer_id))
                           -- Somebody hung another customer under it.
                           and not exists (select
                                             from customer below
                                            where below.tenant_id = :tenant
                                              and below.parent_id = c.id
                                              and below.archived_at is null)
                         order by c.id
                        """).bind("id", id.value()).all(row -> new CustomerId(get(row, "id", UUID.class)));
    }

    private Import found(Readable row) {
        return new Import(
                new ImportId(get(row, "id", UUID.class)),
                State.of(get(row, "state", String.class)),
                new File(
                        get(row, "file_name", String.class),
                        get(row, "file_bytes", Long.class),
                        get(row, "file_sha256", String.class)),
                new Counts(
                        get(row, "row_count", Integer.class),
                        get(row, "accepted", Integer.class),
                        get(row, "rejected", Integer.class),
                        get(row, "unchanged", Integer.class)),
                new Effects(
                        get(row, "customers", Integer.class),
                        get(row, "invoices", Integer.class),
                        get(row, "payments", Integer.class)),
                json.readValue(get(row, "total", String.class), AMOUNTS),
                get(row, "skip_rejected", Boolean.class),
                get(row, "created_at", Instant.class),
                row.get("committed_at", Instant.class),
                row.get("undone_at", Instant.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
