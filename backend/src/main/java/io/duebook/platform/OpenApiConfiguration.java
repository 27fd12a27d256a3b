package io.duebook.platform;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The contract, read off the code: every operation with its scope, its body and the problems it may answer, in the words
 * each feature keeps in its {@code contract.yaml}.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String SCHEME = "oauth2";
    private static final String PROBLEM = "Problem";
    private static final String PDF = "application/pdf";
    private static final String CODES = "x-problem-codes";
    private static final String KEY = "Idempotency-Key";

    /** What any call may be answered, whoever is asked: by the filters and by what reads requests. */
    private static final Map<Integer, Set<String>> OF_ANY = Map.of(
            400, Set.of("malformed_request", "invalid_parameter", "unknown_parameter"),
            401, Set.of("token_required", "invalid_token"),
            403, Set.of("insufficient_scope"),
            406, Set.of("not_acceptable"),
            409, Set.of("busy"),
            413, Set.of("request_too_large"),
            422, Set.of("unknown_reference", "amount_out_of_range", "date_out_of_range"),
            429, Set.of("rate_limited", "tenant_at_its_limit"),
            500, Set.of("internal_error"),
            503, Set.of("overloaded"));

    /** And what a call with a body may be answered besides. */
    private static final Map<Integer, Set<String>> OF_BODIES = Map.of(
            400, Set.of("malformed_json", "unknown_field", "invalid_type"),
            415, Set.of("unsupported_media_type"),
            422, Set.of("invalid_request", "currency_not_supported", "currency_mismatch"));

    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(400, "Not readable, or a parameter that is not known here"),
            Map.entry(401, "No access token, or one that is no longer valid"),
            Map.entry(403, "The token lacks the scope, or the tenant is not ready"),
            Map.entry(404, "Nothing here under this id"),
            Map.entry(406, "Not in any form that is accepted"),
            Map.entry(409, "Conflicts with what the books say, or another command is at work on it"),
            Map.entry(412, "Changed since it was read: read it again"),
            Map.entry(413, "Larger or deeper than is taken"),
            Map.entry(415, "A body of a type that is not read here"),
            Map.entry(422, "Understood, but a rule says no; code and errors say which"),
            Map.entry(428, "If-Match with the version read is needed"),
            Map.entry(429, "Too many requests; Retry-After says when to come back"),
            Map.entry(500, "Something broke on our side; nothing was changed"),
            Map.entry(503, "At its limit; try again in a moment"));

    private static final ContractWords WORDS = ContractWords.read();

    @Bean
    ModelResolver snakeCaseSchemas(ObjectMapperProvider mappers) {
        // A copy: the document itself is written by the same mapper, in its own names.
        ObjectMapper mapper = mappers.jsonMapper().copy();
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        mapper.setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE);
        return new ModelResolver(mapper);
    }

    @Bean
    ModelConverter valueSchemas() {
        return new ValueSchemas();
    }

    @Bean
    OpenAPI contract(IssuerSettings issuer) {
        String tokens = issuer.issuer() + "/oauth2/token";
        return new OpenAPI()
                .info(new Info()
                        .title("Duebook")
                        .version("v1")
                        .description(word("info", "description"))
                        .contact(new Contact().name("Whoever runs this installation"))
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(server()))
                .components(new Components()
                        .addSecuritySchemes(
                                SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.OAUTH2)
                                        .description(word("info", "security"))
                                        .flows(new OAuthFlows()
                                                .clientCredentials(new OAuthFlow()
                                                        .tokenUrl(tokens)
                                                        .refreshUrl(tokens))
                                                .authorizationCode(new OAuthFlow()
                                                        .authorizationUrl(issuer.issuer() + "/oauth2/authorize")
                                                        .tokenUrl(tokens)
                                                        .refreshUrl(tokens)))));
    }

    private static Server server() {
        Server server = new Server().url("/").description(word("info", "server"));
        server.addExtension("x-internal", false);
        return server;
    }

    /** Each handler's own refusals; two handlers of one address and method are one operation. */
    @Bean
    OperationCustomizer ownProblems() {
        var codes = new AtomicReference<@Nullable ProblemCodes>();
        return (operation, handler) -> {
            ProblemCodes all = codes.updateAndGet(read -> read == null ? ProblemCodes.read() : read);
            var found = new TreeSet<>(Objects.requireNonNull(all).of(handler.getMethod()));
            found.addAll(codesOf(operation));
            operation.addExtension(CODES, found);
            return operation;
        };
    }

    @SuppressWarnings("unchecked")
    private static Set<ProblemCodes.Code> codesOf(Operation operation) {
        return operation.getExtensions() != null && operation.getExtensions().get(CODES) instanceof Set<?> found
                ? (Set<ProblemCodes.Code>) found
                : Set.of();
    }

    @Bean
    GlobalOpenApiCustomizer everyOperation() {
        return contract -> {
            Components components = contract.getComponents();
            components.addSchemas(PROBLEM, problem());
            components.setHeaders(headers());
            Set<String> scopes = new TreeSet<>();
            var tags = new TreeSet<String>();
            contract.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                complete(path, method, operation, scopes);
                tags.add(segment(path));
            }));
            contract.setTags(tags.stream()
                    .map(tag -> new Tag().name(tag).description(word("tags", tag)))
                    .toList());
            components.setSchemas(new TreeMap<>(components.getSchemas()));
            components.getSchemas().forEach(OpenApiConfiguration::describe);
            components.getSchemas().forEach((name, schema) -> ContractBounds.set("", schema));
            name(contract, scopes);
        };
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation, Set<String> scopes) {
        String id = operationId(path, method);
        operation.setTags(List.of(segment(path)));
        operation.setOperationId(id);
        operation.setSummary(word("operations", id, "summary"));
        operation.setDescription(word("operations", id, "description"));
        operation.setSecurity(security(path, method, scopes));
        idempotencyKey(method, operation);
        parameters(id, operation);
        body(id, operation);
        asAnswered(path, method, operation);
        problems(path, operation);
        operation.getResponses().forEach(OpenApiConfiguration::headers);
        Optional.ofNullable(operation.getExtensions()).ifPresent(more -> more.remove(CODES));
    }

    /** What is open to all says so by an empty list. */
    private static List<SecurityRequirement> security(String path, PathItem.HttpMethod method, Set<String> scopes) {
        if (io.duebook.platform.Scopes.isOpen(segment(path))) {
            return List.of();
        }
        String scope = scope(path, method);
        scopes.add(scope);
        return List.of(new SecurityRequirement().addList(SCHEME, scope));
    }

    /** Needed where the code refuses a command without one; taken where the code looks at one. */
    private static void idempotencyKey(PathItem.HttpMethod method, Operation operation) {
        Set<String> codes =
                codesOf(operation).stream().map(ProblemCodes.Code::code).collect(Collectors.toSet());
        if (method == PathItem.HttpMethod.POST
                && (codes.contains("idempotency_key_required") || codes.contains("invalid_idempotency_key"))) {
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name(KEY)
                    .required(codes.contains("idempotency_key_required"))
                    .schema(json("string").minLength(1).maxLength(255)));
        }
    }

    private static void parameters(String id, Operation operation) {
        Optional.ofNullable(operation.getParameters()).orElse(List.of()).forEach(parameter -> {
            parameter.setDescription(WORDS.text("operations", id, "parameters", parameter.getName())
                    .orElseGet(() -> word("parameters", parameter.getName())));
            ContractBounds.set(parameter.getName(), parameter.getSchema());
        });
    }

    private static void body(String id, Operation operation) {
        if (operation.getRequestBody() == null) {
            return;
        }
        operation.getRequestBody().getContent().forEach((type, content) -> {
            ContractBounds.set("", content.getSchema());
            WORDS.find("operations", id, "example").ifPresent(content::setExample);
        });
    }

    /** What makes something new answers 201. */
    private static void asAnswered(String path, PathItem.HttpMethod method, Operation operation) {
        boolean makes = method == PathItem.HttpMethod.POST && path.matches("/v1/[a-z_]+");
        ApiResponses responses = operation.getResponses();
        ApiResponse plain = responses.get("200");
        if (plain == null || plain.getContent() == null) {
            return;
        }
        plain.setDescription("Done, or what was asked for");
        plain.getContent().forEach((type, content) -> {
            if (isFile(type)) {
                content.setSchema(json("string"));
                ContractBounds.setOfFile(content.getSchema());
            }
            ContractBounds.set("", content.getSchema());
        });
        if (makes && responses.get("201") == null) {
            responses.remove("200");
            responses.addApiResponse("201", plain.description("Made; Location says where it is"));
        }
        WORDS.find("operations", operation.getOperationId(), "also").ifPresent(also -> ((Map<?, ?>) also)
                .forEach((status, meaning) -> responses.addApiResponse(
                        String.valueOf(status),
                        new ApiResponse().description(String.valueOf(meaning)).content(plain.getContent()))));
    }

    private static boolean isFile(String type) {
        return type.startsWith("text/") || type.equals(TableFiles.XLSX) || type.equals(PDF);
    }

    private static void problems(String path, Operation operation) {
        var all = new TreeMap<Integer, Set<String>>();
        OF_ANY.forEach((status, codes) -> all.put(status, new TreeSet<>(codes)));
        if (operation.getRequestBody() != null) {
            OF_BODIES.forEach((status, codes) ->
                    all.computeIfAbsent(status, none -> new TreeSet<>()).addAll(codes));
        }
        if (path.contains("{")) {
            all.put(404, new TreeSet<>(Set.of("not_found")));
        }
        codesOf(operation).forEach(code -> all.computeIfAbsent(code.status(), none -> new TreeSet<>())
                .add(code.code()));
        all.forEach((status, codes) ->
                operation.getResponses().addApiResponse(String.valueOf(status), problemResponse(status, codes)));
    }

    private static ApiResponse problemResponse(int status, Set<String> codes) {
        ApiResponse response = new ApiResponse()
                .description(MEANINGS.get(status))
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new JsonSchema().$ref("#/components/schemas/" + PROBLEM))));
        response.addExtension(CODES, codes);
        return response;
    }

    private static void headers(String status, ApiResponse response) {
        Stream.of("X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
                .forEach(name -> response.addHeaderObject(name, reference(name)));
        if (Set.of("409", "429", "503").contains(status)) {
            response.addHeaderObject("Retry-After", reference("Retry-After"));
        }
        if (status.equals("401") || status.equals("403")) {
            response.addHeaderObject("WWW-Authenticate", reference("WWW-Authenticate"));
        }
        if (status.startsWith("2")) {
            response.addHeaderObject("ETag", reference("ETag"));
            response.addHeaderObject("Idempotent-Replayed", reference("Idempotent-Replayed"));
        }
        if (status.equals("201")) {
            response.addHeaderObject("Location", reference("Location"));
        }
    }

    private static Header reference(String name) {
        return new Header().$ref("#/components/headers/" + name);
    }

    private static Map<String, Header> headers() {
        var headers = new TreeMap<String, Header>();
        WORDS.section("headers").forEach((name, meaning) -> {
            boolean isNumber = String.valueOf(name).startsWith("RateLimit") || name.equals("Retry-After");
            Schema<?> schema = isNumber ? json("integer").format("int32") : json("string");
            ContractBounds.set("", schema);
            if (isNumber) {
                schema.setMinimum(BigDecimal.ZERO);
            }
            headers.put(
                    String.valueOf(name),
                    new Header().description(String.valueOf(meaning)).schema(schema));
        });
        return headers;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void describe(String name, Schema<?> schema) {
        WORDS.text("schemas", name, "description").ifPresent(schema::setDescription);
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        // The library leaves it out, and null would be an object too.
        schema.setTypes(Set.of("object"));
        Map.copyOf(properties).forEach((field, property) -> {
            Schema told = WORDS.find("schemas", name, "shapes", field)
                    .<Schema>map(shape -> shape((Map<String, Object>) shape))
                    .orElse(property);
            properties.put(field, told);
            WORDS.text("schemas", name, "properties", field)
                    .or(() -> WORDS.text("properties", field))
                    .ifPresent(told::setDescription);
        });
    }

    /** A value that is no one type of ours: what the code reads by hand, told by hand. */
    private static Schema<?> shape(Map<String, Object> told) {
        return Json31.mapper().convertValue(told, JsonSchema.class);
    }

    private static void name(OpenAPI contract, Set<String> scopes) {
        var all = new Scopes();
        scopes.forEach(scope -> all.addString(scope, meaning(scope)));
        SecurityScheme scheme = Objects.requireNonNull(
                contract.getComponents().getSecuritySchemes().get(SCHEME));
        OAuthFlows flows = scheme.getFlows();
        flows.getClientCredentials().setScopes(all);
        flows.getAuthorizationCode().setScopes(all);
    }

    private static String meaning(String scope) {
        String[] parts = scope.split(":");
        return (parts[1].equals("read") ? "Read " : "Change ") + parts[0].replace('_', ' ');
    }

    /** Nothing, where a contract.yaml forgot it: a test tells, and whoever asks for the contract still gets it. */
    private static String word(String... path) {
        return WORDS.text(path).orElse("");
    }

    private static String scope(String path, PathItem.HttpMethod method) {
        String segment = segment(path);
        return segment.equals("tenants")
                ? "tenants:write"
                : segment + (method == PathItem.HttpMethod.GET ? ":read" : ":write");
    }

    private static String segment(String path) {
        return path.split("/")[2];
    }

    /** {@code post_invoices_issue}: of verb and path, so that it stays when code moves. */
    private static String operationId(String path, PathItem.HttpMethod method) {
        String words = Stream.of(path.split("/"))
                .skip(2)
                .map(word -> word.startsWith("{") ? "one" : word)
                .collect(Collectors.joining("_"));
        return method.name().toLowerCase(Locale.ROOT) + "_" + words;
    }

    private static Schema<?> problem() {
        var properties = new TreeMap<String, Schema<?>>();
        properties.put("type", text("A name of the problem, as a URI"));
        properties.put("title", text("What kind of answer this is"));
        properties.put(
                "status",
                json("integer")
                        .format("int32")
                        .minimum(BigDecimal.valueOf(400))
                        .maximum(BigDecimal.valueOf(599))
                        .description("The HTTP status"));
        properties.put("code", text("A stable word for programs"));
        properties.put("params", json("object").description("What the code speaks of"));
        properties.put("detail", text("A sentence that says what to do"));
        properties.put("errors", json("array").items(fieldError()));
        properties.put("request_id", text("To be told when asking us"));
        properties.put("retryable", json("boolean").description("Whether the same request may succeed later"));
        return objectOf(properties).description("What went wrong (RFC 9457)");
    }

    private static Schema<?> fieldError() {
        return objectOf(new TreeMap<>(Map.of(
                "pointer", text("Where in the request (RFC 6901)"),
                "code", text("What is wrong there, for programs"),
                "message", text("What is wrong there, for people"))));
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Schema<?> objectOf(Map<String, Schema<?>> properties) {
        Schema<?> schema = json("object");
        schema.setProperties((Map) properties);
        schema.setRequired(new ArrayList<>(properties.keySet()));
        return schema;
    }

    private static Schema<?> text(String description) {
        return json("string").description(Objects.requireNonNull(description));
    }

    private static Schema<?> json(String type) {
        return new JsonSchema().types(Set.of(type));
    }
}
