package io.duebook.platform;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses query parameters that nobody would read: a misspelt filter must not look like an answer. Also what no text
 * may carry. Costs nothing where there is no query.
 */
@Component
@Order(2)
class QueryParameters implements WebFilter {

    private static final char NO_TEXT = '\ufffd';

    private final RequestMappingHandlerMapping mappings;
    private final Map<HandlerMethod, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    QueryParameters(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String query = exchange.getRequest().getURI().getRawQuery();
        if (query == null || query.isEmpty()) {
            return chain.filter(exchange);
        }
        return mappings.getHandler(exchange)
                .ofType(HandlerMethod.class)
                .filter(handler -> handler.getBeanType().getPackageName().startsWith("io.duebook"))
                .doOnNext(handler -> check(parametersOf(handler), exchange))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private static void check(Map<String, Boolean> known, ServerWebExchange exchange) {
        parameters(exchange).forEach((name, values) -> {
            Boolean repeatable = known.get(name);
            if (repeatable == null) {
                throw new MalformedRequest(
                        "unknown_parameter", "/" + printable(name), "This list or document takes no such parameter.");
            }
            if (values.size() > 1 && !repeatable) {
                throw new MalformedRequest("invalid_parameter", "/" + name, "Give " + name + " once.");
            }
            if (values.stream().anyMatch(QueryParameters::isUnprintable)) {
                throw new MalformedRequest(
                        "invalid_parameter", "/" + name, "Control characters are not allowed in " + name + ".");
            }
        });
    }

    private static Map<String, List<String>> parameters(ServerWebExchange exchange) {
        try {
            return exchange.getRequest().getQueryParams().asSingleValueMap().keySet().stream()
                    .collect(Collectors.toMap(
                            name -> name,
                            name -> exchange.getRequest().getQueryParams().getOrDefault(name, List.of())));
        } catch (IllegalArgumentException brokenEncoding) {
            throw new MalformedRequest("invalid_parameter", "", "The query is not encoded as a URL demands.");
        }
    }

    /** Control characters, and what bytes that are no UTF-8 were read as. */
    private static boolean isUnprintable(String value) {
        return value != null
                && value.chars().anyMatch(character -> Character.isISOControl(character) || character == NO_TEXT);
    }

    private static String printable(String name) {
        String text = name.replaceAll("[^\\w.\\[\\]-]", "?");
        return text.substring(0, Math.min(text.length(), 60));
    }

    /** Each parameter's name, and whether it may be given several times. */
    private Map<String, Boolean> parametersOf(HandlerMethod handler) {
        return known.computeIfAbsent(handler, method -> Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .collect(Collectors.toUnmodifiableMap(QueryParameters::name, QueryParameters::isRepeatable)));
    }

    private static String name(MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation != null && !annotation.name().isEmpty()) {
            return annotation.name();
        }
        parameter.initParameterNameDiscovery(new org.springframework.core.DefaultParameterNameDiscoverer());
        return String.valueOf(parameter.getParameterName());
    }

    private static boolean isRepeatable(MethodParameter parameter) {
        return Collection.class.isAssignableFrom(parameter.getParameterType())
                || parameter.getParameterType().isArray();
    }
}
