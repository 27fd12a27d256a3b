package io.duebook.sandbox.demo;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the demo is to be made.
 *
 * @param stripeUrl the Stripe double; {@code null} when payments go to a Stripe account outside
 * @param identity the client that may administer identity
 * @param password what everybody of the demo signs in with
 * @param now the business clock's moment
 * @param file remembers the tenants
 */
public record DemoSettings(
        String apiUrl,
        String issuer,
        @Nullable String stripeUrl,
        Client operator,
        Client identity,
        String password,
        Instant now,
        Path file) {

    /** An OAuth 2 client. */
    public record Client(String id, String secret) {}
}
