package io.duebook.sandbox.supervise;

import io.duebook.sandbox.demo.DemoTenant;
import io.duebook.sandbox.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sandbox.json}: where everything is and how to sign in, for programs. */
final class SandboxFile {

    static final String OPERATOR = "duebook-operator";

    private final Options options;
    private final DataFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final PostgresServer postgres;
    private final Databases databases;
    private final Crew crew;
    private final List<DemoTenant> tenants;

    SandboxFile(
            Options options,
            DataFolder folder,
            Ports ports,
            Secrets secrets,
            PostgresServer postgres,
            Databases databases,
            Crew crew,
            List<DemoTenant> tenants) {
        this.options = options;
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.postgres = postgres;
        this.databases = databases;
        this.crew = crew;
        this.tenants = tenants;
    }

    synchronized void write() {
        DataFolder.writePrivately(folder.sandboxFile(), Json.pretty(content()) + "\n");
    }

    private ObjectNode content() {
        ObjectNode content = Json.object().put("api_url", Ports.url(ports.backend(0)));
        ArrayNode all = content.putArray("api_urls");
        for (int number = 0; number < options.backends(); number++) {
            all.add(Ports.url(ports.backend(number)));
        }
        content.put("portal_url", Ports.url(ports.portal()))
                .put("issuer", Ports.url(ports.identity()))
                .put("mailbox_url", Ports.url(ports.mailbox()))
                .put("stripe_url", stripeUrl());
        ObjectNode database = content.putObject("database").put("url", postgres.jdbcUrl(Databases.BOOKS));
        database.set("owner", role(Databases.OWNER));
        database.set("application", role(Databases.APPLICATION));
        content.putObject("operator")
                .put("client_id", OPERATOR)
                .put("client_secret", secrets.password("client_operator"));
        ArrayNode list = content.putArray("tenants");
        tenants.forEach(tenant -> list.add(tenant.forSandboxFile()));
        content.set("pids", pids());
        return content;
    }

    private String stripeUrl() {
        Options.@Nullable OtherStripe other = options.stripe();
        if (other == null) {
            return Ports.url(ports.stripe());
        }
        return other.url().isEmpty() ? "https://api.stripe.com" : other.url();
    }

    private ObjectNode role(String role) {
        return Json.object().put("user", role).put("password", databases.password(role));
    }

    private ObjectNode pids() {
        ObjectNode pids =
                Json.object().put("supervisor", ProcessHandle.current().pid());
        for (String name : List.of("postgres", "identity", "backend", "portal", "stripe", "mailbox")) {
            crew.pid(name).ifPresentOrElse(pid -> pids.put(name, pid), () -> pids.putNull(name));
        }
        ArrayNode backends = pids.putArray("backends");
        for (int number = 0; number < options.backends(); number++) {
            crew.pid(PartList.backendName(number)).ifPresent(backends::add);
        }
        return pids;
    }
}
