package io.duebook.identity;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was granted to whom, on top of the framework's storage.
 *
 * <p>Four things are always true here: token values are stored as digests only; a code or refresh token is spent once,
 * on however many instances it is tried; one that was spent before ends the whole grant; and a person's grant yields
 * what their membership may do at this moment, not what it could do when they signed in.
 */
@Service
class Authorizations implements OAuth2AuthorizationService {

    private static final Logger LOG = LoggerFactory.getLogger(Authorizations.class);

    // Which state of the row an authorization was read from; never stored.
    private static final String READ_VERSION = "duebook.version";

    private static final String DIGEST = "sha256:";

    private final JdbcOAuth2AuthorizationService stored;
    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final Memberships memberships;
    private final Duration reuseLeeway;

    Authorizations(
            JdbcOperations jdbc,
            JdbcClient db,
            Clients clients,
            TransactionTemplate transactions,
            Memberships memberships,
            Settings settings) {
        this.stored = new JdbcOAuth2AuthorizationService(jdbc, clients);
        this.db = db;
        this.transactions = transactions;
        this.memberships = memberships;
        this.reuseLeeway = settings.identity().reuseLeeway();
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        Integer readVersion = authorization.getAttribute(READ_VERSION);
        OAuth2Authorization digested = digested(authorization);
        transactions.executeWithoutResult(transaction -> {
            if (readVersion == null) {
                stored.save(digested);
                nameMembership(digested);
            } else {
                Row before = claim(digested.getId(), readVersion);
                stored.save(digested);
                remember(before, digested);
            }
        });
    }

    private record Row(
            @Nullable String oidcIdTokenValue, @Nullable String refreshTokenValue) {}

    // Two requests with one refresh token, or one after a revocation: the first to claim the row goes on.
    private Row claim(String id, int readVersion) {
        return db.sql("""
                update oauth2_authorization
                   set version = version + 1
                 where id = :id
                   and version = :version
                returning oidc_id_token_value, refresh_token_value
                """)
                .param("id", id)
                .param("version", readVersion)
                .query(Row.class)
                .optional()
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
    }

    private void nameMembership(OAuth2Authorization authorization) {
        signedIn(authorization).map(SignedIn::membership).ifPresent(membership -> db.sql("""
                        update oauth2_authorization
                           set membership_id = :membership
                         where id = :id
                        """)
                .param("membership", membership)
                .param("id", authorization.getId())
                .update());
    }

    private void remember(Row before, OAuth2Authorization now) {
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = now.getRefreshToken();
        if (refresh != null) {
            remember(now.getId(), "refresh", before.refreshTokenValue(), refresh);
        }
        OAuth2Authorization.Token<OidcIdToken> id = now.getToken(OidcIdToken.class);
        if (id != null) {
            remember(now.getId(), "id", before.oidcIdTokenValue(), id);
        }
    }

    private void remember(
            String authorization, String kind, @Nullable String before, OAuth2Authorization.Token<?> now) {
        if (before == null || before.equals(now.getToken().getTokenValue())) {
            return;
        }
        db.sql("""
                insert into replaced_token (token_digest, authorization_id, kind)
                values (:digest, :authorization, :kind)
                on conflict do nothing
                """)
                .param("digest", before)
                .param("authorization", authorization)
                .param("kind", kind)
                .update();
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        stored.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return stored.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        String kind = type == null ? "any" : type.getValue();
        return switch (kind) {
            case "code" -> asAllowedNow(read("authorization_code_value = :digest", token));
            case "refresh_token" -> {
                OAuth2Authorization found = read("refresh_token_value = :digest", token);
                if (found == null) {
                    endIfReused(token);
                }
                yield asAllowedNow(found);
            }
            case "id_token" -> readByIdToken(token);
            case "access_token" -> read("access_token_value = :digest", token);
            case "any" -> read("""
                        (authorization_code_value = :digest or access_token_value = :digest
                         or refresh_token_value = :digest or oidc_id_token_value = :digest)
                        """, token);
            default -> null;
        };
    }

    // A portal that refreshed holds a newer id token than the one its session began with; either names the sign-in.
    private @Nullable OAuth2Authorization readByIdToken(String token) {
        OAuth2Authorization current = read("oidc_id_token_value = :digest", token);
        return current != null
                ? current
                : read(
                        "id = (select authorization_id from replaced_token"
                                + " where token_digest = :digest and kind = 'id')",
                        token);
    }

    private @Nullable OAuth2Authorization read(String condition, String token) {
        record Found(String id, int version) {}
        // The version first: should the row change in between, a later save is refused, not lost.
        Optional<Found> found = db.sql("select id, version from oauth2_authorization where " + condition)
                .param("digest", digest(token))
                .query(Found.class)
                .optional();
        if (found.isEmpty()) {
            return null;
        }
        OAuth2Authorization authorization = stored.findById(found.get().id());
        return authorization == null
                ? null
                : restored(authorization, token)
                        .attribute(READ_VERSION, found.get().version())
                        .build();
    }

