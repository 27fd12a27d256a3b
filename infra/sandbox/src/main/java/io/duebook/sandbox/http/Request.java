package io.duebook.sandbox.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request as a route sees it: the body is read, the path's variables are named. */
public record Request(
        String method, String path, Map<String, String> variables, Headers headers, String rawQuery, byte[] body) {

    /** The value of a variable of the route's path; the route must name it. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no variable " + name);
        }
        return value;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        return queryPairs().stream()
                .filter(pair -> pair.name().equals(name))
                .map(Pair::value)
                .findFirst();
    }

    public List<Pair> queryPairs() {
        return Pair.parse(rawQuery);
    }

    /** The fields of an urlencoded form. */
    public List<Pair> formPairs() {
        return Pair.parse(text());
    }

    /** The first value of a form's field, trimmed; empty when the field is not there. */
    public String field(String name) {
        return formPairs().stream()
                .filter(pair -> pair.name().equals(name))
                .map(pair -> pair.value().trim())
                .findFirst()
                .orElse("");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
