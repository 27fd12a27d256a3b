package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The contract that is served is the one that is checked in, and it is only ever added to. */
@BackendTest
class OpenApiTest {

    private static final Path CHECKED_IN = Path.of("..", "docs", "openapi.json");
    private static final String UPDATE =
            "run: mvn -pl backend -am test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dopenapi.update=true";

    @Autowired
    private TestTenants tenants;

    @Test
    void isTheOneCheckedIn() throws IOException {
        JsonNode served = served();
        String text = served.toPrettyString().replace("\r\n", "\n") + "\n";
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(CHECKED_IN, text);
        }
        JsonNode promised = Api.JSON.readTree(Files.readString(CHECKED_IN));

        assertThat(breaks(promised, served))
                .as("what clients rely on and would miss; to break it on purpose, " + UPDATE)
                .isEmpty();
        assertThat(text).as("docs/openapi.json is out of date; " + UPDATE).isEqualTo(Files.readString(CHECKED_IN));
    }

    @Test
    void saysOfEveryOperationWhatItNeedsAndHowItFails() {
        operations(served()).forEach(operation -> {
            assertThat(operation.node().path("responses").propertyNames())
                    .as(operation.name())
                    .contains("400", "422", "500");
            assertThat(operation.node().path("tags")).as(operation.name()).hasSize(1);
            assertThat(operation.node().has("security")).as(operation.name()).isTrue();
        });
    }

    @Test
    void explainsWhateverItNames() {
        JsonNode contract = served();
        var mute = new TreeSet<String>();
        var tags = new TreeSet<String>();
        contract.path("tags").forEach(tag -> tags.add(tag.path("name").asString()));
        operations(contract).forEach(operation -> {
            if (isMute(operation.node(), "summary") || isMute(operation.node(), "description")) {
                mute.add(operation.name());
            }
            operation.node().path("parameters").forEach(parameter -> {
                if (isMute(parameter, "description")) {
                    mute.add(operation.name() + " " + parameter.path("name").asString());
                }
            });
            operation.node().path("tags").forEach(tag -> assertThat(tags).contains(tag.asString()));
        });
        contract.path("components").path("schemas").propertyStream().forEach(schema -> {
            if (isMute(schema.getValue(), "description")) {
                mute.add(schema.getKey());
            }
            schema.getValue().path("properties").propertyStream().forEach(property -> {
                if (isMute(property.getValue(), "description")) {
                    mute.add(schema.getKey() + "." + property.getKey());
                }
            });
        });
        assertThat(mute)
                .as("named and not explained: say it in the contract.yaml of the feature")
                .isEmpty();
    }

    private static boolean isMute(JsonNode named, String word) {
        return named.path(word).asString("").isBlank();
    }

    @Test
    void explainsNothingThatIsNotThere() {
        JsonNode contract = served();
        var words = ContractWords.read();
        Map<String, Set<String>> used = Map.of(
                "operations",
                new TreeSet<>(),
                "parameters",
                new TreeSet<>(),
                "tags",
                new TreeSet<>(),
                "schemas",
                new TreeSet<>(contract.path("components").path("schemas").propertyNames()),
                "properties",
                new TreeSet<>());
        operations(contract).forEach(operation -> {
            used(used, "operations").add(operation.node().path("operationId").asString());
            used(used, "parameters").addAll(names(operation.node()));
        });
        contract.path("tags")
                .forEach(tag -> used(used, "tags").add(tag.path("name").asString()));
        contract.path("components").path("schemas").forEach(schema -> used(used, "properties")
                .addAll(schema.path("properties").propertyNames()));

        used.forEach((section, names) -> assertThat(words.section(section).keySet())
                .extracting(String::valueOf)
                .as("unused words in a contract.yaml: " + section)
                .isSubsetOf(names));
    }

    private static Set<String> used(Map<String, Set<String>> used, String section) {
        return java.util.Objects.requireNonNull(used.get(section));
    }

    @Test
    void saysWhichProblemsAnOperationCanAnswer() {
        assertThat(codes("/v1/invoices/{id}/void", "409"))
                .containsExactly(
                        "already_void",
                        "busy",
                        "idempotency_key_in_use",
                        "invoice_has_allocations",
                        "invoice_has_credit_notes");
        assertThat(codes("/v1/invoices/{id}/void", "428")).containsExactly("version_required");
        assertThat(codes("/v1/checkouts", "422")).contains("amount_too_small", "amount_too_large");
        assertThat(codes("/v1/customers", "409")).contains("external_id_taken").doesNotContain("already_void");
    }

    private List<String> codes(String path, String status) {
        return served().path("paths")
                .path(path)
                .path("post")
                .path("responses")
                .path(status)
                .path("x-problem-codes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void showsIdsAndAmountsAsTheyTravel() {
        JsonNode balance = served().path("components").path("schemas").path("BalanceView");

        assertThat(balance.path("properties").path("currency").path("type").asString())
                .isEqualTo("string");
        assertThat(balance.path("properties").path("open").path("type").asString())
                .isEqualTo("integer");
        assertThat(balance.path("required"))
                .extracting(JsonNode::asString)
                .contains("currency", "open", "unapplied", "balance");
    }

    @Test
    void findsWhatBreaksClients() {
        JsonNode before = Api.JSON.readTree("""
                {"paths": {"/v1/a": {"get": {"parameters": [{"name": "x"}]}, "post": {}}},
                 "components": {"schemas": {"A": {"properties": {"id": {"type": "string"}, "old": {"type": "string"}}}}}}
                """);
        JsonNode after = Api.JSON.readTree("""
                {"paths": {"/v1/a": {"get": {"parameters": [{"name": "y", "required": true}]}}},
                 "components": {"schemas": {"A": {"required": ["more"],
                    "properties": {"id": {"type": "integer"}, "more": {"type": "string"}}}}}}
                """);

        assertThat(breaks(before, after))
                .containsExactlyInAnyOrder(
                        "POST /v1/a is gone",
                        "GET /v1/a no longer takes x",
                        "GET /v1/a now requires y",
                        "A.old is gone",
                        "A.id changed its type");
        assertThat(breaks(before, before)).isEmpty();
    }

    private JsonNode served() {
        String text = tenants.withoutToken()
                .get("/v1/openapi.json")
                .text()
                .replace(TestBackend.ISSUER.url(), "http://127.0.0.1:8002");
        return Api.JSON.readTree(text);
    }

    private record Named(String name, JsonNode node) {}

    private static List<Named> operations(JsonNode contract) {
        var all = new ArrayList<Named>();
        contract.path("paths").propertyStream().forEach(path -> path.getValue()
                .propertyStream()
                .forEach(operation -> all.add(new Named(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        operation.getValue()))));
        return all;
    }

    private static Set<String> breaks(JsonNode before, JsonNode after) {
        var broken = new TreeSet<String>();
        var present = operations(after);
        operations(before).forEach(operation -> present.stream()
                .filter(one -> one.name().equals(operation.name()))
                .findFirst()
                .ifPresentOrElse(
                        now -> broken.addAll(breaksOfOperation(operation, now.node())),
                        () -> broken.add(operation.name() + " is gone")));
        before.path("components")
                .path("schemas")
                .propertyStream()
                .forEach(schema -> broken.addAll(breaksOfSchema(
                        schema.getKey(),
                        schema.getValue(),
                        after.path("components").path("schemas").path(schema.getKey()))));
        broken.addAll(newlyRequiredInRequests(before, after));
        return broken;
    }

    private static Set<String> breaksOfOperation(Named before, JsonNode after) {
        var broken = new TreeSet<String>();
        Set<String> known = names(before.node());
        Set<String> present = names(after);
        known.stream()
                .filter(name -> !present.contains(name))
                .forEach(name -> broken.add(before.name() + " no longer takes " + name));
        after.path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("required").asBoolean(false))
                .map(parameter -> parameter.path("name").asString())
                .filter(name -> !known.contains(name))
                .forEach(name -> broken.add(before.name() + " now requires " + name));
        return broken;
    }

    private static Set<String> names(JsonNode operation) {
        var names = new TreeSet<String>();
        operation
                .path("parameters")
                .forEach(parameter -> names.add(parameter.path("name").asString()));
        return names;
    }

    private static Set<String> breaksOfSchema(String name, JsonNode before, JsonNode after) {
        var broken = new TreeSet<String>();
        before.path("properties").propertyStream().forEach(property -> {
            JsonNode now = after.path("properties").path(property.getKey());
            if (now.isMissingNode()) {
                broken.add(name + "." + property.getKey() + " is gone");
            } else if (!now.path("type").equals(property.getValue().path("type"))) {
                broken.add(name + "." + property.getKey() + " changed its type");
            }
        });
        return broken;
    }

    /** A field that a request must carry now and need not before. */
    private static Set<String> newlyRequiredInRequests(JsonNode before, JsonNode after) {
        var broken = new TreeSet<String>();
        operations(after).forEach(operation -> {
            String reference = operation
                    .node()
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema")
                    .path("$ref")
                    .asString("");
            String schema = reference.substring(reference.lastIndexOf('/') + 1);
            JsonNode known = before.path("components").path("schemas").path(schema);
            if (!schema.isEmpty() && !known.isMissingNode()) {
                var required = new TreeSet<String>();
                known.path("required").forEach(field -> required.add(field.asString()));
                after.path("components")
                        .path("schemas")
                        .path(schema)
                        .path("required")
                        .forEach(field -> {
                            if (!required.contains(field.asString())) {
                                broken.add(schema + " now requires " + field.asString());
                            }
                        });
            }
        });
        return broken;
    }
}
