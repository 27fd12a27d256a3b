package io.duebook.platform;

import io.duebook.shared.TenantId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * A quota for each client, and each person behind one, so that no tenant's runaway program slows the others. Counted
 * in each server by itself: the quota guards the server, and a shared counter would cost a round trip.
 */
@Component
@Order(1)
@EnableConfigurationProperties(RateLimitSettings.class)
class RateLimit implements WebFilter {

    private final RateLimitSettings settings;
    private final Map<Client, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimit(RateLimitSettings settings) {
        this.settings = settings;
    }

    private record Client(TenantId tenant, String client, String actor) {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.deferContextual(context -> {
            context.<Caller>getOrEmpty(Caller.class).ifPresent(caller -> take(caller, exchange));
            return chain.filter(exchange);
        });
    }

    private void take(Caller caller, ServerWebExchange exchange) {
        Bucket bucket = buckets.computeIfAbsent(
                new Client(caller.tenant(), caller.client(), caller.actor()), client -> newBucket());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Limit", Integer.toString(settings.burst()));
        headers.set("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        headers.set("RateLimit-Reset", Long.toString(secondsUp(probe.getNanosToWaitForReset())));
        if (!probe.isConsumed()) {
            throw new QuotaUsedUp();
        }
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(settings.burst()).refillGreedy(settings.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    private static long secondsUp(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000_000L);
    }

    /** A full bucket says nothing that a new one would not. */
    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void forgetIdleClients() {
        buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= settings.burst());
    }

    /** More requests than the client's quota. A token comes back within a second, which Retry-After says. */
    static final class QuotaUsedUp extends Refusal {
        QuotaUsedUp() {
            super(
                    Kind.TOO_MANY_REQUESTS,
                    "rate_limited",
                    Map.of(),
                    "This client asked too much in a short time; wait as long as Retry-After says.");
        }
    }
}
