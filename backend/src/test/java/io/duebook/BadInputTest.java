package io.duebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever is sent to whichever call, the answer is never that something broke on our side, and tells nothing of how we
 * are made. Tried for every call the controllers declare.
 */
@BackendTest
class BadInputTest {

    private static final List<String> NO_JSON = List.of(
            "",
            " ",
            "{",
            "nul",
            "[]",
            "\"x\"",
            "7",
            "1e400",
            "NaN",
            "{\"a\":NaN}",
            "{\"a\":1,}",
            "{'a':1}",
            "{\"a\":\"\t\"}",
            "{} {}",
            "{\"no_such_field\":1}",
            "\ufeff{}x",
            "[".repeat(100_000),
            "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000),
            "{\"a\":\"" + "x".repeat(1_200_000) + "\"}",
            "{\"a\":" + "9".repeat(5_000) + "}");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e400",
            "1e2",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "123456789012345678901234567890123456789",
            "\"\"",
            "\" \"",
            "\"NaN\"",
            "\"1e400\"",
            "\"\\u0000\"",
            "\"a\\u001bb\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"+999999999-12-31\"",
            "\"-0001-01-01\"",
            "\"9999-12-31\"",
            "\"2026-02-30\"",
            "\"" + "x".repeat(10_001) + "\"",
            "[]",
            "{}",
            "[null]",
            "{\"a\":null}",
            "{\"a\\u0000\":\"x\"}",
            "{\"\\ud800\":\"x\"}",
            "[".repeat(30) + "]".repeat(30));

    private static final List<String> QUERIES = List.of(
            "",
            "x",
            "NaN",
            "-1",
            "9223372036854775808",
            "1e400",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "%",
            "_",
            "\\",
            "'",
            "2026-02-30",
            "+999999999-12-31",
            "-999999999-01-01",
            "+999999999-12-31T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "1900-01-01T00:00:00Z",
            "0001-01-01",
            "9999-12-31",
            "eyJhIjoxfQ",
            "x".repeat(3_000));

    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/json;charset=utf-16",
            "application/json;charset=nonsense",
            "application/x-ndjson",
            "nonsense",
            "/",
            "application/json;;;");

    @Autowired
    private TestTenants tenants;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private TestTenant tenant;
    private Samples samples;
    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void aTenantThatHasOneOfEach() {
        tenant = tenants.create();
        samples = new Samples(tenant);
        ApiCall.all(mappings).forEach(this::path);
    }

    @Test
    void refusesWhatIsNoRequestAtAll() {
        for (ApiCall call : writingCalls()) {
            Predicate<Integer> refused =
                    call.body().isEmpty() ? status -> status < 500 : List.of(400, 412, 413, 415, 422)::contains;
            for (String body : NO_JSON) {
                judge(call, body, send(call, "application/json", BodyPublishers.ofString(body)), refused);
            }
            judge(
                    call,
                    "bytes that are no text",
                    send(call, "application/json", BodyPublishers.ofByteArray(new byte[] {'"', -1, -2, '"'})),
                    refused);
            judge(call, "nothing", send(call, "application/json", BodyPublishers.noBody()), refused);
            for (String type : CONTENT_TYPES) {
                judge(call, type, send(call, type, BodyPublishers.ofString("{}")), status -> status < 500);
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void takesNoFieldForMoreThanItIs() {
        for (ApiCall call : writingCalls()) {
            // A clock that was moved would not come back for the other tests.
            if (call.body().isPresent() && !call.isOperators() && !call.isMultipart()) {
                fields(call)
                        .forEach((field, bodies) -> bodies.forEach(body -> judge(
                                call,
                                field + " in " + body,
                                send(call, "application/json", BodyPublishers.ofString(body)),
                                status -> status < 500)));
            }
        }
        assertThat(failures).isEmpty();
        Books.mustBalance(tenant.id());
    }

    @Test
    void takesNoParameterForMoreThanItIs() {
        for (ApiCall call : ApiCall.all(mappings)) {
            if (!call.reads() || call.isOperators()) {
                continue;
            }
            String path = path(call);
            for (String value : QUERIES) {
                String written = URLEncoder.encode(value, StandardCharsets.UTF_8);
                for (String name : call.filters()) {
                    String asked = path + "?" + name + "=" + written;
                    judge(call, asked, call.call(tenant.program(), asked, ""), status -> status < 500);
                }
                if (call.pathId().isPresent() && !value.isEmpty()) {
                    String asked = call.path(written);
                    judge(call, asked, call.call(tenant.program(), asked, ""), status -> status < 500);
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private List<ApiCall> writingCalls() {
        return ApiCall.all(mappings).stream()
                .filter(call -> !call.reads() && !call.isWebhook())
                .toList();
    }

    private String path(ApiCall call) {
        String id = call.pathId()
                .filter(type -> !call.isOperators() && !Samples.isMadeElsewhere(type))
                .map(samples::id)
                .orElseGet(() -> "tnt_" + UUID.randomUUID());
        return call.path(id) + (call.method().equals("PUT") ? "?external_id=bad-input" : "");
    }

    private Api.Answer send(ApiCall call, String type, java.net.http.HttpRequest.BodyPublisher body) {
        Api caller = call.isOperators()
                ? tenants.withClaims(Map.of("sub", "operator", "scope", "tenants:write"))
                : tenant.program();
        var headers = new LinkedHashMap<>(caller.headers());
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        headers.put("If-Match", "\"1\"");
        headers.put("Content-Type", type);
        return caller.send(call.method(), path(call), body, headers);
    }

    private void judge(ApiCall call, String sent, Api.Answer answer, Predicate<Integer> isFine) {
        boolean isProblem = answer.status() >= 400;
        boolean tells = isProblem
                && (!answer.header("Content-Type").startsWith("application/problem+json")
                        || answer.text().matches("(?s).*(io\\.duebook|java\\.|springframework|Exception|r2dbc).*"));
        boolean isWithoutStripe = answer.text().contains("\"stripe_not_configured\"");
        if (!isFine.test(answer.status()) && !isWithoutStripe || tells) {
            failures.add(call + " <- " + shortened(sent) + " -> " + answer.status() + " " + shortened(answer.text()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    /** The sample body with each of its fields, and each other field of its record, spoilt in each way. */
    private Map<String, List<String>> fields(ApiCall call) {
        String sample = samples.fill(Samples.bodyOf(call));
        var fields = new LinkedHashMap<String, List<String>>();
        Set<String> pointers = new LinkedHashSet<>();
        pointers(Api.JSON.readTree(sample), "", pointers);
        declared(call).forEach(name -> pointers.add("/" + name));
        for (String pointer : pointers) {
            fields.put(
                    pointer,
                    VALUES.stream().map(value -> spoilt(sample, pointer, value)).toList());
        }
        return fields;
    }

    /** Where the body is a patch, the fields are those of the document. */
    private List<String> declared(ApiCall call) {
        Class<?> type = call.body().orElseThrow();
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .map(name -> name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT))
                    .toList();
        }
        return List.copyOf(tenant.program().get(path(call)).expect(200).propertyNames());
    }

    private static void pointers(JsonNode node, String at, Set<String> found) {
        if (!at.isEmpty()) {
            found.add(at);
        }
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(field -> pointers(field.getValue(), at + "/" + field.getKey(), found));
            case ArrayNode array -> {
                for (int index = 0; index < array.size(); index++) {
                    pointers(array.get(index), at + "/" + index, found);
                }
            }
            default -> {}
        }
    }

    /** Put in as text, since no JSON writer would write what we want to send. */
    private static String spoilt(String sample, String pointer, String value) {
        JsonNode body = Api.JSON.readTree(sample);
        int cut = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, cut));
        String last = pointer.substring(cut + 1);
        switch (parent) {
            case ObjectNode object -> object.put(last, "spoilt here");
            case ArrayNode array -> array.set(Integer.parseInt(last), "spoilt here");
            default -> throw new IllegalStateException(pointer);
        }
        return Api.JSON.writeValueAsString(body).replace("\"spoilt here\"", value);
    }
}
