package io.duebook.sandbox.supervise;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How each part is started and what it is told. */
final class PartList {

    private static final String SENDER = "no-reply@duebook.localhost";

    private final Options options;
    private final DataFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Databases databases;
    private final Programs programs;
    private final Programs.Program backend;
    private final Programs.Program sandbox;

    PartList(Options options, DataFolder folder, Ports ports, Secrets secrets, Databases databases, Programs programs) {
        this.options = options;
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.databases = databases;
        this.programs = programs;
        this.backend = programs.layOut("backend", "backend");
        this.sandbox = programs.copy("infra/sandbox", "sandbox");
    }

    List<String> migration() {
        return programs.command(backend, 256, List.of(), "migrate");
    }

    Map<String, String> migrationSettings() {
        Map<String, String> settings = books();
        settings.put("DUEBOOK_DATABASE_OWNER_USER", Databases.OWNER);
        settings.put("DUEBOOK_DATABASE_OWNER_PASSWORD", databases.password(Databases.OWNER));
        return settings;
    }

    static String backendName(int number) {
        return number == 0 ? "backend" : "backend-" + (number + 1);
    }

    Part backend(int number) {
        Map<String, String> settings = server(ports.backend(number));
        settings.putAll(books());
        settings.putAll(mail());
        settings.put("DUEBOOK_DATABASE_APPLICATION_USER", Databases.APPLICATION);
        settings.put("DUEBOOK_DATABASE_APPLICATION_PASSWORD", databases.password(Databases.APPLICATION));
        settings.put("DUEBOOK_DATABASE_DIRECTORY_USER", Databases.DIRECTORY);
        settings.put("DUEBOOK_DATABASE_DIRECTORY_PASSWORD", databases.password(Databases.DIRECTORY));
        settings.put("DUEBOOK_IDENTITY_URL", Ports.url(ports.identity()));
        settings.put("DUEBOOK_IDENTITY_CLIENT_ID", "duebook-backend");
        settings.put("DUEBOOK_IDENTITY_CLIENT_SECRET", secrets.password("client_backend"));
        settings.put("DUEBOOK_PORTAL_URL", Ports.url(ports.portal()));
        settings.put("DUEBOOK_ENCRYPTION_KEY", secrets.encryptionKey());
        settings.put("DUEBOOK_AUDIT_CHECKPOINTS", folder.checkpoints().toString());
        settings.putAll(stripeSettings());
        Instant begin = options.clock();
        if (begin != null) {
            settings.put("DUEBOOK_CLOCK_START", begin.toString());
        }
        return part(
                backendName(number),
                number == 0 ? "Backend" : "Backend " + (number + 1),
                programs.command(
                        backend,
                        640,
                        // stripe-java's HTTP client would repeat a POST by itself when a connection breaks.
                        List.of("-Dsun.net.http.retryPost=false")),
                settings,
                ports.backend(number));
    }

    Part identity() {
        Programs.Program program = programs.layOut("infra/identity", "identity");
        Map<String, String> settings = server(ports.identity());
        settings.putAll(mail());
        settings.put("DUEBOOK_IDENTITY_DATABASE_URL", databases.jdbcUrl(Databases.IDENTITY));
        settings.put("DUEBOOK_IDENTITY_DATABASE_USER", Databases.IDENTITY_ROLE);
        settings.put("DUEBOOK_IDENTITY_DATABASE_PASSWORD", databases.password(Databases.IDENTITY_ROLE));
        settings.put("DUEBOOK_BACKEND_CLIENT_ID", "duebook-backend");
        settings.put("DUEBOOK_BACKEND_CLIENT_SECRET", secrets.password("client_backend"));
        settings.put("DUEBOOK_OPERATOR_CLIENT_ID", SandboxFile.OPERATOR);
        settings.put("DUEBOOK_OPERATOR_CLIENT_SECRET", secrets.password("client_operator"));
        settings.put("DUEBOOK_PORTAL_CLIENT_ID", "duebook-portal");
        settings.put("DUEBOOK_PORTAL_CLIENT_SECRET", secrets.password("client_portal"));
        settings.put("DUEBOOK_PORTAL_URL", Ports.url(ports.portal()));
        settings.put("DUEBOOK_ENCRYPTION_KEY", secrets.encryptionKey());
        return part("identity", "Identity", programs.command(program, 320, List.of()), settings, ports.identity());
    }

