package io.duebook.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does: keeps cookies, follows redirects within the issuer, sends forms with their hidden fields. */
final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private Instance instance;
    private Map<String, String> hidden = new LinkedHashMap<>();

    Browser() {
        this(Instance.first());
    }

    Browser(Instance instance) {
        this.instance = instance;
    }

    /** From now on the balancer sends this browser to another instance. */
    void moveTo(Instance other) {
        this.instance = other;
    }

    /** A page, or the redirect that leaves the issuer. */
    record Answer(int status, String body, String location, String url, HttpResponse<String> raw) {

        boolean leaves() {
            return !location.isEmpty();
        }

        String parameter(String name) {
            Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(location);
            if (!found.find()) {
                throw new AssertionError("No " + name + " in " + location + " (" + status + ")\n" + body);
            }
            return java.net.URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
        }
    }

    Answer get(String path) {
        return follow(send(HttpRequest.newBuilder(at(path)).header("Accept", "text/html")));
    }

    Answer getIn(String language, String path) {
        return follow(send(
                HttpRequest.newBuilder(at(path)).header("Accept", "text/html").header("Accept-Language", language)));
    }

    /** Sends a form of the page seen last. */
    Answer submit(String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(hidden);
        all.putAll(fields);
        return post(path, all);
    }

    Answer post(String path, Map<String, String> fields) {
        return follow(send(HttpRequest.newBuilder(at(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))));
    }

    String sessionCookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("duebook_identity"))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    static String encoded(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private URI at(String path) {
        return URI.create(path.startsWith("http") ? path : instance.url() + path);
    }

    private Answer follow(HttpResponse<String> response) {
        String location = response.headers().firstValue("Location").orElse("");
        if (!location.isEmpty()) {
            URI target = response.uri().resolve(location);
            boolean inside = target.toString().startsWith(instance.url() + "/")
                    || target.toString().startsWith(Instance.issuer() + "/");
            return inside
                    ? get(target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()))
                    : new Answer(
                            response.statusCode(),
                            response.body(),
                            location,
                            response.uri().toString(),
                            response);
        }
        hidden = new LinkedHashMap<>();
        Matcher fields = HIDDEN.matcher(response.body());
        while (fields.find()) {
            hidden.put(fields.group(1), fields.group(2));
        }
        return new Answer(
                response.statusCode(), response.body(), "", response.uri().toString(), response);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
