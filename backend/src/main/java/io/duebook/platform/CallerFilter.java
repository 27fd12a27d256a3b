package io.duebook.platform;

import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Takes tenant and customer from the verified access token and from nowhere else. Runs behind Spring Security. */
@Component
@Order(0)
class CallerFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .ofType(JwtAuthenticationToken.class)
                .flatMap(token -> Mono.justOrEmpty(caller(token, exchange)))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(caller -> chain.filter(exchange)
                        .contextWrite(context ->
                                caller.map(found -> found.into(context)).orElse(context)));
    }

    private static Optional<Caller> caller(JwtAuthenticationToken authentication, ServerWebExchange exchange) {
        Jwt token = authentication.getToken();
        return uuid(TenantId.PREFIX, token.getClaimAsString("tenant_id")).map(tenant -> {
            Request request = (Request) exchange.getRequiredAttribute(RequestFilter.ATTRIBUTE);
            List<String> roles =
                    Optional.ofNullable(token.getClaimAsStringList("roles")).orElse(List.of());
            String actor = Objects.requireNonNull(token.getSubject(), "a token without a subject");
            String client = Stream.of("client_id", "azp")
                    .map(token::getClaimAsString)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(actor);
            return new Caller(
                    new TenantId(tenant),
                    customer(token),
                    actor,
                    client,
                    token.getClaimAsString("membership_id"),
                    roles,
                    scopes(authentication),
                    request.id());
        });
    }

    /** A contact's token without a readable customer must not become a token for all customers. */
    private static @Nullable CustomerId customer(Jwt token) {
        if (token.getClaimAsString("customer_id") == null) {
            return null;
        }
        return uuid(CustomerId.PREFIX, token.getClaimAsString("customer_id"))
                .map(CustomerId::new)
                .orElseThrow(() -> new IllegalStateException("a token with an unreadable customer_id"));
    }

    private static Set<String> scopes(JwtAuthenticationToken authentication) {
        return authentication.getAuthorities().stream()
                .map(granted -> String.valueOf(granted.getAuthority()))
                .filter(authority -> authority.startsWith("SCOPE_"))
                .map(authority -> authority.substring("SCOPE_".length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tokens carry ids as the API shows them or as plain UUIDs. */
    private static Optional<UUID> uuid(String prefix, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.startsWith(prefix)) {
            return PublicId.parse(prefix, text);
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }
}
