package io.duebook.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This server's own access token for identity, fetched when first needed and again shortly before it expires. */
final class IdentityTokens {

    private static final Duration EARLY = Duration.ofSeconds(30);

    private final WebClient http;
    private final IdentitySettings.Client client;
    private final JsonMapper json;
    private final InstantSource realTime = InstantSource.system();
    private final AtomicReference<String> refused = new AtomicReference<>("");
    private final Mono<Token> current;

    IdentityTokens(WebClient http, IdentitySettings.Client client, JsonMapper json) {
        this.http = http;
        this.client = client;
        this.json = json;
        this.current = Mono.defer(this::fetch).cacheInvalidateIf(this::isStale);
    }

    private record Token(String value, Instant until) {}

    Mono<String> get() {
        return current.map(Token::value);
    }

    /** A token that identity no longer takes: its keys may have changed. */
    void refused(String token) {
        refused.set(token);
    }

    private boolean isStale(Token token) {
        return !realTime.instant().isBefore(token.until()) || token.value().equals(refused.get());
    }

    private Mono<Token> fetch() {
        return http.post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth(client.id(), client.secret()))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData("grant_type", "client_credentials")
                        .with("scope", "identity:write"))
                .retrieve()
                .bodyToMono(String.class)
                .map(json::readTree)
                .map(this::token);
    }

    private Token token(JsonNode answer) {
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(60));
        String value = Optional.of(answer.path("access_token").asString(""))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalStateException("identity answered without an access token"));
        return new Token(value, realTime.instant().plus(life).minus(EARLY));
    }
}
