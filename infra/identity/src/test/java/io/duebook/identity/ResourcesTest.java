package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** A part of the API whose scopes nobody can be granted is there for nobody. */
class ResourcesTest {

    private static final Path CONTRACT = Path.of("..", "..", "docs", "openapi.json");
    private static final Pattern WANTED = Pattern.compile("\"oauth2\"\\s*:\\s*\\[\\s*\"([a-z_]+):(?:read|write)\"");

    /** Tenants are the operator's: no person and no tenant's program is granted them. */
    private static final Set<String> OF_THE_OPERATOR = Set.of("tenants");

    @Test
    void everyPartOfTheContractCanBeGranted() throws IOException {
        var wanted = new TreeSet<String>();
        WANTED.matcher(Files.readString(CONTRACT)).results().forEach(found -> wanted.add(found.group(1)));
        assertThat(wanted).contains("invoices", "transfers");
        wanted.removeAll(OF_THE_OPERATOR);
        assertThat(known()).containsAll(wanted);
    }

    private static Set<String> known() throws IOException {
        var sources = new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yml"));
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("duebook.identity.resources", Bindable.setOf(String.class))
                .get();
    }
}
