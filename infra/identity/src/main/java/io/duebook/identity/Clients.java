package io.duebook.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Repository;

/**
 * The OAuth 2 clients: programs of tenants, and Duebook's own. How long tokens live and what a kind of client may do is
 * decided here, not stored per row.
 */
@Repository
class Clients implements RegisteredClientRepository {

    /** Name of the setting that tells whose program a client is; Duebook's own have none. */
    static final String TENANT = "duebook.tenant_id";

    /** Name of the setting that tells for whom its tokens are made. */
    static final String AUDIENCE = "duebook.audience";

    static final String API_AUDIENCE = "duebook-api";
    static final String ADMINISTRATION_AUDIENCE = "duebook-identity";

    private final JdbcClient db;
    private final PasswordEncoder encoder;
    private final Settings.Identity settings;

    Clients(JdbcClient db, PasswordEncoder encoder, Settings settings) {
        this.db = db;
        this.encoder = encoder;
        this.settings = settings.identity();
    }

    /** A client of no tenant. Without redirects it is a program that signs in for itself. */
    record Own(String id, String name, String secret, Set<String> scopes, String audience, List<Redirects> redirects) {}

    record Redirects(String afterSignIn, String afterSignOut) {}

    // One statement, so that two instances starting at once both succeed.
    void putOwn(Own client) {
        db.sql("""
                insert into client
                       (client_id, kind, name, secret_hash, scopes, audience, redirect_uris, post_logout_redirect_uris)
                values (:id, :kind, :name, :hash, string_to_array(:scopes, ' '), :audience,
                        string_to_array(:after_sign_in, ' '), string_to_array(:after_sign_out, ' '))
                on conflict (client_id) do update
                   set kind = excluded.kind,
                       name = excluded.name,
                       secret_hash = excluded.secret_hash,
                       scopes = excluded.scopes,
                       audience = excluded.audience,
                       redirect_uris = excluded.redirect_uris,
                       post_logout_redirect_uris = excluded.post_logout_redirect_uris,
                       updated_at = now()
                 where client.tenant_id is null
                """)
                .param("id", client.id())
                .param("kind", client.redirects().isEmpty() ? "program" : "sign_in")
                .param("name", client.name())
                .param("hash", encoder.encode(client.secret()))
                .param("scopes", String.join(" ", client.scopes()))
                .param("audience", client.audience())
                .param(
                        "after_sign_in",
                        String.join(
                                " ",
                                client.redirects().stream()
                                        .map(Redirects::afterSignIn)
                                        .toList()))
                .param(
                        "after_sign_out",
                        String.join(
                                " ",
                                client.redirects().stream()
                                        .map(Redirects::afterSignOut)
                                        .toList()))
                .update();
    }

    /**
     * Creates or changes a program of a tenant.
     *
     * @throws Refusal if the id is another's, or was revoked
     */
    void putProgram(String tenant, String id, String name, String secret, Set<String> scopes) {
        Optional<Known> known = known(tenant, id);
        if (known.isPresent() && known.get().revoked()) {
            throw Refusal.conflict("client_revoked", "This client was revoked for good: create another one.");
        }
        if (known.isEmpty()) {
            insertProgram(tenant, id, name, encoder.encode(secret), scopes);
        } else {
            // The same secret keeps its hash, so that putting the same again changes nothing.
            String hash = known.get().secretHash();
            updateProgram(tenant, id, name, encoder.matches(secret, hash) ? hash : encoder.encode(secret), scopes);
        }
    }

    private record Known(String secretHash, boolean revoked) {}

    private Optional<Known> known(String tenant, String id) {
        return db.sql("""
                select secret_hash, revoked_at is not null as revoked
                  from client
                 where tenant_id = :tenant
                   and client_id = :id
                """)
                .param("tenant", tenant)
                .param("id", id)
                .query(Known.class)
                .optional();
    }

