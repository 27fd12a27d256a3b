package io.duebook.tenant;

import io.duebook.platform.Caller;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TenantId;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Identity's administration: who may sign in and which programs get tokens. Every call says how things shall be, so
 * that it may be repeated. Never called inside a transaction: what was committed is told afterwards, and told again by
 * a job if need be.
 */
@Component
@EnableConfigurationProperties(IdentitySettings.class)
public class Identity {

    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(4);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final WebClient http;
    private final IdentityTokens tokens;
    private final JsonMapper json;

    Identity(IdentitySettings settings, @Value("${duebook.issuer}") String issuer, JsonMapper json) {
        this.json = json;
        this.http = WebClient.builder()
                .baseUrl(settings.url() == null ? issuer : settings.url())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) LONGEST_CONNECT.toMillis())
                        .responseTimeout(LONGEST_ANSWER)))
                .build();
        this.tokens = new IdentityTokens(http, settings.client(), json);
    }

    Mono<Void> putTenant(TenantId tenant, String slug, String name, String locale) {
        return put("/admin/tenants/" + tenant, new TenantBody(slug, name, locale))
                .then();
    }

    Mono<Void> putClient(TenantId tenant, String client, String name, String secret, Collection<String> scopes) {
        return put(
                        "/admin/tenants/%s/clients/%s".formatted(tenant, client),
                        new ClientBody(name, secret, List.copyOf(scopes)))
                .then();
    }

    Mono<Void> revokeClient(TenantId tenant, String client) {
        return delete("/admin/tenants/%s/clients/%s".formatted(tenant, client));
    }

    /**
     * Makes the caller's tenant's membership at identity what is stored here, and ends only when what it told is still
     * what is stored: of two that run at once, the later sees the newer state, so that a revocation never loses.
     */
    public Mono<MembershipState> follow(Mono<Membership> stored) {
        return stored.flatMap(told -> tell(told)
                .flatMap(state -> stored.flatMap(present -> present.equals(told) ? Mono.just(state) : follow(stored))));
    }

    private Mono<MembershipState> tell(Membership membership) {
        return Caller.current()
                .map(caller -> path(caller.tenant(), membership.id()))
                .flatMap(path -> membership.isRevoked()
                        ? delete(path).thenReturn(MembershipState.REVOKED)
                        : put(path, MembershipBody.of(membership))
                                .map(Identity::state)
                                .onErrorResume(
                                        conflict("membership_revoked"), over -> Mono.just(MembershipState.REVOKED))
                                .onErrorMap(WebClientResponseException.Conflict.class, this::refused));
    }

    private Throwable refused(WebClientResponseException.Conflict conflict) {
        return MembershipRefused.of(code(conflict))
                .<Throwable>map(refused -> refused)
                .orElse(conflict);
    }

    /** Mails the invitation once more; nothing happens where it was accepted or revoked meanwhile. */
    public Mono<Void> inviteAgain(PublicId membership) {
        return Caller.current()
                .flatMap(caller -> send(HttpMethod.POST, path(caller.tenant(), membership) + "/invitation", null))
                .onErrorResume(conflict("membership_active").or(conflict("membership_revoked")), ended -> Mono.empty())
                .then();
    }

    /** How the membership stands there; empty where identity does not say so at once. */
    public Mono<MembershipState> look(PublicId membership) {
        return Caller.current()
                .flatMap(caller -> send(HttpMethod.GET, path(caller.tenant(), membership), null))
                .map(Identity::state)
                .timeout(LONGEST_LOOK)
                .onErrorResume(unanswered -> Mono.empty());
    }

    /**
     * Tells identity at once, so that an invited person can sign in right away; what fails here, the job repeats.
     *
     * @throws MembershipRefused (409) where repeating would not help
     */
    public Mono<Void> soon(Mono<?> telling) {
        return telling.then().timeout(LONGEST_ANSWER).onErrorResume(error -> {
            if (error instanceof MembershipRefused) {
                return Mono.error(error);
            }
            LOG.atWarn().setCause(error).log("identity does not answer; a job will tell it");
            return Mono.empty();
        });
    }

    /** For a job: what identity refuses for good is told to whoever reads the log, and not tried again. */
    public Mono<Void> unlessRefused(Mono<?> telling) {
        return telling.then().onErrorResume(MembershipRefused.class, refused -> {
            LOG.atError().setCause(refused).log("identity refuses a membership for good");
            return Mono.empty();
        });
    }

    private static String path(TenantId tenant, PublicId membership) {
        return "/admin/tenants/%s/memberships/%s".formatted(tenant, membership.text());
    }

    private static MembershipState state(JsonNode answer) {
        return MembershipState.of(answer.path("state").asString(""));
    }

    private Mono<JsonNode> put(String path, Object body) {
        return send(HttpMethod.PUT, path, body);
    }

    /** What is not there is as good as revoked. */
    private Mono<Void> delete(String path) {
        return send(HttpMethod.DELETE, path, null)
                .onErrorResume(WebClientResponseException.NotFound.class, gone -> Mono.empty())
                .then();
    }

    private Mono<JsonNode> send(HttpMethod method, String path, @Nullable Object body) {
        return tokens.get()
                .flatMap(token -> sendWith(token, method, path, body))
                .retryWhen(Retry.backoff(2, Duration.ofMillis(100)).filter(Identity::mayPass))
                .onErrorMap(reactor.core.Exceptions::isRetryExhausted, tired -> Optional.ofNullable(tired.getCause())
                        .orElse(tired));
    }

    private Mono<JsonNode> sendWith(String token, HttpMethod method, String path, @Nullable Object body) {
        WebClient.RequestBodySpec request =
                http.method(method).uri(path).headers(headers -> headers.setBearerAuth(token));
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(json.writeValueAsString(body));
        }
        return request.retrieve()
                .bodyToMono(String.class)
                .defaultIfEmpty("{}")
                .map(json::readTree)
                .doOnError(WebClientResponseException.Unauthorized.class, expired -> tokens.refused(token));
    }

    private static boolean mayPass(Throwable error) {
        return error instanceof WebClientResponseException answer
                ? answer.getStatusCode().is5xxServerError() || answer.getStatusCode() == HttpStatus.UNAUTHORIZED
                : error instanceof WebClientException;
    }

    private Predicate<Throwable> conflict(String code) {
        return error -> error instanceof WebClientResponseException.Conflict conflict
                && code(conflict).equals(code);
    }

    /** Identity's word for what is wrong; empty where the answer is none of its own. */
    private String code(WebClientResponseException answer) {
        try {
            return json.readTree(answer.getResponseBodyAsString()).path("code").asString("");
        } catch (JacksonException noProblem) {
            return "";
        }
    }

    private record TenantBody(String slug, String name, String locale) {}

    private record ClientBody(String name, String secret, List<String> scopes) {}

    private record MembershipBody(
            String email,
            @Nullable String name,
            String kind,
            List<String> roles,
            @Nullable CustomerId customerId,
            @Nullable String customerName,
            String language) {

        static MembershipBody of(Membership membership) {
            return new MembershipBody(
                    membership.email(),
                    membership.name(),
                    membership.kind(),
                    membership.roles(),
                    membership.customer(),
                    membership.customerName(),
                    membership.language());
        }
    }
}
