package io.duebook.tenant;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Write;
import io.duebook.shared.ApiClientId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of programs. Times of secrets are real time, told by the database. */
@Repository
class ApiClientRepository {

    private static final String CLIENTS = """
            select id, client_id, name, scopes, state, created_at
              from api_client
             where tenant_id = :tenant
            """;

    private final Database database;

    ApiClientRepository(Database database) {
        this.database = database;
    }

    Mono<ApiClient> find(ApiClientId id) {
        return database.sql(CLIENTS + " and id = :id").bind("id", id.value()).one(ApiClientRepository::client);
    }

    Mono<ApiClient> findAndLock(ApiClientId id) {
        return database.sql(CLIENTS + " and id = :id for no key update")
                .bind("id", id.value())
                .one(ApiClientRepository::client);
    }

    /** The one the tenant began with. */
    Mono<ApiClient> first() {
        return database.sql(CLIENTS + " order by id limit 1").one(ApiClientRepository::client);
    }

    Mono<String> nameOf(String clientId) {
        return database.sql(CLIENTS + " and client_id = :client_id")
                .bind("client_id", clientId)
                .one(row -> requireNonNull(row.get("name", String.class)));
    }

    Flux<ApiClient> list(@Nullable Cursor after, int rows) {
        Database.Query query = database.sql(
                        CLIENTS + (after == null ? "" : " and id > :after") + " order by id limit :rows")
                .bind("rows", rows);
        return (after == null ? query : query.bind("after", after.uuid())).all(ApiClientRepository::client);
    }

    Write insert(ApiClient client, byte[] sealedSecret) {
        return Write.part("api_client_insert", """
                        insert into api_client (tenant_id, id, client_id, name, scopes, state, created_at,
                                                secret_sealed, secret_shown_till)
                        values (:tenant, :api_client_insert_id, :api_client_insert_client, :api_client_insert_name,
                                :api_client_insert_scopes, 'active', :api_client_insert_created_at,
                                :api_client_insert_secret, now() + interval '10 minutes')
                        """)
                .bind("api_client_insert_id", client.id().value())
                .bind("api_client_insert_client", client.clientId())
                .bind("api_client_insert_name", client.name())
                .bind("api_client_insert_scopes", client.scopes().toArray(String[]::new))
                .bind("api_client_insert_created_at", client.createdAt())
                .bind("api_client_insert_secret", sealedSecret)
                .build();
    }

    Write revoke(ApiClientId id) {
        return Write.part("api_client_revoke", """
                        update api_client
                           set state = 'revoked', secret_sealed = null, secret_shown_till = null
                         where tenant_id = :tenant
                           and id = :api_client_revoke_id
                        """)
                .bind("api_client_revoke_id", id.value())
                .build();
    }

    /** A secret that may still be shown to whoever repeats the command that made it. */
    Mono<byte[]> shownSecret(ApiClientId id) {
        return database.sql("""
                        select secret_sealed
                          from api_client
                         where tenant_id = :tenant
                           and id = :id
                           and secret_shown_till > now()
                        """)
                .bind("id", id.value())
                .one(row -> requireNonNull(row.get("secret_sealed", byte[].class)));
    }

    /** A secret that identity may not have been told; empty once it was told and is shown no more. */
    Mono<byte[]> keptSecret(ApiClientId id) {
        return database.sql("""
                        select secret_sealed
                          from api_client
                         where tenant_id = :tenant
                           and id = :id
                           and secret_sealed is not null
                        """)
                .bind("id", id.value())
                .one(row -> requireNonNull(row.get("secret_sealed", byte[].class)));
    }

    /** Forgets a secret whose time is over. False: it has not been shown for long enough. */
    Mono<Boolean> forgetSecret(ApiClientId id) {
        return database.sql("""
                        update api_client
                           set secret_sealed = null, secret_shown_till = null
                         where tenant_id = :tenant
                           and id = :id
                           and secret_shown_till <= now()
                        """).bind("id", id.value()).update().map(rows -> rows == 1);
    }

    private static ApiClient client(Readable row) {
        return new ApiClient(
                new ApiClientId(requireNonNull(row.get("id", UUID.class))),
                requireNonNull(row.get("client_id", String.class)),
                requireNonNull(row.get("name", String.class)),
                List.of(Optional.ofNullable(row.get("scopes", String[].class)).orElseThrow()),
                "revoked".equals(row.get("state", String.class)),
                requireNonNull(row.get("created_at", Instant.class)));
    }
}
