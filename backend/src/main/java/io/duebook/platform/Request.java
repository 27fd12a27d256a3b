package io.duebook.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** The HTTP request at hand, as far as commands and logs need it; it travels in the Reactor context. */
public record Request(
        String id, String method, String path, @Nullable String idempotencyKey) {

    private static final String ID_SHAPE = "[A-Za-z0-9._-]{1,64}";

    static Request of(ServerHttpRequest http) {
        String given = http.getHeaders().getFirst("X-Request-Id");
        String id = given != null && given.matches(ID_SHAPE) ? given : "req_" + Ids.next();
        return new Request(
                id,
                http.getMethod().name(),
                http.getURI().getRawPath(),
                http.getHeaders().getFirst("Idempotency-Key"));
    }

    public static Mono<Request> current() {
        return Mono.deferContextual(context -> Mono.just(context.get(Request.class)));
    }
}
