package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.shared.TenantId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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

        // A token comes back every second: on a machine that stands still the burst may be one longer.
        assertThatThrownBy(() ->
                        IntStream.range(0, 100).forEach(at -> call("greedy").block()))
                .isInstanceOf(RateLimit.QuotaUsedUp.class);
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
