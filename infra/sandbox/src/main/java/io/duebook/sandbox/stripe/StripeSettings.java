package io.duebook.sandbox.stripe;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one double runs.
 *
 * @param publicUrl where browsers reach it, without a slash at the end; {@code null}: its own address and port
 * @param key the secret key every call must carry
 * @param webhookUrl where events go; {@code null}: nowhere
 * @param webhookSecret signs events of the platform's own account
 * @param connectWebhookSecret signs events of connected accounts
 * @param data the folder that holds its journal
 */
public record StripeSettings(
        String address,
        int port,
        @Nullable String publicUrl,
        String key,
        @Nullable URI webhookUrl,
        String webhookSecret,
        String connectWebhookSecret,
        Path data) {}
