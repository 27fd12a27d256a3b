package io.duebook.identity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Puts Duebook's own clients in place at each start, with the secrets the settings name. */
@Component
class OwnClients implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(OwnClients.class);

    private final Clients clients;
    private final Settings settings;
    private final Environment environment;

    OwnClients(Clients clients, Settings settings, Environment environment) {
        this.clients = clients;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        put(
                settings.backend().client(),
                "Duebook backend",
                Set.of("identity:write"),
                Clients.ADMINISTRATION_AUDIENCE,
                List.of());
        put(settings.operator().client(), "Operator", operatorScopes(), Clients.API_AUDIENCE, List.of());
        put(
                settings.portal().client(),
                "Duebook portal",
                portalScopes(),
                Clients.API_AUDIENCE,
                List.of(new Clients.Redirects(
                        settings.portal().callback(), settings.portal().start())));
    }

    private void put(
            Settings.Client client,
            String name,
            Set<String> scopes,
            String audience,
            List<Clients.Redirects> redirects) {
        String secret = client.secret();
        if (secret == null || secret.isBlank()) {
            LOG.warn("{} has no secret in the settings: client {} is left as it is", name, client.id());
        } else {
            clients.putOwn(new Clients.Own(client.id(), name, secret, scopes, audience, redirects));
        }
    }

    private Set<String> operatorScopes() {
        Set<String> scopes = new LinkedHashSet<>(Set.of("tenants:read", "tenants:write"));
        if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
            scopes.addAll(Set.of("sandbox:read", "sandbox:write"));
        }
        return scopes;
    }

    private Set<String> portalScopes() {
        Set<String> scopes = new LinkedHashSet<>(List.of("openid", "profile", "email"));
        for (String resource : settings.identity().resources()) {
            scopes.add(resource + ":read");
            scopes.add(resource + ":write");
        }
        return scopes;
    }
}
