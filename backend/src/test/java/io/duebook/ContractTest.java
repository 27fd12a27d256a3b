package io.duebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Contract;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered is what is published: on every call there is, done and refused in each way a call can be refused.
 * The client of the tests looks at every other answer they get as well.
 */
@BackendTest
class ContractTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    /** The client itself fails for an answer that does not conform; here every call is made to answer. */
    @Test
    void everyCallAnswersAsPublishedDoneOrRefused() {
        TestTenant tenant = tenants.create();
        var samples = new Samples(tenant);
        var done = new TreeSet<String>();
        var notDone = new TreeSet<String>();
        for (ApiCall call : ApiCall.all(mappings)) {
            if (call.isOpen() || call.pattern().startsWith("/v1/sandbox")) {
                continue;
            }
            Api caller = call.isOperators() ? tenants.operator() : tenant.program();
            String path = path(call, samples);
            String body = call.isMultipart() ? "" : samples.fill(Samples.bodyOf(call));

            assertThat(call.call(tenants.withoutToken(), path, body).status())
                    .as(call.toString())
                    .isEqualTo(401);
            assertThat(call.call(tenant.withScopes(call.otherScope()), path, body)
                            .status())
                    .isEqualTo(403);
            Api.Answer misspelt =
                    call.call(caller, path + (path.contains("?") ? "&" : "?") + "nobody_reads=this", body);
            assertThat(misspelt.status()).as(call.toString()).isIn(400, 415);
            call.pathId().ifPresent(type -> assertThat(
                            call.call(caller, call.path(ApiCall.neverWas(type)) + query(call), body)
                                    .status())
                    .as(call.toString())
                    .isEqualTo(404));
            if (!call.reads() && !call.isMultipart()) {
                call.call(caller, path, "{");
                call.call(caller, path, "{\"nobody_reads\":1}");
                caller.with("Content-Type", "application/xml").json(call.method(), path, "<x/>");
                caller.json(call.method(), path, body);
            }
            Api.Answer answer = call.call(caller, path, body);
            (answer.status() < 300 ? done : notDone).add(call + " " + answer.status());
        }
        assertThat(done).as("answered; refused were " + notDone).hasSizeGreaterThan(40);
    }

    private static String path(ApiCall call, Samples samples) {
        String id = call.pathId()
                .map(type ->
                        call.isOperators() || Samples.isMadeElsewhere(type) ? ApiCall.neverWas(type) : samples.id(type))
                .orElse("");
        return call.path(id) + query(call);
    }

    private static String query(ApiCall call) {
        if (call.pattern().endsWith("/effective")) {
            return "?base=EUR&quote=USD&on=2026-01-02";
        }
        return call.method().equals("PUT") && call.filters().contains("external_id")
                ? "?external_id=" + UUID.randomUUID()
                : "";
    }

    @Test
    void takesTheSamplesAndTheExamplesItShows() throws IOException {
        var samples = new Samples(tenants.create());
        var wrong = new ArrayList<String>();
        for (ApiCall call : ApiCall.all(mappings)) {
            if (call.body().isPresent() && !call.isWebhook() && !call.isMultipart() && !call.isOperators()) {
                Contract.published()
                        .breachesOfRequest(call.method(), call.path("id"), samples.fill(Samples.bodyOf(call)))
                        .forEach(breach -> wrong.add(call + ": " + breach));
            }
        }
        document().path("paths").propertyStream().forEach(path -> path.getValue()
                .propertyStream()
                .forEach(operation -> {
                    JsonNode example = operation
                            .getValue()
                            .at("/requestBody/content/application~1json")
                            .path("example");
                    if (!example.isMissingNode()) {
                        Contract.published()
                                .breachesOfRequest(operation.getKey(), path.getKey(), example.toString())
                                .forEach(breach -> wrong.add(path.getKey() + " example: " + breach));
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void findsAnAnswerThatIsNotAsPublished() throws IOException {
        TestTenant tenant = tenants.create();
        String path = "/v1/customers/" + tenant.customer("Sample").path("id").asString();
        Api.Answer answer = tenant.program().get(path);
        Api.Answer refused = tenants.withoutToken().get(path);
        List<Map.Entry<String, String>> planted = List.of(
                Map.entry("/components/schemas/CustomerView/properties/name/type", "\"integer\""),
                Map.entry("/components/schemas/CustomerView/properties/email2", "{\"type\":\"string\"}"),
                Map.entry("/components/schemas/CustomerView/required/0", "\"never_there\""),
                Map.entry("/components/schemas/Problem/properties/status/type", "\"string\""),
                Map.entry("/paths/~1v1~1customers~1{id}/get/responses/401/x-problem-codes", "[]"));
        var unseen = new ArrayList<String>();
        for (Map.Entry<String, String> plant : planted) {
            Contract changed = new Contract(with(plant.getKey(), Api.JSON.readTree(plant.getValue())));
            if (changed.breaches("GET", path, answer.response()).isEmpty()
                    && changed.breaches("GET", path, refused.response()).isEmpty()) {
                unseen.add(plant.getKey());
            }
        }
        // A field more in the contract is no breach; a field less is.
        assertThat(unseen).containsExactly("/components/schemas/CustomerView/properties/email2");
        JsonNode lacking = document();
        ((ObjectNode) lacking.at("/components/schemas/CustomerView/properties")).remove("name");
        assertThat(new Contract(lacking).breaches("GET", path, answer.response()))
                .isNotEmpty();
        ((ObjectNode) lacking.at("/paths/~1v1~1customers~1{id}/get/responses")).remove("401");
        assertThat(new Contract(lacking).breaches("GET", path, refused.response()))
                .isNotEmpty();
        ((ObjectNode) lacking.path("paths")).remove("/v1/customers/{id}");
        assertThat(new Contract(lacking).breaches("GET", path, answer.response()))
                .isNotEmpty();
    }

    private static JsonNode with(String pointer, JsonNode value) throws IOException {
        JsonNode document = document();
        int cut = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, cut));
        String last = pointer.substring(cut + 1);
        switch (parent) {
            case ObjectNode object -> object.set(last, value);
            case tools.jackson.databind.node.ArrayNode array -> array.set(Integer.parseInt(last), value);
            default -> throw new AssertionError("nothing at " + pointer);
        }
        return document;
    }

    private static JsonNode document() throws IOException {
        return Api.JSON.readTree(Files.readString(Contract.FILE));
    }
}