    private @Nullable OAuth2Authorization asAllowedNow(@Nullable OAuth2Authorization authorization) {
        if (authorization == null) {
            return null;
        }
        Optional<SignedIn> person = signedIn(authorization);
        if (person.isEmpty()) {
            return authorization;
        }
        Optional<Membership> membership =
                memberships.findActive(person.get().person(), person.get().membership());
        OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (membership.isEmpty() || request == null) {
            return null;
        }
        Set<String> scopes = membership.get().narrow(request.getScopes());
        return OAuth2Authorization.from(authorization).authorizedScopes(scopes).build();
    }

    private void endIfReused(String refreshToken) {
        record Reused(String authorizationId, boolean longAgo) {}
        Optional<Reused> reused = db.sql("""
                select authorization_id,
                       replaced_at < now() - make_interval(secs => :leeway) as long_ago
                  from replaced_token
                 where token_digest = :digest
                   and kind = 'refresh'
                """)
                .param("digest", digest(refreshToken))
                .param("leeway", reuseLeeway.toSeconds())
                .query(Reused.class)
                .optional();
        // Just replaced: two requests of one client overlapped. It is refused all the same, but nobody is signed out.
        if (reused.isPresent() && reused.get().longAgo()) {
            LOG.warn(
                    "A replaced refresh token came back: authorization {} is ended",
                    reused.get().authorizationId());
            db.sql("delete from oauth2_authorization where id = :id")
                    .param("id", reused.get().authorizationId())
                    .update();
        }
    }

    /** Ends what was granted with a membership. */
    void endOfMembership(String membership) {
        db.sql("delete from oauth2_authorization where membership_id = :membership")
                .param("membership", membership)
                .update();
    }

    /** Ends what was granted to a person, with whatever membership. */
    void endOfPerson(UUID person) {
        db.sql("delete from oauth2_authorization where principal_name = :person")
                .param("person", person.toString())
                .update();
    }

    /** Ends what was granted to a client. */
    void endOfClient(String client) {
        db.sql("delete from oauth2_authorization where registered_client_id = :client")
                .param("client", client)
                .update();
    }

    private static Optional<SignedIn> signedIn(OAuth2Authorization authorization) {
        Authentication principal = authorization.getAttribute(Principal.class.getName());
        return SignedIn.from(principal);
    }

    private static OAuth2Authorization digested(OAuth2Authorization authorization) {
        OAuth2Authorization.Builder builder =
                OAuth2Authorization.from(authorization).attributes(attributes -> attributes.remove(READ_VERSION));
        replaceTokens(authorization, builder, value -> value.startsWith(DIGEST) ? value : digest(value));
        return builder.build();
    }

    // Whoever looked it up compares with the value they brought.
    private static OAuth2Authorization.Builder restored(OAuth2Authorization authorization, String token) {
        String digest = digest(token);
        OAuth2Authorization.Builder builder = OAuth2Authorization.from(authorization);
        replaceTokens(authorization, builder, value -> value.equals(digest) ? token : value);
        return builder;
    }

    private static void replaceTokens(
            OAuth2Authorization from, OAuth2Authorization.Builder to, UnaryOperator<String> value) {
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = from.getToken(OAuth2AuthorizationCode.class);
        if (code != null) {
            OAuth2AuthorizationCode was = code.getToken();
            Instant issued = Objects.requireNonNull(was.getIssuedAt());
            Instant expires = Objects.requireNonNull(was.getExpiresAt());
            put(to, code, new OAuth2AuthorizationCode(value.apply(was.getTokenValue()), issued, expires));
        }
        OAuth2Authorization.Token<OAuth2AccessToken> access = from.getAccessToken();
        if (access != null) {
            OAuth2AccessToken was = access.getToken();
            put(
                    to,
                    access,
                    new OAuth2AccessToken(
                            was.getTokenType(),
                            value.apply(was.getTokenValue()),
                            was.getIssuedAt(),
                            was.getExpiresAt(),
                            was.getScopes()));
        }
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = from.getRefreshToken();
        if (refresh != null) {
            OAuth2RefreshToken was = refresh.getToken();
            Instant issued = Objects.requireNonNull(was.getIssuedAt());
            put(to, refresh, new OAuth2RefreshToken(value.apply(was.getTokenValue()), issued, was.getExpiresAt()));
        }
        OAuth2Authorization.Token<OidcIdToken> id = from.getToken(OidcIdToken.class);
        if (id != null) {
            OidcIdToken was = id.getToken();
            put(
                    to,
                    id,
                    new OidcIdToken(
                            value.apply(was.getTokenValue()), was.getIssuedAt(), was.getExpiresAt(), was.getClaims()));
        }
    }

    private static <T extends OAuth2Token> void put(
            OAuth2Authorization.Builder to, OAuth2Authorization.Token<T> was, T token) {
        Map<String, Object> metadata = was.getMetadata();
        to.token(token, kept -> kept.putAll(metadata));
    }

    private static String digest(String token) {
        return DIGEST + Digests.sha256(token);
    }
}
