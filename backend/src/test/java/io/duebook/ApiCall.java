package io.duebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.Ids;
import io.duebook.scenario.Api;
import io.duebook.shared.PublicId;
import java.lang.annotation.Annotation;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** One call of the API as its controller declares it, so that no test keeps a list that can fall behind. */
record ApiCall(String method, String pattern, String accept, boolean isMultipart, HandlerMethod handler) {

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    static List<ApiCall> all(RequestMappingHandlerMapping mappings) {
        List<ApiCall> calls = mappings.getHandlerMethods().entrySet().stream()
                .flatMap(mapping -> of(mapping.getKey(), mapping.getValue()))
                .filter(call -> call.pattern().startsWith("/v1/"))
                .filter(call -> !call.pattern().startsWith("/v1/openapi"))
                .toList();
        assertThat(calls).hasSizeGreaterThan(20);
        return calls;
    }

    private static Stream<ApiCall> of(RequestMappingInfo info, HandlerMethod handler) {
        String accept = info.getProducesCondition().getProducibleMediaTypes().stream()
                .map(MediaType::toString)
                .findFirst()
                .orElse("*/*");
        boolean isMultipart = info.getConsumesCondition().getConsumableMediaTypes().stream()
                .anyMatch(MediaType.MULTIPART_FORM_DATA::includes);
        return info.getPatternsCondition().getPatterns().stream()
                .flatMap(pattern -> info.getMethodsCondition().getMethods().stream()
                        .map(method ->
                                new ApiCall(method.name(), pattern.getPatternString(), accept, isMultipart, handler)));
    }

    /** Open to everyone: it proves itself by a signature over its body. */
    boolean isWebhook() {
        return pattern.equals("/v1/stripe/webhooks");
    }

    /** Open to everyone: a webhook, and what a token on a statement tells. */
    boolean isOpen() {
        return isWebhook() || pattern.startsWith("/v1/verifications");
    }

    /** Called by the operator, who has no tenant. */
    boolean isOperators() {
        return pattern.startsWith("/v1/tenants") || pattern.startsWith("/v1/sandbox");
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** The scope of the same resource that is of no use here. */
    String otherScope() {
        return isOperators() ? "customers:read" : pattern.split("/")[2] + (reads() ? ":write" : ":read");
    }

    Optional<Class<?>> pathId() {
        List<MethodParameter> named = parameters(PathVariable.class);
        assertThat(named).as("path variables of " + this).hasSizeLessThan(2);
        return named.stream()
                .<Class<?>>map(MethodParameter::getParameterType)
                // A month is every tenant's, and names nobody's row.
                .filter(type -> !type.equals(YearMonth.class))
                .findFirst();
    }

    Optional<Class<?>> body() {
        return parameters(RequestBody.class).stream()
                .<Class<?>>map(MethodParameter::getParameterType)
                .findFirst();
    }

    /** What may be asked in the query, by its name there. */
    List<String> filters() {
        return parameters(RequestParam.class).stream().map(ApiCall::name).toList();
    }

    List<Filter> idFilters() {
        return parameters(RequestParam.class).stream()
                .filter(parameter -> PublicId.class.isAssignableFrom(parameter.getParameterType()))
                .map(parameter -> new Filter(name(parameter), parameter.getParameterType()))
                .toList();
    }

    record Filter(String name, Class<?> type) {}

    private static String name(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(NAMES);
        RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
        return Stream.of(
                        asked == null ? "" : asked.name(),
                        asked == null ? "" : asked.value(),
                        String.valueOf(parameter.getParameterName()))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private List<MethodParameter> parameters(Class<? extends Annotation> with) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(with))
                .toList();
    }

    /** What the query must say, with a word of its own each time; empty where it need not say anything. */
    String query() {
        return parameters(RequestParam.class).stream()
                .filter(ApiCall::isRequiredText)
                .map(parameter -> name(parameter) + "=" + UUID.randomUUID())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), words -> words.isEmpty() ? "" : "?" + words));
    }

    private static boolean isRequiredText(MethodParameter parameter) {
        RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
        return asked != null
                && asked.required()
                && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE)
                && parameter.getParameterType().equals(String.class);
    }

    /** A month is any. */
    String path(String id) {
        return pattern.replace("{period}", "2026-01").replaceAll("\\{[^}]+}", id);
    }

    /** Calls it with everything its form needs: a key of its own, a version, a body. */
    Api.Answer call(Api caller, String path, String body) {
        Api ready = caller.with("Accept", accept);
        return reads()
                ? ready.get(path)
                : ready.with("Idempotency-Key", UUID.randomUUID().toString())
                        .with("If-Match", "\"1\"")
                        .json(method, path, body);
    }

    /** An id of this type that is nobody's. */
    static String neverWas(Class<?> type) {
        try {
            return ((PublicId) type.getConstructor(UUID.class).newInstance(Ids.next())).text();
        } catch (ReflectiveOperationException noId) {
            throw new AssertionError("no id: " + type, noId);
        }
    }

    @Override
    public String toString() {
        return method + " " + pattern + (accept.equals("*/*") ? "" : " as " + accept);
    }
}
