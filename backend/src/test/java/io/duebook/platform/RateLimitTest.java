package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.TenantId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RateLimitTest {

    private final RateLimit limit = new RateLimit(new RateLimitSettings(1, 3));
    private final TenantId tenant = new TenantId(Ids.next());

    @Test
    void endsAClientsBurstAndNobodyElses() {
        for (int at = 0; at < 3; at++) {
            StepVerifier.create(call("greedy")).verifyComplete();
        }

        StepVerifier.create(call("greedy"))
                .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(RateLimit.QuotaUsedUp.class))
                .verify();
        StepVerifier.create(call("modest")).verifyComplete();
    }

    @Test
    void letsThroughWhatHasNoTenant() {
        for (int at = 0; at < 10; at++) {
            StepVerifier.create(limit.filter(exchange(), ended -> Mono.empty())).verifyComplete();
        }
    }

    private Mono<Void> call(String client) {
        var caller = new Caller(tenant, null, client, client, null, List.of(), Set.of(), "test");
        return limit.filter(exchange(), ended -> Mono.empty()).contextWrite(caller::into);
    }

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/v1/customers"));
    }
}
