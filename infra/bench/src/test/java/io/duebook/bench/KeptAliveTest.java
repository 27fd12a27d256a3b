package io.duebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeptAliveTest {

    private static final String SIZED = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"one\":\"1\"}";
    private static final String CHUNKED =
            "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"two\r\n6\r\n\":\"2\"}\r\n0\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\n\r\n";

    @Test
    void readsAnswersOfEveryShapeOneAfterAnother() throws IOException {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(door, SIZED, CHUNKED, EMPTY, SIZED));
            try (var connection = new KeptAlive(door.getLocalPort())) {
                byte[] request = {'?'};
                assertThat(connection.send(request)).isEqualTo(200);
                assertThat(connection.body()).isEqualTo("{\"one\":\"1\"}");
                assertThat(connection.send(request)).isEqualTo(201);
                assertThat(connection.body()).isEqualTo("{\"two\":\"2\"}");
                assertThat(connection.bodyContains("two".getBytes(StandardCharsets.UTF_8)))
                        .isTrue();
                assertThat(connection.bodyContains("one".getBytes(StandardCharsets.UTF_8)))
                        .isFalse();
                assertThat(connection.send(request)).isEqualTo(204);
                assertThat(connection.body()).isEmpty();
                assertThat(connection.send(request)).isEqualTo(200);
            }
        }
    }

    /** In small pieces, as a network may deliver them. */
    private static void answer(ServerSocket door, String... answers) {
        try (Socket client = door.accept()) {
            client.setTcpNoDelay(true);
            for (String answer : answers) {
                client.getInputStream().read();
                byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
                for (int at = 0; at < bytes.length; at += 7) {
                    client.getOutputStream().write(bytes, at, Math.min(7, bytes.length - at));
                    client.getOutputStream().flush();
                }
            }
        } catch (IOException closed) {
            // the test has seen enough
        }
    }
}
