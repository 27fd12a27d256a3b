package io.duebook.platform;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The contract, read off the code: every operation with its scope, its body and the problems it may answer. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String SCHEME = "oauth2";
    private static final String PROBLEM = "Problem";

    /** Which problems an operation may answer: always these, and more by its kind. */
    private static final Map<String, String> ALWAYS = Map.of(
            "400", "Not readable, or a parameter that is not known here",
            "401", "No access token, or one that is no longer valid",
            "403", "The token lacks the scope",
            "422", "Understood, but a rule says no; code and errors say which",
            "429", "Too many requests; Retry-After says when to come back",
            "500", "Something broke on our side; nothing was changed",
            "503", "At its limit; try again in a moment");

    private static final Map<String, String> OF_WRITES =
            Map.of("409", "Conflicts with what the books say, or another command is at work on it");

    private static final Map<String, String> OF_VERSIONS = Map.of(
            "412", "Changed since it was read: read it again", "428", "If-Match with the version read is needed");

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
        return new OpenAPI()
                .info(new Info()
                        .title("Duebook")
                        .version("v1")
                        .description("""
                                Accounts receivable as a service. Amounts are whole numbers of the currency's minor unit. \
                                Dates are days of the tenant's time zone; moments are UTC. Additions come within v1: \
                                ignore fields you do not know, and take every list of values as open.""")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSchemas(PROBLEM, problem())
                        .addSecuritySchemes(
                                SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.OAUTH2)
                                        .flows(new OAuthFlows()
                                                .clientCredentials(
                                                        new OAuthFlow().tokenUrl(issuer.issuer() + "/oauth2/token"))
                                                .authorizationCode(new OAuthFlow()
                                                        .authorizationUrl(issuer.issuer() + "/oauth2/authorize")
                                                        .tokenUrl(issuer.issuer() + "/oauth2/token")))));
    }

    @Bean
    GlobalOpenApiCustomizer everyOperation() {
        return contract -> {
            Set<String> scopes = new TreeSet<>();
            contract.getPaths().forEach((path, item) -> item.readOperationsMap()
                    .forEach((method, operation) -> complete(path, method, operation, scopes)));
            contract.setTags(null);
            contract.getComponents()
                    .setSchemas(new TreeMap<>(contract.getComponents().getSchemas()));
            name(contract, scopes);
        };
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation, Set<String> scopes) {
        operation.setTags(List.of(segment(path)));
        operation.setOperationId(operationId(path, method));
        if (isOpen(path)) {
            operation.setSecurity(List.of());
        } else {
            String scope = scope(path, method);
            scopes.add(scope);
            operation.setSecurity(List.of(new SecurityRequirement().addList(SCHEME, scope)));
        }
        asAnswered(path, method, operation);
        problems(path, method)
                .forEach(
                        (status, meaning) -> operation.getResponses().addApiResponse(status, problemResponse(meaning)));
    }

    /** What makes something new answers 201. */
    private static void asAnswered(String path, PathItem.HttpMethod method, Operation operation) {
        boolean makes = method == PathItem.HttpMethod.POST && path.matches("/v1/[a-z_]+") && !isOpen(path);
        ApiResponse plain = operation.getResponses().get("200");
        if (makes && plain != null && operation.getResponses().get("201") == null) {
            operation.getResponses().remove("200");
            operation.getResponses().addApiResponse("201", plain.description("Created"));
        }
    }

    private static Map<String, String> problems(String path, PathItem.HttpMethod method) {
        var all = new TreeMap<>(ALWAYS);
        if (path.contains("{")) {
            all.put("404", "Nothing here under this id");
        }
        if (method != PathItem.HttpMethod.GET) {
            all.putAll(OF_WRITES);
        }
        if (method == PathItem.HttpMethod.PATCH || path.endsWith("/issue") || path.endsWith("/void")) {
            all.putAll(OF_VERSIONS);
        }
        if (isOpen(path)) {
            all.remove("401");
            all.remove("403");
        }
        return all;
    }

    private static ApiResponse problemResponse(String meaning) {
        return new ApiResponse()
                .description(meaning)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new JsonSchema().$ref("#/components/schemas/" + PROBLEM))));
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

    private static boolean isOpen(String path) {
        return path.equals("/v1/stripe/webhooks");
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
        properties.put("status", json("integer").description("The HTTP status"));
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
