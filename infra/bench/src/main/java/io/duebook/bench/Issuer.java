package io.duebook.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes a key and signs tokens as identity does, so that identity's cost is not in the figures and the backend's is. */
final class Issuer implements AutoCloseable {

    private static final int LIFETIME_SECONDS = 600;
    private static final int RENEWED_AFTER_SECONDS = 240;
    private static final int COORDINATE_BYTES = 32;
    private static final String SCOPES = String.join(
            " ",
            "tenant:read tenant:write me:read customers:read customers:write invoices:read invoices:write",
            "payments:read payments:write allocations:read statements:read reports:read imports:read imports:write",
            "events:read journal:read");

    private final KeyPair key;
    private final HttpServer server;
    private final Map<UUID, Token> tokens = new ConcurrentHashMap<>();

    private Issuer(KeyPair key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    static Issuer start() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        byte[] published = """
                {"keys":[{"kty":"EC","crv":"P-256","kid":"bench","alg":"ES256","use":"sig","x":"%s","y":"%s"}]}""".formatted(
                        coordinate(((ECPublicKey) key.getPublic()).getW().getAffineX()),
                        coordinate(((ECPublicKey) key.getPublic()).getW().getAffineY()))
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/jwks", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        server.start();
        return new Issuer(key, server);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token of a program of the tenant, good for some minutes yet. */
    String token(UUID tenant) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        Token known = tokens.get(tenant);
        if (known == null || known.signedAt() + RENEWED_AFTER_SECONDS < now) {
            known = new Token(sign(tenant, now), now);
            tokens.put(tenant, known);
        }
        return known.text();
    }

    private record Token(String text, long signedAt) {}

    private String sign(UUID tenant, long now) throws GeneralSecurityException {
        String claims = """
                {"iss":"%s","aud":["duebook-api"],"sub":"erp","client_id":"erp","tenant_id":"%s","scope":"%s","iat":%d,"exp":%d}""".formatted(url(), tenant, SCOPES, now, now + LIFETIME_SECONDS);
        String signed = encoded("{\"alg\":\"ES256\",\"kid\":\"bench\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
