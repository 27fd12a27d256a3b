package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Reply;
import io.duebook.sandbox.http.Request;
import io.duebook.sandbox.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Takes webhooks and remembers them; may refuse the first few. */
final class Receiver implements AutoCloseable {

    final List<Request> received = new CopyOnWriteArrayList<>();
    final AtomicInteger toRefuse = new AtomicInteger();
    private final WebServer server;

    Receiver() throws IOException {
        server = new WebServer("127.0.0.1", 0)
                .post("/hook", request -> {
                    if (toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        return Reply.text(500, "text/plain", "not now");
                    }
                    received.add(request);
                    return Reply.noContent();
                })
                .start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/hook");
    }

    List<Request> await(Predicate<List<Request>> enough) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!enough.test(received) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        return List.copyOf(received);
    }

    List<String> types() {
        return received.stream().map(Receiver::type).toList();
    }

    static String type(Request request) {
        return io.duebook.sandbox.http.Json.parse(request.text()).path("type").asString();
    }

    @Override
    public void close() {
        server.close();
    }
}
