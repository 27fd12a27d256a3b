package io.duebook.portal.fake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers as identity and as the API, in one small server. Signs in whoever comes, as the person that was set. */
public final class FakeServer implements AutoCloseable {

    private static final int SHORT_LIVED_SECONDS = 600;

    private final HttpServer server;
    private final ECKey key;
    private final FakeBooks books;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile int tokenSeconds = SHORT_LIVED_SECONDS;
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile boolean refusesRefresh;
    private volatile String latest = "";

    /** A request as it came in. */
    public record Seen(
            String method,
            String path,
            @Nullable String idempotencyKey,
            @Nullable String authorization,
            String body) {}

    public FakeServer(FakeBooks books) throws IOException, JOSEException {
        this.books = books;
        this.key = new ECKeyGenerator(Curve.P_256).keyID("fake").generate();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Seen> seen() {
        return seen;
    }

    public int refreshes() {
        return refreshes.get();
    }

    public void issueTokensFor(int seconds) {
        tokenSeconds = seconds;
    }

    public void refuseRefresh(boolean refuses) {
        refusesRefresh = refuses;
    }

    /** The access token given out last counts no longer. */
    public void revoke() {
        revoked.add(latest);
    }

    private static String bearer(String body) {
        return form(body).getOrDefault("token", "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (path) {
                case "/oauth2/authorize" -> authorize(exchange);
                case "/oauth2/token" -> token(exchange, form(body));
                case "/oauth2/jwks" -> send(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
                case "/oauth2/introspect" -> send(exchange, 200, "{\"active\":" + !revoked.remove(bearer(body)) + "}");
                case "/connect/logout" -> send(exchange, 200, "{}");
                default -> api(exchange, path, body);
            }
        } catch (JOSEException broken) {
            throw new IOException(broken);
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        String code = "code-" + nonces.size();
        books.asked(Set.of(asked.getOrDefault("scope", "").split(" ")));
        nonces.put(code, asked.getOrDefault("nonce", ""));
        exchange.getResponseHeaders()
                .add("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException, JOSEException {
        boolean refresh = "refresh_token".equals(form.get("grant_type"));
        if (refresh && refusesRefresh) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        if (refresh) {
            refreshes.incrementAndGet();
        }
        latest = books.person() + "-" + issued.incrementAndGet();
        String nonce = refresh ? "" : nonces.getOrDefault(form.getOrDefault("code", ""), "");
        send(exchange, 200, """
            {"access_token":"%s","token_type":"Bearer","expires_in":%d,"refresh_token":"refresh-%d","id_token":"%s"}
            """.formatted(latest, tokenSeconds, issued.get(), idToken(nonce)));
    }

    private String idToken(String nonce) throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("usr_1")
                .audience("duebook-portal")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(SHORT_LIVED_SECONDS)));
        if (!nonce.isEmpty()) {
            claims.claim("nonce", nonce);
        }
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("fake").build(), claims.build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private void api(HttpExchange exchange, String path, String body) throws IOException {
        seen.add(new Seen(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body));
        String query = exchange.getRequestURI().getRawQuery();
        FakeBooks.Answer answer =
                books.answer(exchange.getRequestMethod(), path, query == null ? Map.of() : form(query), body);
        if (answer.status() >= 400) {
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
        }
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        send(exchange, answer.status(), answer.json());
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> URI.create("?" + pair[0]).getQuery(),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, second) -> first));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