    Part portal() {
        Programs.Program program = programs.layOut("portal", "portal");
        Map<String, String> settings = server(ports.portal());
        settings.put("DUEBOOK_IDENTITY_URL", Ports.url(ports.identity()));
        settings.put("DUEBOOK_API_URL", Ports.url(ports.backend(0)));
        settings.put("DUEBOOK_PORTAL_URL", Ports.url(ports.portal()));
        settings.put("DUEBOOK_PORTAL_CLIENT_ID", "duebook-portal");
        settings.put("DUEBOOK_PORTAL_CLIENT_SECRET", secrets.password("client_portal"));
        return part("portal", "Portal", programs.command(program, 512, List.of()), settings, ports.portal());
    }

    Part stripe() {
        Map<String, String> settings = server(ports.stripe());
        settings.putAll(stripeSettings());
        settings.put("DUEBOOK_STRIPE_WEBHOOK_URL", Ports.url(ports.backend(0)) + "/v1/stripe/webhooks");
        settings.put("DUEBOOK_SANDBOX_DATA", folder.stripe().toString());
        return part(
                "stripe",
                "Stripe double",
                programs.command(sandbox, 256, List.of("-XX:TieredStopAtLevel=1"), "stripe"),
                settings,
                ports.stripe());
    }

    Part mailbox() {
        Map<String, String> settings = server(ports.mailbox());
        settings.putAll(mail());
        settings.put("DUEBOOK_SANDBOX_DATA", folder.mail().toString());
        return part(
                "mailbox",
                "Mailbox",
                programs.command(sandbox, 192, List.of("-XX:TieredStopAtLevel=1"), "mailbox"),
                settings,
                ports.mailbox());
    }

    private Part part(String name, String title, List<String> command, Map<String, String> settings, int port) {
        return new Part(name, title, command, settings, folder.logs().resolve(name + ".log"), Part.http(port), "TERM");
    }

    private Map<String, String> server(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SERVER_ADDRESS", Ports.ADDRESS);
        settings.put("SERVER_PORT", String.valueOf(port));
        settings.put("SPRING_PROFILES_ACTIVE", "sandbox");
        settings.put("DUEBOOK_ISSUER", Ports.url(ports.identity()));
        return settings;
    }

    private Map<String, String> books() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("DUEBOOK_DATABASE_HOST", Ports.ADDRESS);
        settings.put("DUEBOOK_DATABASE_PORT", String.valueOf(ports.postgres()));
        settings.put("DUEBOOK_DATABASE_NAME", Databases.BOOKS);
        return settings;
    }

    private Map<String, String> mail() {
        return Map.of(
                "DUEBOOK_MAIL_HOST",
                Ports.ADDRESS,
                "DUEBOOK_MAIL_PORT",
                String.valueOf(ports.smtp()),
                "DUEBOOK_MAIL_FROM",
                SENDER);
    }

    private Map<String, String> stripeSettings() {
        Options.@Nullable OtherStripe other = options.stripe();
        return other != null
                ? Map.of(
                        "DUEBOOK_STRIPE_URL", other.url(),
                        "DUEBOOK_STRIPE_KEY", other.key(),
                        "DUEBOOK_STRIPE_WEBHOOK_SECRET", other.webhookSecret(),
                        "DUEBOOK_STRIPE_CONNECT_WEBHOOK_SECRET", other.webhookSecret())
                : Map.of(
                        "DUEBOOK_STRIPE_URL", Ports.url(ports.stripe()),
                        "DUEBOOK_STRIPE_KEY", secrets.stripeKey(),
                        "DUEBOOK_STRIPE_WEBHOOK_SECRET", secrets.stripeWebhookSecret("stripe_webhook"),
                        "DUEBOOK_STRIPE_CONNECT_WEBHOOK_SECRET", secrets.stripeWebhookSecret("stripe_connect"));
    }
}
