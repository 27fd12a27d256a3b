package io.duebook.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Identity's administration as far as its contract goes, over real HTTP: keeps what it is told and tells it back. Can
 * be made to hang up on every call, as a dead server does, and to forget its tokens.
 */
public final class TestIdentity {

    static final String CLIENT = "duebook-backend";
    static final String SECRET = "test-backend-secret";

    private final HttpServer server;
    private final Map<String, JsonNode> told = new ConcurrentHashMap<>();
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<String> invitations = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile boolean isDown;

    private TestIdentity(HttpServer server) {
        this.server = server;
    }

    static TestIdentity start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var identity = new TestIdentity(server);
            server.createContext("/oauth2/token", identity::token);
            server.createContext("/admin/tenants/", identity::administer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return identity;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every call ends without an answer, or is answered again. */
    public void down(boolean down) {
        isDown = down;
    }

    public boolean isDown() {
        return isDown;
    }

    /** Tokens given out so far are refused from now on. */
    public void forgetTokens() {
        tokens.incrementAndGet();
    }

    /** A tenant made without being provisioned. */
    public void know(String tenant) {
        told.put(tenant, Api.JSON.createObjectNode());
    }

    /** What was last told under this path below {@code /admin/tenants/}; missing where nothing was, or it was deleted. */
    public JsonNode told(String path) {
        return told.getOrDefault(path, MissingNode.getInstance());
    }

    /** The state of a membership: invited, active, revoked, or empty. */
    public String state(String path) {
        return states.getOrDefault(path, "");
    }

    public void accept(String path) {
        states.replace(path, "active");
    }

    /** From now on this membership is refused with the code, as an identity that knows it otherwise would. */
    public void refuse(String path, String code) {
        refusals.put(path, code);
    }

    /** How often an invitation of this membership was mailed. */
    public long invitations(String path) {
        return invitations.stream().filter(path::equals).count();
    }

    private void token(HttpExchange call) throws IOException {
        if (isDown) {
            call.close();
            return;
        }
        answer(
                call,
                200,
                "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":600}".formatted(tokens.get()));
    }

    private void administer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        if (isDown) {
            call.close();
            return;
        }
        if (!("Bearer t" + tokens.get()).equals(call.getRequestHeaders().getFirst("Authorization"))) {
            answer(call, 401, "{}");
            return;
        }
        String path = call.getRequestURI().getPath().substring("/admin/tenants/".length());
        switch (call.getRequestMethod()) {
            case "PUT" -> put(call, path, Api.JSON.readTree(body));
            case "GET" -> membership(call, path);
            case "POST" -> inviteAgain(call, path.replace("/invitation", ""));
            case "DELETE" -> delete(call, path);
            default -> answer(call, 405, "{}");
        }
    }

    private void put(HttpExchange call, String path, JsonNode body) throws IOException {
        String[] segments = path.split("/");
        if (segments.length > 1 && !told.containsKey(segments[0])) {
            answer(call, 404, "{\"code\":\"not_found\"}");
            return;
        }
        if (path.contains("/memberships/")) {
            if (refusals.containsKey(path)) {
                answer(call, 409, "{\"code\":\"%s\"}".formatted(refusals.get(path)));
                return;
            }
            if ("revoked".equals(state(path))) {
                answer(call, 409, "{\"code\":\"membership_revoked\"}");
                return;
            }
            if (states.putIfAbsent(path, "invited") == null) {
                invitations.add(path);
            }
        }
        told.put(path, body);
        membership(call, path);
    }

    private void inviteAgain(HttpExchange call, String path) throws IOException {
        if (!"invited".equals(state(path))) {
            answer(call, 409, "{\"code\":\"membership_active\"}");
            return;
        }
        invitations.add(path);
        membership(call, path);
    }

    private void delete(HttpExchange call, String path) throws IOException {
        states.replace(path, "revoked");
        int status = told.remove(path) == null ? 404 : 204;
        call.sendResponseHeaders(status, -1);
        call.close();
    }

    private void membership(HttpExchange call, String path) throws IOException {
        answer(call, told.containsKey(path) ? 200 : 404, "{\"state\":\"%s\",\"user_id\":\"u\"}".formatted(state(path)));
    }

    private static void answer(HttpExchange call, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
