package io.duebook.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A method and a path with variables, as in {@code /v1/charges/{id}}, and what answers there. */
record Route(String method, String[] segments, Handler handler) {

    static Route of(String method, String path, Handler handler) {
        return new Route(method, path.split("/", -1), handler);
    }

    /** The values of the path's variables, when the path is this route's. */
    Optional<Map<String, String>> match(String path) {
        String[] asked = path.split("/", -1);
        if (asked.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < asked.length; i++) {
            if (segments[i].startsWith("{")) {
                variables.put(
                        segments[i].substring(1, segments[i].length() - 1),
                        URLDecoder.decode(asked[i], StandardCharsets.UTF_8));
            } else if (!segments[i].equals(asked[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
