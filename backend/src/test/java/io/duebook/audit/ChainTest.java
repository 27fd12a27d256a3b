package io.duebook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.Caller;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What was written of whoever did what is not changed, put in between or cut off without being found. */
@BackendTest
class ChainTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Autowired
    private TestTenants tenants;

    @Autowired
    private Auditor auditor;

    @Autowired
    private Sealer sealer;

    private @Nullable TestTenant tenant;
    private String customer = "";

    @BeforeEach
    void events() {
        tenant = tenants.create();
        customer = tenant().customer("Acme").path("id").asString();
        tenant().payment(customer, 100, "2026-01-05", "none");
        tenant().payment(customer, 200, "2026-01-06", "none");
        seal();
    }

    @Test
    void whoeverBelievesNobodyCanProveAnEventByHand() throws GeneralSecurityException {
        tenant().payment(customer, 300, "2026-01-07", "none");
        seal();
        String event = newest();
        JsonNode proof = tenant().program().get("/v1/audit/proofs/" + event).expect(200);
        assertThat(proof.path("events").valueStream().map(one -> one.path("sequence")
                        .asLong()))
                .contains(proof.path("sequence").asLong());
        assertThat(proof.path("events").toString()).contains(uuidOf(event));

        byte[] hash = HexFormat.of().parseHex(proof.path("from").asString());
        for (JsonNode one : proof.path("events")) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hash);
            hash = digest.digest(one.path("told").asString().getBytes(StandardCharsets.UTF_8));
        }
        JsonNode seal = proof.path("seal");
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(seal.path("hash").asString());

        Signature ed25519 = Signature.getInstance("Ed25519");
        byte[] key = Base64.getMimeDecoder()
                .decode(proof.path("public_key").asString().replaceAll("-----[A-Z ]+-----", ""));
        ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
        ed25519.update("duebook checkpoint 1\n%s\n%d %s\n%s\n"
                .formatted(
                        tenant().id().value(),
                        seal.path("sequence").asLong(),
                        seal.path("hash").asString(),
                        seal.path("sealed_at").asString())
                .getBytes(StandardCharsets.UTF_8));
        assertThat(ed25519.verify(
                        Base64.getDecoder().decode(seal.path("signature").asString())))
                .isTrue();
        assertThat(tenant().program()
                        .get("/v1/audit/seals?limit=1")
                        .expect(200)
                        .path("data")
                        .path(0))
                .isEqualTo(seal);
        assertThat(tenants.create().program().get("/v1/audit/proofs/" + event).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNotSealedYetSaysSo() {
        tenant().payment(customer, 300, "2026-01-07", "none");
        JsonNode proof = tenant().program().get("/v1/audit/proofs/" + newest()).expect(200);
        assertThat(proof.path("seal").isNull()).isTrue();
        assertThat(proof.path("events")).isEmpty();
    }

    /** An actor is no figure: no pass but the chain could know. */
    @Test
    void anEditedEventIsFound() {
        round();
        assertThat(standing()).isEmpty();
        update("update event set actor = 'somebody else' where tenant_id = ?tenant and type = 'payment.received'");
        round();
        assertThat(standing()).contains("chain.seal", "chain.checkpoint");
    }

    @Test
    void anEditedEventWithASealCountedAnewIsFound() {
        update("update event_seal set hash = sha256(hash) where tenant_id = ?tenant");
        round();
        assertThat(standing()).contains("chain.seal", "chain.seal_signature");
    }

    /** Cut off with everything that knew of it: what is in the database is whole, and what left it is not. */
    @Test
    void aTailThatWasCutOffIsFound() {
        tenant().payment(customer, 300, "2026-01-07", "none");
        seal();
        update("""
                delete from event_seal where tenant_id = ?tenant
                   and sequence = (select max(sequence) from event_number where tenant_id = ?tenant);
                delete from event where tenant_id = ?tenant
                   and id = (select event_id from event_number where tenant_id = ?tenant order by sequence desc limit 1);
                delete from event_number where tenant_id = ?tenant
                   and sequence = (select max(sequence) from event_number where tenant_id = ?tenant)
                """);
        changes();
        assertThat(standing()).anyMatch(found -> found.startsWith("checkpoint."));
    }

    /** And grown again, with other events under the numbers of those that are gone. */
    @Test
    void aTailThatGrewAgainIsFound() {
        tenant().payment(customer, 300, "2026-01-07", "none");
        seal();
        update("""
                delete from event_seal where tenant_id = ?tenant
                   and sequence = (select max(sequence) from event_number where tenant_id = ?tenant);
                update event set reason = 'other' where tenant_id = ?tenant
                   and id = (select event_id from event_number where tenant_id = ?tenant order by sequence desc limit 1)
                """);
        seal();
        changes();
        assertThat(standing()).containsExactly("checkpoint.seal");
    }

    @Test
    void sealedByTwoServersAtOnceItIsOneChain() {
        for (int payment = 0; payment < 5; payment++) {
            tenant().payment(customer, 300, "2026-01-07", "none");
        }
        numbered();
        run(Flux.range(0, 4).flatMap(one -> sealer.seal()).then());
        assertThat(one("""
                select count(*) = count(distinct follows) and max(sequence) = (select max(sequence) from event_number
                                                                                where tenant_id = ?tenant)
                  from event_seal where tenant_id = ?tenant
                """)).isEqualTo("t");
        round();
        assertThat(standing()).isEmpty();
    }

    /** As an auditor sees it: not clean before all was looked at, clean then, and no longer once something is wrong. */
    @Test
    void saysWhetherTheBooksAreVerified() {
        assertThat(status().path("verdict").asString()).isEqualTo("incomplete");
        round();
        assertThat(status().path("verdict").asString()).isEqualTo("incomplete");
        changes();
        JsonNode clean = status();
        assertThat(clean.path("verdict").asString()).isEqualTo("clean");
        assertThat(clean.path("verified_at").asString()).isNotBlank();
        assertThat(clean.path("round").path("checked").asLong()).isPositive();
        assertThat(clean.path("checkpoints_kept").asBoolean()).isTrue();
        assertThat(clean.path("seal").path("sequence").asLong())
                .isEqualTo(clean.path("events").asLong());

        update("update credit set unapplied = unapplied + 1 where tenant_id = ?tenant");
        round();
        assertThat(status().path("verdict").asString()).isEqualTo("findings");
        JsonNode found = tenant().program()
                .get("/v1/audit/findings?open=true")
                .expect(200)
                .path("data");
        assertThat(found.valueStream().map(finding -> finding.path("pass").asString()))
                .contains("customer", "credit");
        assertThat(found.path(0).path("resolved_at").isNull()).isTrue();
        assertThat(tenant().program()
                        .get("/v1/audit/findings?open=true&limit=1")
                        .expect(200)
                        .path("has_more")
                        .asBoolean())
                .isTrue();

        update("update credit set unapplied = unapplied - 1 where tenant_id = ?tenant");
        changes();
        assertThat(status().path("verdict").asString()).isEqualTo("clean");
        assertThat(tenant().program()
                        .get("/v1/audit/findings?open=true")
                        .expect(200)
                        .path("data"))
                .isEmpty();
        assertThat(tenant().program()
                        .get("/v1/audit/findings?open=false")
                        .expect(200)
                        .path("data"))
                .hasSizeGreaterThanOrEqualTo(2);

        update("update audit_state set verified_at = verified_at - interval '1 hour' where tenant_id = ?tenant");
        assertThat(status().path("verdict").asString()).isEqualTo("incomplete");
        assertThat(tenant().contact(customer).get("/v1/audit/status").status()).isEqualTo(403);
    }

    private JsonNode status() {
        return tenant().program().get("/v1/audit/status").expect(200);
    }

    private TestTenant tenant() {
        return Objects.requireNonNull(tenant);
    }

    private String newest() {
        return tenant().program()
                .get("/v1/audit?limit=1")
                .expect(200)
                .path("data")
                .path(0)
                .path("id")
                .asString();
    }

    private void numbered() {
        Awaitility.await().until(() -> one("""
                select (select count(*) from event where tenant_id = ?tenant)
                       = (select count(*) from event_number where tenant_id = ?tenant)
                """).equals("t"));
    }

    private void seal() {
        numbered();
        run(sealer.seal().then());
    }

    private void round() {
        run(Mono.defer(() -> auditor.round(LONGEST))
                .repeat()
                .takeUntil(over -> over)
                .then());
    }

    private void changes() {
        run(auditor.changes());
    }

    private void run(Mono<Void> work) {
        work.contextWrite(Caller.program(tenant().id(), "audit")::into).block(LONGEST);
    }

    private List<String> standing() {
        return one("""
                        select coalesce(string_agg(distinct f.pass || '.' || f.rule, ' '), '')
                          from audit_finding f
                         where f.tenant_id = ?tenant
                           and not exists (select from audit_resolution r
                                            where r.tenant_id = ?tenant and r.finding_id = f.id)
                        """)
                .lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void update(String sql) {
        Tampering.update(text(sql));
    }

    private String one(String sql) {
        return Tampering.one(text(sql));
    }

    private String text(String sql) {
        return sql.replace("?tenant", "'" + tenant().id().value() + "'");
    }

    private static String uuidOf(String publicId) {
        return io.duebook.shared.PublicId.parse(publicId.substring(0, 4), publicId)
                .orElseThrow()
                .toString();
    }
}
