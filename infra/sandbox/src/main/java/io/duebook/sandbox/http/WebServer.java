package io.duebook.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** A web server of a few routes, each request on a virtual thread of its own. */
public final class WebServer implements AutoCloseable {

    static {
        // Without it the JDK's server holds small answers back for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = System.getLogger(WebServer.class.getName());
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final HttpServer server;
    private final List<Route> routes = new ArrayList<>();
    private Handler otherwise = request -> Reply.text(404, "text/plain", "Nothing is here.");

    /** Binds the port (0: any free one) and answers nothing before {@link #start}. */
    public WebServer(String address, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, port), 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        String up = "{\"status\":\"UP\"}";
        get("/actuator/health/liveness", request -> Reply.text(200, "application/json", up));
        get("/actuator/health/readiness", request -> Reply.text(200, "application/json", up));
    }

    public WebServer get(String path, Handler handler) {
        return route("GET", path, handler);
    }

    public WebServer post(String path, Handler handler) {
        return route("POST", path, handler);
    }

    public WebServer route(String method, String path, Handler handler) {
        routes.add(Route.of(method, path, handler));
        return this;
    }

    /** What answers when no route does. */
    public WebServer otherwise(Handler handler) {
        otherwise = handler;
        return this;
    }

    public WebServer start() {
        server.start();
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            Reply.Broken broken = reply.broken();
            if (broken != null) {
                // Returning without an answer makes the JDK's server close the connection.
                Thread.sleep(broken.silence());
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bodiless =
                    reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(reply.body());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
        byte[] body = body(exchange);
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(path);
            if (variables.isPresent() && route.method().equals(method)) {
                return answer(route.handler(), request(exchange, path, variables.get(), body));
            }
        }
        return answer(otherwise, request(exchange, path, Map.of(), body));
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new IOException("The request is larger than " + MOST_BYTES + " bytes");
            }
            return body;
        }
    }

    private static Request request(HttpExchange exchange, String path, Map<String, String> variables, byte[] body) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return new Request(exchange.getRequestMethod(), path, variables, exchange.getRequestHeaders(), query, body);
    }

    private static Reply answer(Handler handler, Request request) {
        try {
            return handler.answer(request);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Reply.silence(Duration.ZERO);
        } catch (Exception unexpected) {
            LOG.log(Level.ERROR, request.method() + " " + request.path() + " failed", unexpected);
            return Reply.text(500, "text/plain", "Something went wrong here; the log says what.");
        }
    }
}
