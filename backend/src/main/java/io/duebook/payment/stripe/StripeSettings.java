package io.duebook.payment.stripe;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this installation reaches Stripe. Without a key it takes no online payments, and starts all the same.
 *
 * @param url base of the API, without a slash at its end; empty: Stripe itself
 * @param key the platform's secret key
 * @param webhookSecret of the endpoint for the platform's own events
 * @param connectWebhookSecret of the endpoint for connected accounts' events
 */
@ConfigurationProperties("duebook.stripe")
record StripeSettings(
        @Nullable String url,
        @Nullable String key,
        @Nullable String webhookSecret,
        @Nullable String connectWebhookSecret) {

    List<String> webhookSecrets() {
        return Stream.of(webhookSecret, connectWebhookSecret)
                .filter(secret -> secret != null && !secret.isBlank())
                .map(String::valueOf)
                .toList();
    }

    @Override
    public String toString() {
        return "StripeSettings[url=" + url + "]";
    }
}
