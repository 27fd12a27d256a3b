package io.duebook.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A server somebody else runs, named by {@code DUEBOOK_TEST_DATABASE_URL}. */
final class GivenServer {

    static final String VARIABLE = "DUEBOOK_TEST_DATABASE_URL";

    private static final int DEFAULT_PORT = 5432;

    private GivenServer() {}

    static Optional<TestServer> fromEnvironment() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(url -> !url.isBlank())
                .map(GivenServer::parse);
    }

    /** Reads {@code postgresql://user:password@host:port/database}; user and password percent-encoded where needed. */
    static TestServer parse(String url) {
        URI uri = URI.create(url);
        String user = uri.getRawUserInfo();
        if (uri.getHost() == null || user == null || !uri.getScheme().startsWith("postgres")) {
            throw new IllegalArgumentException(VARIABLE
                    + " must read postgresql://user:password@host:port/database, with a superuser of the server");
        }
        int colon = user.indexOf(':');
        return new TestServer(
                "given",
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                decoded(colon < 0 ? user : user.substring(0, colon)),
                decoded(colon < 0 ? "" : user.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
