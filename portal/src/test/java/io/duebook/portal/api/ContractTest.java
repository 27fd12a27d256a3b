package io.duebook.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.HttpExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hand-written interfaces ask for nothing that the published contract does not have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

    private static final Path CONTRACT = Path.of("..", "docs", "openapi.json");
    private static final List<Class<?>> INTERFACES = List.of(
            MeApi.class,
            CustomersApi.class,
            InvoicesApi.class,
            RecurringInvoicesApi.class,
            PaymentsApi.class,
            CreditNotesApi.class,
            ChargesApi.class,
            ApprovalsApi.class,
            PeriodsApi.class,
            AuditApi.class,
            CasesApi.class,
            StatementRepliesApi.class,
            PoliciesApi.class,
            CheckoutsApi.class,
            PeopleApi.class,
            BillsApi.class,
            DepositsApi.class,
            RefundsApi.class,
            DeductionsApi.class,
            NettingsApi.class,
            StatementsApi.class,
            StatementRunsApi.class,
            MessagesApi.class,
            ExportsApi.class,
            VerificationsApi.class,
            TransfersApi.class,
            SettlementOffersApi.class,
            AttachmentsApi.class,
            ExchangeRatesApi.class,
            UnidentifiedReceiptsApi.class,
            ReportsApi.class,
            ImportsApi.class);

    /** What the portal says of itself, or of any answer whose code has no words. */
    private static final Set<String> OWN_PROBLEMS =
            Set.of("request", "other", "unreachable", "forbidden", "internal_error");

    private JsonNode contract = JsonMapper.shared().createObjectNode();

    @BeforeAll
    void read() throws IOException {
        contract = JsonMapper.shared().readTree(Files.readString(CONTRACT));
    }

    @Test
    void asksOnlyWhatThePublishedContractAnswers() {
        var wrong = new ArrayList<String>();
        INTERFACES.stream().flatMap(api -> Stream.of(api.getDeclaredMethods())).forEach(method -> check(method, wrong));
        assertThat(wrong).isEmpty();
    }

    /** Words for a problem that nobody has are never read, and the one that was meant goes without. */
    @Test
    void hasWordsOnlyForProblemsOfTheContract() {
        Set<String> known = contract.findValues("x-problem-codes").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
        assertThat(ResourceBundle.getBundle("vaadin-i18n.translations", Locale.ENGLISH).keySet().stream()
                        .filter(key -> key.startsWith("problem."))
                        .map(key -> key.substring("problem.".length()))
                        .filter(code -> !OWN_PROBLEMS.contains(code)))
                .isSubsetOf(known);
    }

    private void check(Method method, List<String> wrong) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        HttpExchange exchange =
                Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, HttpExchange.class), name);
        String address = exchange.url();
        JsonNode call = contract.path("paths")
                .path(address.replaceAll("\\?.*", ""))
                .path(exchange.method().toLowerCase(Locale.ROOT));
        if (call.isMissingNode()) {
            wrong.add(name + ": no " + address);
            return;
        }
        for (Parameter parameter : method.getParameters()) {
            RequestParam asked = parameter.getAnnotation(RequestParam.class);
            if (asked != null) {
                String parameterName = asked.value().isEmpty() ? parameter.getName() : asked.value();
                if (!call.path("parameters")
                        .valueStream()
                        .anyMatch(known -> known.path("name").asString().equals(parameterName))) {
                    wrong.add(name + ": no parameter " + parameterName);
                }
            }
            if (parameter.isAnnotationPresent(RequestBody.class)) {
                // A merge patch has the fields of the document it changes.
                JsonNode body = exchange.method().equals("PATCH") ? answer(call) : content(call.path("requestBody"));
                compare(name + " sends", parameter.getParameterizedType(), Map.of(), body, wrong);
                if (!exchange.method().equals("PATCH")) {
                    sendsAllThatIsRequired(name, parameter.getType(), body, wrong);
                }
            }
        }
        if (method.getReturnType() != void.class && method.getReturnType() != byte[].class) {
            compare(name + " reads", read(method.getGenericReturnType()), Map.of(), answer(call), wrong);
        }
    }

    /** What comes, without the envelope that also tells the version. */
    private static Type read(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class
                ? generic.getActualTypeArguments()[0]
                : type;
    }

    /** Of whatever went well: done, or accepted and waiting. */
    private JsonNode answer(JsonNode call) {
        return call.path("responses")
                .propertyStream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> content(response.getValue()))
                .reduce(ContractTest::either)
                .orElseThrow();
    }

    private JsonNode content(JsonNode message) {
        JsonNode content = message.path("content");
        JsonNode json = content.path("application/json");
        return (json.isMissingNode() ? content.path("*/*") : json).path("schema");
    }

    private void compare(String at, Type type, Map<TypeVariable<?>, Type> known, JsonNode schema, List<String> wrong) {
        Type actual = type instanceof TypeVariable<?> variable ? known.getOrDefault(variable, type) : type;
        if (actual instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            compare(at, generic.getActualTypeArguments()[0], known, items(schema), wrong);
            return;
        }
        Map<TypeVariable<?>, Type> bound = known;
        Class<?> plain;
        if (actual instanceof ParameterizedType generic) {
            plain = (Class<?>) generic.getRawType();
            bound = Map.of(plain.getTypeParameters()[0], generic.getActualTypeArguments()[0]);
        } else {
            plain = (Class<?>) actual;
        }
        if (!plain.isRecord() || isOpen(schema)) {
            return;
        }
        Map<String, JsonNode> fields = fields(schema);
        for (RecordComponent field : plain.getRecordComponents()) {
            JsonNode found = fields.get(snakeCase(field.getName()));
            if (found == null) {
                wrong.add(at + " " + plain.getSimpleName() + "." + snakeCase(field.getName()));
            } else {
                compare(at, field.getGenericType(), bound, found, wrong);
            }
        }
    }

    /** An object of which the contract names no fields. */
    private boolean isOpen(JsonNode schema) {
        return resolved(schema)
                .allMatch(shape -> shape.path("type").asString("").equals("object") && !shape.has("properties"));
    }

    private void sendsAllThatIsRequired(String name, Class<?> body, JsonNode schema, List<String> wrong) {
        List<String> sent = Stream.of(body.getRecordComponents())
                .map(field -> snakeCase(field.getName()))
                .toList();
        resolved(schema).forEach(shape -> shape.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(required -> !sent.contains(required))
                .forEach(required -> wrong.add(name + " does not send " + required)));
    }

    private JsonNode items(JsonNode schema) {
        return resolved(schema)
                .map(shape -> shape.path("items"))
                .filter(JsonNode::isObject)
                .reduce(ContractTest::either)
                .orElse(schema);
    }

    /** A schema's own fields, and those of every shape it may take. */
    private Map<String, JsonNode> fields(JsonNode schema) {
        var fields = new TreeMap<String, JsonNode>();
        resolved(schema).forEach(shape -> shape.path("properties")
                .propertyStream()
                .forEach(property -> fields.merge(property.getKey(), property.getValue(), ContractTest::either)));
        return fields;
    }

    private static JsonNode either(JsonNode one, JsonNode other) {
        var either = JsonMapper.shared().createObjectNode();
        either.putArray("anyOf").add(one).add(other);
        return either;
    }

    private Stream<JsonNode> resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            return resolved(contract.at(reference.substring(1)));
        }
        return Stream.concat(
                Stream.of(schema),
                Stream.of("oneOf", "anyOf", "allOf")
                        .flatMap(choice -> schema.path(choice).valueStream())
                        .flatMap(this::resolved));
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
