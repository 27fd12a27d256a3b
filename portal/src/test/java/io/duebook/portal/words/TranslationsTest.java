package io.duebook.portal.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every word exists in both languages, is used, and can be filled in. */
class TranslationsTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "vaadin-i18n");
    private static final Pattern ASKED = Pattern.compile("\"([a-z_]+(?:\\.[a-z0-9_]+)+)\"");
    /** Named parameters, filled by {@link ProblemWords} and not by the message format. */
    private static final Pattern NAMED = Pattern.compile("problem\\..*|field_error\\..*");

    @Test
    void hasTheSameKeysInBothLanguages() throws IOException {
        assertThat(words("zh_CN").stringPropertyNames()).isEqualTo(words("en").stringPropertyNames());
    }

    @Test
    void takesTheSameParametersInBothLanguages() throws IOException {
        Properties english = words("en");
        Properties chinese = words("zh_CN");
        for (String key : english.stringPropertyNames()) {
            assertThat(parameters(chinese.getProperty(key))).as(key).isEqualTo(parameters(english.getProperty(key)));
            if (!NAMED.matcher(key).matches()) {
                assertThat(new MessageFormat(chinese.getProperty(key))).isNotNull();
            }
            assertThat(english.getProperty(key))
                    .as(key + ": a straight quote hides parameters")
                    .doesNotContain("'");
        }
    }

    private static Set<String> parameters(String text) {
        return Pattern.compile("\\{(\\w+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void hasAWordForEveryKeyThatTheScreensAskFor() throws IOException {
        Set<String> known = words("en").stringPropertyNames();
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("api"))
                    .toList()) {
                String code = Files.readString(source);
                ASKED.matcher(code)
                        .results()
                        .filter(found -> isAskedFor(code, found.start()))
                        .forEach(found -> assertThat(known)
                                .as(source.getFileName().toString())
                                .contains(found.group(1)));
            }
        }
    }

    private static boolean isAskedFor(String code, int at) {
        return code.substring(Math.max(0, at - 80), at).matches("(?s).*(getTranslation\\(\\s*|\\? |: )$")
                && code.substring(Math.max(0, at - 200), at).contains("getTranslation(");
    }

    private static Properties words(String language) throws IOException {
        var words = new Properties();
        try (Reader file = Files.newBufferedReader(
                FOLDER.resolve("translations_" + language + ".properties"), StandardCharsets.UTF_8)) {
            words.load(file);
        }
        return words;
    }
}
