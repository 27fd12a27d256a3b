package io.duebook.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A scope that nobody asks for at sign-in hides its screens and buttons from everybody. */
class ScopesTest {

    private static final Pattern SCOPE = Pattern.compile("\"([a-z_]+:(?:read|write))\"");

    @Test
    void asksForWhateverScreensLookFor() throws IOException {
        var looked = new TreeSet<String>();
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                SCOPE.matcher(Files.readString(source)).results().forEach(found -> looked.add(found.group(1)));
            }
        }
        assertThat(SecurityConfiguration.SCOPES).containsAll(looked);
    }
}
