package io.duebook.identity;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.duebook.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running issuer. All of them share one database, one mail server and one name, as instances behind a balancer do. */
final class Instance {

    static final String BACKEND_SECRET = "backend-secret-of-the-tests";
    static final String OPERATOR_SECRET = "operator-secret-of-the-tests";
    static final String PORTAL_SECRET = "portal-secret-of-the-tests";
    static final String PORTAL = "http://127.0.0.1:9";
    static final TestDatabase DATABASE = database();
    static final JdbcClient DB = JdbcClient.create(DATABASE.superuser());
    static final GreenMail MAIL = mailServer();

    private static final int PORT = freePort();
    private static final Instance FIRST = new Instance(PORT, List.of());

    private final int port;
    private final ConfigurableApplicationContext context;

    private Instance(int port, List<String> more) {
        this.port = port;
        this.context = start(port, more);
    }

    static Instance first() {
        return FIRST;
    }

    /** A second one, for the caller to {@link #stop}. */
    static Instance another(String... more) {
        return new Instance(freePort(), List.of(more));
    }

    static String issuer() {
        return "http://127.0.0.1:" + PORT;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void stop() {
        context.close();
    }

    private static ConfigurableApplicationContext start(int port, List<String> more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.profiles.active=sandbox,dev",
                "--duebook.issuer=" + issuer(),
                "--duebook.portal.url=" + PORTAL,
                "--duebook.backend.client.secret=" + BACKEND_SECRET,
                "--duebook.operator.client.secret=" + OPERATOR_SECRET,
                "--duebook.portal.client.secret=" + PORTAL_SECRET,
                "--duebook.encryption.key=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--duebook.identity.database.url=" + DATABASE.jdbcUrl(),
                "--duebook.identity.database.user=duebook_identity",
                "--duebook.identity.database.password=identity",
                "--duebook.mail.host=127.0.0.1",
                "--duebook.mail.port=" + MAIL.getSmtp().getPort()));
        // A setting named twice would have both values.
        settings.removeIf(setting -> more.stream().anyMatch(one -> name(one).equals(name(setting))));
        settings.addAll(more);
        return new SpringApplicationBuilder(IdentityApplication.class).run(settings.toArray(String[]::new));
    }

    private static String name(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    private static TestDatabase database() {
        return database("identity");
    }

    static TestDatabase database(String name) {
        TestDatabase database = TestDatabase.create(name).withRole("duebook_identity", "identity");
        JdbcClient.create(database.superuser())
                .sql("alter schema public owner to duebook_identity")
                .update();
        return database;
    }

    private static GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
