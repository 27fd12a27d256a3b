package io.duebook.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.duebook.sandbox.http.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each parameter that the double takes is one of Stripe's, where Stripe's published description is at hand. */
class RequestRulesTest {

    /** Newer than the description of August 2023 that may be at hand. */
    private static final Set<String> NEWER =
            Set.of("ui_mode", "adaptive_pricing", "status", "customer_details", "created", "locale");

    @Test
    void takesOnlyWhatStripeTakes() throws Exception {
        JsonNode paths = description().path("paths");
        List<String> strange = new ArrayList<>();
        body(paths, "/v1/checkout/sessions", RequestRules.CREATE_SESSION, strange);
        body(paths, "/v1/checkout/sessions/{session}/expire", RequestRules.NOTHING_BUT_EXPAND, strange);
        body(paths, "/v1/refunds", RequestRules.CREATE_REFUND, strange);
        body(paths, "/v1/accounts", RequestRules.CREATE_ACCOUNT, strange);
        query(paths, "/v1/checkout/sessions", RequestRules.LIST_SESSIONS, strange);
        query(paths, "/v1/payment_intents", RequestRules.LIST_INTENTS, strange);
        query(paths, "/v1/charges", RequestRules.LIST_CHARGES, strange);
        query(paths, "/v1/refunds", RequestRules.LIST_REFUNDS, strange);
        query(paths, "/v1/events", RequestRules.LIST_EVENTS, strange);
        query(paths, "/v1/balance_transactions", RequestRules.LIST_BALANCE_TRANSACTIONS, strange);
        assertThat(strange).isEmpty();
    }

    private static JsonNode description() throws Exception {
        String file = "stripe_requests_2023-08-16.json";
        Optional<Path> found = Stream.concat(
                        Optional.ofNullable(System.getenv("DUEBOOK_STRIPE_SCHEMAS")).map(Path::of).stream(),
                        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                                .map(path -> path.resolve("shared/data/stripe").resolve(file)))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(found.isPresent(), "Stripe's published description is not at hand");
        return Json.parse(Files.readString(found.get()));
    }

    private static void body(JsonNode paths, String path, ParameterRule.Fields rules, List<String> strange) {
        JsonNode schema = paths.path(path)
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/x-www-form-urlencoded")
                .path("schema");
        assertThat(schema.isObject()).as(path).isTrue();
        compare(path, rules, schema, strange);
    }

    private static void query(JsonNode paths, String path, ParameterRule.Fields rules, List<String> strange) {
        List<String> names = paths.path(path).path("get").path("parameters").values().stream()
                .map(parameter -> parameter.path("name").asString())
                .toList();
        assertThat(names).as(path).isNotEmpty();
        rules.known().keySet().stream()
                .filter(name -> !NEWER.contains(name) && !names.contains(name))
                .forEach(name -> strange.add("GET " + path + " " + name));
    }

    private static void compare(String place, ParameterRule rule, JsonNode schema, List<String> strange) {
        switch (rule) {
            case ParameterRule.Fields fields -> {
                for (Map.Entry<String, ParameterRule> known : fields.known().entrySet()) {
                    JsonNode theirs = schema.path("properties").path(known.getKey());
                    if (!theirs.isMissingNode()) {
                        compare(place + "." + known.getKey(), known.getValue(), theirs, strange);
                    } else if (!NEWER.contains(known.getKey())) {
                        strange.add(place + "." + known.getKey());
                    }
                }
            }
            case ParameterRule.ListOf list -> compare(place + "[]", list.each(), schema.path("items"), strange);
            case ParameterRule.Choice choice -> compareChoice(place, choice, schema, strange);
            case ParameterRule.Whole whole -> {
                if (!schema.path("type").asString().equals("integer")) {
                    strange.add(place + " is no integer");
                }
            }
            case ParameterRule.Text text -> {
                if (schema.path("maxLength").asInt(text.longest()) < text.longest()) {
                    strange.add(place + " is longer than Stripe's");
                }
            }
            case ParameterRule.Metadata metadata -> {}
            case ParameterRule.Range range -> {}
        }
    }

    private static void compareChoice(
            String place, ParameterRule.Choice choice, JsonNode schema, List<String> strange) {
        List<String> theirs =
                schema.path("enum").values().stream().map(JsonNode::asString).toList();
        if (!theirs.isEmpty() && !NEWER.contains(place.substring(place.lastIndexOf('.') + 1))) {
            choice.choices().stream()
                    .filter(ours ->
                            !theirs.contains(ours) && !(place.endsWith("submit_type") && ours.equals("subscribe")))
                    .forEach(ours -> strange.add(place + "=" + ours));
        }
    }
}
