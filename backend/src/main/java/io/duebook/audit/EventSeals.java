package io.duebook.audit;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.EventId;
import io.duebook.shared.TenantId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The seals as the database keeps them, and what events say. */
@Repository
class EventSeals {

    private static final String SEAL = """
            select tenant_id, sequence, hash, sealed_at, key_id, signature
              from event_seal
             where tenant_id = :tenant
            """;

    private final Database database;

    EventSeals(Database database) {
        this.database = database;
    }

    Mono<EventSeal> last() {
        return database.sql(SEAL + " order by sequence desc limit 1").one(EventSeals::seal);
    }

    /** The last one before an event. */
    Mono<EventSeal> before(long sequence) {
        return database.sql(SEAL + " and sequence < :sequence order by sequence desc limit 1")
                .bind("sequence", sequence)
                .one(EventSeals::seal);
    }

    /** The first one that covers an event. */
    Mono<EventSeal> covering(long sequence) {
        return database.sql(SEAL + " and sequence >= :sequence order by sequence limit 1")
                .bind("sequence", sequence)
                .one(EventSeals::seal);
    }

    Flux<EventSeal> within(long behind, long upTo) {
        return database.sql(SEAL + " and sequence > :behind and sequence <= :upto order by sequence")
                .bind("behind", behind)
                .bind("upto", upTo)
                .all(EventSeals::seal);
    }

    /** Newest first. */
    Flux<EventSeal> newest(long before, int most) {
        return database.sql(SEAL + " and sequence < :before order by sequence desc limit :most")
                .bind("before", before)
                .bind("most", most)
                .all(EventSeals::seal);
    }

    Mono<Void> insert(EventSeal seal, long follows) {
        return database.sql("""
                        insert into event_seal (tenant_id, sequence, follows, hash, sealed_at, key_id, signature)
                        values (:tenant, :sequence, :follows, :hash, :at, :key, :signature)
                        """)
                .bind("sequence", seal.sequence())
                .bind("follows", follows)
                .bind("hash", seal.hash())
                .bind("at", seal.sealedAt())
                .bind("key", seal.keyId())
                .bind("signature", seal.signature())
                .update()
                .then();
    }

    private static EventSeal seal(Readable columns) {
        var row = new Row(columns);
        return new EventSeal(
                new TenantId(row.uuid("tenant_id")),
                row.minor("sequence"),
                bytes(columns, "hash"),
                row.moment("sealed_at"),
                row.text("key_id"),
                bytes(columns, "signature"));
    }

    private static byte[] bytes(Readable columns, String column) {
        return Objects.requireNonNull(columns.get(column, byte[].class));
    }

    /** What events say, in their order: JSON as the database writes it, keys sorted, always the same. */
    Flux<EventText> told(long behind, int most) {
        return database.sql("""
                        select n.sequence,
                               jsonb_build_array('duebook event 1', n.tenant_id, n.sequence, e.id,
                                                 to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                                 e.type, e.subject, e.customer_id, e.actor, e.client, e.request_id,
                                                 e.reason, e.object)::text as told
                          from event_number n
                          join event e on e.tenant_id = :tenant and e.id = n.event_id
                         where n.tenant_id = :tenant
                           and n.sequence > :behind
                         order by n.sequence
                         limit :most
                        """)
                .bind("behind", behind)
                .bind("most", most)
                .all(columns -> new EventText(new Row(columns).minor("sequence"), new Row(columns).text("told")));
    }

    /** The number of an event; empty where it has none yet, or there is none. */
    Mono<Long> numberOf(EventId event) {
        return database.sql("""
                        select sequence
                          from event_number
                         where tenant_id = :tenant
                           and event_id = :event
                        """).bind("event", event.value()).one(row -> new Row(row).minor("sequence"));
    }

    Mono<Boolean> exists(EventId event) {
        return database.sql("""
                        select exists (select
                                         from event
                                        where tenant_id = :tenant
                                          and id = :event) as there
                        """).bind("event", event.value()).one(row -> new Row(row).fact("there"));
    }

    Mono<Long> lastNumber() {
        return database.sql("""
                        select coalesce(max(sequence), 0) as last
                          from event_number
                         where tenant_id = :tenant
                        """).one(row -> new Row(row).minor("last"));
    }

    Mono<Instant> now() {
        return database.sql("""
                        select clock_timestamp() as now
                         where :tenant is not null
                        """).one(row -> new Row(row).moment("now"));
    }
}
