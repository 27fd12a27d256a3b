package io.duebook.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A decoded name and value of a query or a form. */
public record Pair(String name, String value) {

    static List<Pair> parse(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .filter(part -> !part.isEmpty())
                .map(Pair::pair)
                .toList();
    }

    private static Pair pair(String part) {
        int equals = part.indexOf('=');
        return equals < 0
                ? new Pair(decode(part), "")
                : new Pair(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
