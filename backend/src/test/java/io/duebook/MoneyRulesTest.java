package io.duebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/money-rules.md} says would fail is there to fail. */
class MoneyRulesTest {

    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern CONSTRAINT = Pattern.compile("`([a-z]+(?:_[a-z]+)+)`");
    private static final Pattern RULE = Pattern.compile("(?m)^\\| (\\d+)\\. ");
    private static final Pattern NOT_BUILT = Pattern.compile("\\((\\d+)\\)");

    @Test
    void everyTestNamedIsThere() throws IOException {
        Map<String, String> tests = sources();

        List<String> missing = NAMED.matcher(page())
                .results()
                .filter(named -> !tests.getOrDefault(named.group(1), "").contains("void " + named.group(2) + "("))
                .map(named -> named.group(1) + "." + named.group(2))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void everyConstraintNamedIsThere() throws IOException {
        String schema;
        try (Stream<Path> migrations = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            schema = migrations.map(MoneyRulesTest::read).collect(Collectors.joining());
        }

        assertThat(CONSTRAINT
                        .matcher(page().lines()
                                .filter(line -> line.startsWith("| "))
                                .collect(Collectors.joining("\n")))
                        .results()
                        .map(named -> named.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(schema).contains(name));
    }

    @Test
    void everyRuleHasItsTestsOrIsSaidNotToBeBuilt() throws IOException {
        List<Integer> told = Stream.concat(
                        RULE.matcher(page()).results(),
                        page().lines()
                                .filter(line -> line.startsWith("Not built yet"))
                                .flatMap(line -> NOT_BUILT.matcher(line).results()))
                .map(rule -> Integer.valueOf(rule.group(1)))
                .distinct()
                .sorted()
                .toList();

        assertThat(told).isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "money-rules.md"));
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> all = Files.walk(TESTS)) {
            return all.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), MoneyRulesTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
