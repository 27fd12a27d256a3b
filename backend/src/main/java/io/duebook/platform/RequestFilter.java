package io.duebook.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives each request its id, tells it to the client, and writes one line about it when it is answered. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestFilter implements WebFilter {

    static final String ATTRIBUTE = Request.class.getName();
    private static final Logger LOG = LoggerFactory.getLogger("io.duebook.access");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Request request = Request.of(exchange.getRequest());
        long began = System.nanoTime();
        exchange.getAttributes().put(ATTRIBUTE, request);
        exchange.getResponse().getHeaders().set("X-Request-Id", request.id());
        return chain.filter(exchange)
                .doFinally(ended -> log(exchange, request, began))
                .contextWrite(context -> context.put(Request.class, request));
    }

    private static void log(ServerWebExchange exchange, Request request, long began) {
        if (request.path().startsWith("/actuator/")) {
            return;
        }
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        LOG.atInfo()
                .addKeyValue("request_id", request.id())
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.path())
                .addKeyValue("status", status == null ? 0 : status.value())
                .addKeyValue("micros", (System.nanoTime() - began) / 1_000)
                .log("answered");
    }
}
