package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Clients that vanish in the middle leave nothing behind: no connection, no tenant, no half-done command. */
@BackendTest
class CancelledRequestsTest {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    @Autowired
    private TestTenants tenants;

    @Autowired
    private ConnectionPool books;

    @Test
    void aThousandCancelledRequestsLeaveNothingBehind() throws Exception {
        cancel(1_000);
    }

    @Test
    @Tag("full")
    void tenThousandCancelledRequestsLeaveNothingBehind() throws Exception {
        cancel(10_000);
    }

    /**
     * A kept-alive connection is read again after requests that came before they were wanted: the second of them is
     * answered at once (Reactor Netty 1.3.6 then stopped reading, and the next request hung).
     */
    @Test
    void aConnectionIsReadAgainAfterRequestsThatCameTogether() throws IOException {
        TestTenant tenant = tenants.create();
        String authorization = tenant.program().headers().get("Authorization");
        String slow = "GET /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n".formatted(authorization);
        String quick = "GET /v1/customers HTTP/1.1\r\nHost: x\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", URI.create(tenant.url()).getPort())) {
            socket.setSoTimeout(60_000);
            for (String together : List.of(slow + quick, slow + quick, slow)) {
                socket.getOutputStream().write(together.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                for (int answers = together.equals(slow) ? 1 : 2; answers > 0; answers--) {
                    readAnswer(socket.getInputStream());
                }
            }
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("the server hung up after " + head).isNotNegative();
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        in.readNBytes(Integer.parseInt(length.group(1)));
    }

    private void cancel(int requests) throws Exception {
        TestTenant tenant = tenants.create();
        TestTenant other = tenants.create();
        // Commands on one customer wait for one another; spread, they are as many at once as there are connections.
        List<String> customers = IntStream.range(0, 25)
                .mapToObj(at -> tenant.customer("Customer " + at).path("id").asString())
                .toList();
        Map<String, String> token = tenant.program().headers();
        other.customer("Other");
        try (var clients = Executors.newFixedThreadPool(16)) {
            for (int at = 0; at < requests; at++) {
                int seed = at;
                clients.submit(() -> {
                    sendAndVanish(tenant, token, customers.get(seed % customers.size()), new Random(seed));
                    return null;
                });
            }
        }
        PoolMetrics pool = books.getMetrics().orElseThrow();
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                        pool.acquiredSize() + pool.pendingAcquireSize())
                .isZero());
        Books.mustBalance(tenant.id());
        for (int at = 0; at < pool.getMaxAllocatedSize() * 2; at++) {
            assertThat(other.program()
                            .get("/v1/customers")
                            .expect(200)
                            .path("data")
                            .size())
                    .isEqualTo(1);
        }
    }

    private static void sendAndVanish(TestTenant tenant, Map<String, String> token, String customer, Random random)
            throws IOException, InterruptedException {
        String body = """
                {"customer":"%s","amount":{"amount":1,"currency":"EUR"},"received_on":"2026-01-01",
                 "method":"cash","allocate":"none"}""".formatted(customer);
        boolean writes = random.nextInt(3) > 0;
        String request = writes
                ? "POST /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nIdempotency-Key: %s\r\n"
                                .formatted(token.get("Authorization"), UUID.randomUUID())
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(body.getBytes(StandardCharsets.UTF_8).length, body)
                : "GET /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
                        .formatted(token.get("Authorization"));
        int port = URI.create(tenant.url()).getPort();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            Thread.sleep(random.nextInt(30));
        }
    }
}
