package io.duebook.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign tokens, one ring for all instances.
 *
 * <p>A new key is published for a while before it signs, so that nobody meets a token whose key they cannot find; an old
 * one stays published until its last token has died.
 */
@Component
final class SigningKeys implements JWKSource<SecurityContext> {

    // Well below the lead: every instance knows a new key long before its first signature.
    private static final Duration REREAD_AFTER = Duration.ofSeconds(30);

    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final Vault vault;
    private final Clock clock;
    private final Settings.Identity settings;
    private volatile @Nullable Ring ring;

    private record Ring(List<SigningKey> keys, Instant readAt) {}

    SigningKeys(JdbcClient db, TransactionTemplate transactions, Vault vault, Clock clock, Settings settings) {
        this.db = db;
        this.transactions = transactions;
        this.vault = vault;
        this.clock = clock;
        this.settings = settings.identity();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> all = keys().stream().map(key -> (JWK) key.key()).toList();
        return selector.select(new JWKSet(all));
    }

    /** Id of the key that signs now. */
    String current() {
        Instant now = clock.instant();
        return keys().stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .max(Comparator.comparing(SigningKey::signsFrom))
                .orElseThrow(() -> new IllegalStateException("No signing key has begun to sign"))
                .id();
    }

    private List<SigningKey> keys() {
        Ring known = ring;
        if (known == null || known.readAt().plus(REREAD_AFTER).isBefore(clock.instant())) {
            known = reread();
        }
        return known.keys();
    }

    private Ring reread() {
        List<SigningKey> keys = stored();
        if (keys.isEmpty()) {
            rotate();
            keys = stored();
        }
        Ring fresh = new Ring(keys, clock.instant());
        ring = fresh;
        return fresh;
    }

    /** Creates the next key when its time has come and drops those nobody needs; safe on many instances at once. */
    @Scheduled(fixedDelayString = "PT1M")
    void rotate() {
        transactions.executeWithoutResult(transaction -> {
            db.sql("select pg_advisory_xact_lock(hashtext('signing_key'))")
                    .query((row, number) -> 0)
                    .single();
            createIfDue();
            dropRetired();
        });
        ring = null;
    }

    private void createIfDue() {
        Instant now = clock.instant();
        Instant newest = stored().stream()
                .map(SigningKey::signsFrom)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (newest == null) {
            store(generate(), now);
        } else if (!newest.plus(settings.keyRotation())
                .minus(settings.keyLead())
                .isAfter(now)) {
            store(generate(), now.plus(settings.keyLead()));
        }
    }

    private void dropRetired() {
        db.sql("""
                delete from signing_key old
                 where exists (select
                                 from signing_key successor
                                where successor.signs_from > old.signs_from
                                  and successor.signs_from < :retired)
                """)
                .param("retired", Moments.sql(clock.instant().minus(settings.keyRetirement())))
                .update();
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java platform has the curve P-256", impossible);
        }
    }

    private void store(ECKey key, Instant signsFrom) {
        db.sql("""
                insert into signing_key (id, public_key, private_key, signs_from)
                values (:id, :public_key, :private_key, :signs_from)
                """)
                .param("id", key.getKeyID())
                .param("public_key", key.toPublicJWK().toJSONString())
                .param("private_key", vault.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8), key.getKeyID()))
                .param("signs_from", Moments.sql(signsFrom))
                .update();
    }

    private List<SigningKey> stored() {
        return db.sql("""
                select id, private_key, signs_from
                  from signing_key
                 order by signs_from desc
                """).query(this::key).list();
    }

    private SigningKey key(ResultSet row, int number) throws SQLException {
        byte[] opened = vault.open(row.getBytes("private_key"), row.getString("id"));
        try {
            return new SigningKey(
                    ECKey.parse(new String(opened, StandardCharsets.UTF_8)), Moments.of(row, "signs_from"));
        } catch (ParseException failure) {
            throw new IllegalStateException("Signing key " + row.getString("id") + " cannot be read", failure);
        }
    }
}
