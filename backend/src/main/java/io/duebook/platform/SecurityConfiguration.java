package io.duebook.platform;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who may call what: one scope per resource and verb, read off the path, so that no list can fall behind. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties(IssuerSettings.class)
class SecurityConfiguration {

    private static final String AUDIENCE = "duebook-api";
    private static final List<String> OPEN =
            List.of("/v1/openapi.json", "/v1/stripe/webhooks", "/v1/verifications/*", "/actuator/health/**");

    @Bean
    SecurityWebFilterChain security(
            ServerHttpSecurity http, ProblemWriter problems, ObjectProvider<Scopes> scopes, Environment environment) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers(open(environment))
                        .permitAll()
                        .pathMatchers("/v1/tenants/**", "/v1/sandbox/**")
                        .hasAuthority("SCOPE_tenants:write")
                        .pathMatchers("/v1/**")
                        .access((authentication, context) -> authentication.map(who -> mayCall(who, context)))
                        .anyExchange()
                        .denyAll())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {})
                        .authenticationEntryPoint((exchange, refused) -> unauthorized(exchange, problems))
                        .accessDeniedHandler((exchange, refused) -> forbidden(exchange, problems, scopes.getObject())))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (exchange, refused) -> unauthorized(exchange, problems))
                        .accessDeniedHandler((exchange, refused) -> forbidden(exchange, problems, scopes.getObject())))
                .build();
    }

    /** Figures are for the operator's network: without a port of their own, they are shown to nobody. */
    static String[] open(Environment environment) {
        return Stream.concat(
                        OPEN.stream(),
                        ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
                                ? Stream.of("/actuator/prometheus")
                                : Stream.empty())
                .toArray(String[]::new);
    }

    /** Keys are fetched when first needed: the backend starts while the issuer is down. */
    @Bean
    ReactiveJwtDecoder tokens(IssuerSettings issuer) {
        var decoder = NimbusReactiveJwtDecoder.withJwkSetUri(issuer.keysUrl())
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(Duration.ofSeconds(5)),
                new JwtIssuerValidator(issuer.issuer()),
                new JwtClaimValidator<List<String>>(
                        "aud", audience -> audience != null && audience.contains(AUDIENCE))));
        return decoder;
    }

    /** {@code GET /v1/invoices/…} wants {@code invoices:read}, every other method {@code invoices:write}. */
    static String scopeFor(ServerWebExchange exchange) {
        String[] segments = exchange.getRequest().getPath().value().split("/");
        String resource = segments.length > 2 ? segments[2] : "";
        boolean reads = exchange.getRequest().getMethod() == HttpMethod.GET
                || exchange.getRequest().getMethod() == HttpMethod.HEAD;
        return resource + (reads ? ":read" : ":write");
    }

    private static AuthorizationResult mayCall(Authentication who, AuthorizationContext context) {
        String wanted = "SCOPE_" + scopeFor(context.getExchange());
        boolean granted = who.getAuthorities().stream().anyMatch(authority -> wanted.equals(authority.getAuthority()));
        return new AuthorizationDecision(granted);
    }

    private static Mono<Void> unauthorized(ServerWebExchange exchange, ProblemWriter problems) {
        boolean sentToken = exchange.getRequest().getHeaders().getFirst("Authorization") != null;
        exchange.getResponse()
                .getHeaders()
                .set("WWW-Authenticate", sentToken ? "Bearer error=\"invalid_token\"" : "Bearer");
        return problems.write(
                exchange,
                HttpStatus.UNAUTHORIZED,
                sentToken ? "invalid_token" : "token_required",
                sentToken
                        ? "The access token is expired, revoked or not for this API; get a new one from the issuer."
                        : "Send an access token: Authorization: Bearer …");
    }

    /** What no scope opens is no lack of scopes: nothing is served there, and whoever asks has misspelt it. */
    private static Mono<Void> forbidden(ServerWebExchange exchange, ProblemWriter problems, Scopes scopes) {
        String path = exchange.getRequest().getPath().value();
        if (!scopes.isServed(path)) {
            return problems.write(
                    exchange,
                    HttpStatus.NOT_FOUND,
                    "not_found",
                    "No address begins like this one; GET /v1/openapi.json lists all there are.");
        }
        String scope = path.matches("/v1/(tenants|sandbox)(/.*)?") ? "tenants:write" : scopeFor(exchange);
        exchange.getResponse()
                .getHeaders()
                .set("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
        return problems.write(
                exchange, HttpStatus.FORBIDDEN, "insufficient_scope", "The token lacks the scope " + scope + ".");
    }
}
