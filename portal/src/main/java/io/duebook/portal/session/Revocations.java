package io.duebook.portal.session;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks identity whether an access token still counts. The API believes a token until it expires; whoever was revoked is
 * to be out of the portal at once, so the portal asks.
 */
@Component
class Revocations {

    private static final Duration ANSWERING = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWERING).build();
    private final URI introspection;
    private final String credentials;

    Revocations(PortalSettings settings) {
        introspection = URI.create(settings.identity() + "/oauth2/introspect");
        credentials = Base64.getEncoder()
                .encodeToString((encoded(settings.portalClientId()) + ":" + encoded(settings.portalClientSecret()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Whether identity says that it does not. While identity does not answer, a token counts until it expires. */
    boolean has(String accessToken) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(introspection)
                            .timeout(ANSWERING)
                            .header("Authorization", "Basic " + credentials)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("token=" + encoded(accessToken)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    && !JSON.readTree(answer.body()).path("active").asBoolean(true);
        } catch (IOException | JacksonException silent) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
