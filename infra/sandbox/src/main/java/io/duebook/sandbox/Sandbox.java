package io.duebook.sandbox;

import io.duebook.sandbox.mailbox.Mailbox;
import io.duebook.sandbox.stripe.StripeDouble;
import io.duebook.sandbox.stripe.StripeSettings;
import io.duebook.sandbox.supervise.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the part that the first argument names. */
public final class Sandbox {

    private Sandbox() {}

    public static void main(String[] arguments) throws Exception {
        String part = arguments.length == 0 ? "" : arguments[0];
        switch (part) {
            case "supervise" -> Supervisor.run(List.of(arguments).subList(1, arguments.length));
            case "stripe" -> stripe(System.getenv());
            case "mailbox" -> mailbox(System.getenv());
            default -> {
                System.err.println("Usage: duebook-sandbox supervise|stripe|mailbox");
                System.exit(64);
            }
        }
    }

    private static void stripe(Map<String, String> settings) throws IOException, InterruptedException {
        StripeDouble started = StripeDouble.start(
                new StripeSettings(
                        settings.getOrDefault("SERVER_ADDRESS", "127.0.0.1"),
                        Integer.parseInt(settings.getOrDefault("SERVER_PORT", "8003")),
                        settings.get("DUEBOOK_STRIPE_PUBLIC_URL"),
                        settings.getOrDefault("DUEBOOK_STRIPE_KEY", "sk_test_duebook_sandbox"),
                        Optional.ofNullable(settings.get("DUEBOOK_STRIPE_WEBHOOK_URL"))
                                .map(URI::create)
                                .orElse(null),
                        settings.getOrDefault("DUEBOOK_STRIPE_WEBHOOK_SECRET", "whsec_sandbox_platform"),
                        settings.getOrDefault("DUEBOOK_STRIPE_CONNECT_WEBHOOK_SECRET", "whsec_sandbox_connect"),
                        Path.of(settings.getOrDefault("DUEBOOK_SANDBOX_DATA", "."))),
                Clock.systemUTC());
        System.out.println("Stripe double on port " + started.port());
        Thread.currentThread().join();
    }

    private static void mailbox(Map<String, String> settings) throws IOException, InterruptedException {
        Mailbox started = Mailbox.start(
                settings.getOrDefault("SERVER_ADDRESS", "127.0.0.1"),
                Integer.parseInt(settings.getOrDefault("DUEBOOK_MAIL_PORT", "8005")),
                Integer.parseInt(settings.getOrDefault("SERVER_PORT", "8004")),
                Path.of(settings.getOrDefault("DUEBOOK_SANDBOX_DATA", ".")),
                Clock.systemUTC());
        System.out.println("Mailbox on ports " + started.smtpPort() + " (SMTP) and " + started.webPort());
        Thread.currentThread().join();
    }
}
