package io.duebook.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the contract says in sentences: each feature's {@code contract.yaml} next to its code. A name means the same
 * everywhere, so most are explained once; an operation or schema may say more of its own.
 */
final class ContractWords {

    private final Map<String, Object> all = new LinkedHashMap<>();

    private ContractWords() {}

    static ContractWords read() {
        var words = new ContractWords();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:io/duebook/**/contract.yaml")) {
                try (InputStream text = file.getInputStream()) {
                    Map<String, Object> feature = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
                    join(words.all, feature, "");
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return words;
    }

    @SuppressWarnings("unchecked")
    private static void join(Map<String, Object> into, Map<String, Object> more, String at) {
        more.forEach((name, value) -> {
            Object before = into.get(name);
            if (before instanceof Map<?, ?> known && value instanceof Map<?, ?> added) {
                join((Map<String, Object>) known, (Map<String, Object>) added, at + "/" + name);
            } else if (before != null) {
                throw new IllegalStateException("said twice in the contract: " + at + "/" + name);
            } else {
                into.put(name, value);
            }
        });
    }

    Map<?, ?> section(String... path) {
        return find(path).map(found -> (Map<?, ?>) found).orElse(Map.of());
    }

    Optional<String> text(String... path) {
        return find(path)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .map(String::strip);
    }

    Optional<Object> find(String... path) {
        Object found = all;
        for (String step : path) {
            found = found instanceof Map<?, ?> section ? section.get(step) : null;
        }
        return Optional.ofNullable(found);
    }
}