    private void insertProgram(String tenant, String id, String name, @Nullable String secretHash, Set<String> scopes) {
        try {
            db.sql("""
                    insert into client (client_id, tenant_id, kind, name, secret_hash, scopes, audience)
                    values (:id, :tenant, 'program', :name, :hash, string_to_array(:scopes, ' '), :audience)
                    """)
                    .param("id", id)
                    .param("tenant", tenant)
                    .param("name", name)
                    .param("hash", secretHash)
                    .param("scopes", String.join(" ", scopes))
                    .param("audience", API_AUDIENCE)
                    .update();
        } catch (DuplicateKeyException taken) {
            if (known(tenant, id).isEmpty()) {
                throw Refusal.conflict("client_taken", "This client id is in use elsewhere.");
            }
            // The same request at the same time: the other one did it.
            updateProgram(tenant, id, name, secretHash, scopes);
        }
    }

    private void updateProgram(String tenant, String id, String name, @Nullable String secretHash, Set<String> scopes) {
        db.sql("""
                update client
                   set name = :name,
                       secret_hash = :hash,
                       scopes = string_to_array(:scopes, ' '),
                       updated_at = now()
                 where tenant_id = :tenant
                   and client_id = :id
                   and revoked_at is null
                """)
                .param("name", name)
                .param("hash", secretHash)
                .param("scopes", String.join(" ", scopes))
                .param("tenant", tenant)
                .param("id", id)
                .update();
    }

    /** @throws Refusal if the tenant has no such client */
    void revoke(String tenant, String id) {
        int found = db.sql("""
                update client
                   set revoked_at = coalesce(revoked_at, now())
                 where tenant_id = :tenant
                   and client_id = :id
                """).param("tenant", tenant).param("id", id).update();
        if (found == 0) {
            throw Refusal.notFound("No such client.");
        }
    }

    /** Called when a secret matched whose hash is of an older kind: stores the newer one, nothing else. */
    @Override
    public void save(RegisteredClient client) {
        db.sql("update client set secret_hash = :hash where client_id = :id")
                .param("hash", client.getClientSecret())
                .param("id", client.getClientId())
                .update();
    }

    /** Revoked ones too: their authorizations must stay readable until they are gone. */
    @Override
    public @Nullable RegisteredClient findById(String id) {
        return client("where client_id = :id", id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return client("where client_id = :id and revoked_at is null", clientId);
    }

    private @Nullable RegisteredClient client(String condition, String id) {
        return db.sql("""
                select client_id, tenant_id, kind, name, secret_hash, scopes, audience,
                       redirect_uris, post_logout_redirect_uris, created_at
                  from client
                """ + condition)
                .param("id", id)
                .query(this::registered)
                .optional()
                .orElse(null);
    }

    private RegisteredClient registered(ResultSet row, int number) throws SQLException {
        ClientSettings.Builder clientSettings = ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .setting(AUDIENCE, row.getString("audience"));
        if (row.getString("tenant_id") != null) {
            clientSettings.setting(TENANT, row.getString("tenant_id"));
        }
        RegisteredClient.Builder client = RegisteredClient.withId(row.getString("client_id"))
                .clientId(row.getString("client_id"))
                .clientName(row.getString("name"))
                .clientSecret(row.getString("secret_hash"))
                .clientIdIssuedAt(Moments.of(row, "created_at"))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .scopes(scopes -> scopes.addAll(texts(row, "scopes")))
                .redirectUris(uris -> uris.addAll(texts(row, "redirect_uris")))
                .postLogoutRedirectUris(uris -> uris.addAll(texts(row, "post_logout_redirect_uris")))
                .clientSettings(clientSettings.build())
                .tokenSettings(tokenSettings());
        if (row.getString("kind").equals("sign_in")) {
            client.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
        } else {
            client.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
        }
        return client.build();
    }

    private TokenSettings tokenSettings() {
        return TokenSettings.builder()
                .accessTokenTimeToLive(settings.accessTokenLife())
                .refreshTokenTimeToLive(settings.refreshTokenLife())
                .reuseRefreshTokens(false)
                .idTokenSignatureAlgorithm(SignatureAlgorithm.ES256)
                .build();
    }

    private static List<String> texts(ResultSet row, String column) {
        try {
            return List.of((String[]) row.getArray(column).getArray());
        } catch (SQLException failure) {
            throw new IllegalStateException("Column " + column + " cannot be read", failure);
        }
    }
}
