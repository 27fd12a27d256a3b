package io.duebook.platform;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request with a problem. */
@Component
class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    Mono<Void> write(ServerWebExchange exchange, HttpStatus status, String code, String detail) {
        return write(
                exchange,
                new Problem(
                        Problem.type(code),
                        status.getReasonPhrase(),
                        status.value(),
                        code,
                        Map.of(),
                        detail,
                        List.of(),
                        requestId(exchange),
                        status.is5xxServerError()));
    }

    Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        var response = exchange.getResponse();
        response.setRawStatusCode(problem.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryable()) {
            response.getHeaders().set("Retry-After", "1");
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json.writeValueAsBytes(problem))));
    }

    static String requestId(ServerWebExchange exchange) {
        return exchange.getAttribute(RequestFilter.ATTRIBUTE) instanceof Request request ? request.id() : "unknown";
    }
}
