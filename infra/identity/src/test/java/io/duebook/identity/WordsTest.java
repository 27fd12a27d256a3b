package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Roles, passwords and words: rules that need no server. */
class WordsTest {

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        Properties english = words("/messages.properties");
        Properties chinese = words("/messages_zh.properties");

        assertThat(keys(chinese)).isEqualTo(keys(english));
        for (String key : keys(english)) {
            assertThat(placeholders(chinese.getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(english.getProperty(key)));
        }
    }

    @Test
    void everyRoleHasAName() throws IOException {
        for (Role role : Role.values()) {
            assertThat(keys(words("/messages.properties"))).contains("role." + role.apiName());
        }
    }

    @Test
    void rolesAllowWhatTheyAreFor() {
        assertThat(Role.ADMIN.allows("members:write")).isTrue();
        assertThat(Role.ACCOUNTANT.allows("invoices:write")).isTrue();
        assertThat(Role.ACCOUNTANT.allows("members:write")).isFalse();
        assertThat(Role.ACCOUNTANT.allows("clients:write")).isFalse();
        assertThat(Role.ACCOUNTANT.allows("policies:write")).isFalse();
        assertThat(Role.ACCOUNTANT.allows("policies:read")).isTrue();
        assertThat(Role.COLLECTOR.allows("contacts:write")).isTrue();
        assertThat(Role.COLLECTOR.allows("payments:write")).isFalse();
        assertThat(Role.CREDIT_MANAGER.allows("customers:write")).isTrue();
        assertThat(Role.CREDIT_MANAGER.allows("invoices:write")).isFalse();
        assertThat(Role.SALES.allows("invoices:read")).isTrue();
        assertThat(Role.SALES.allows("payments:read")).isFalse();
        assertThat(Role.AUDITOR.allows("audit:read")).isTrue();
        assertThat(Role.AUDITOR.allows("audit:write")).isFalse();
    }

    @Test
    void longPasswordsAreGoodUnlessTheyAreTheFirstGuess() {
        assertThat(PasswordRule.objection("a quiet harbour", "ann@example.org")).isEmpty();
        assertThat(PasswordRule.objection("春眠不觉晓处处闻啼鸟", "ann@example.org")).isEmpty();
        assertThat(PasswordRule.objection("short one", "ann@example.org")).hasValue("password.tooShort");
        assertThat(PasswordRule.objection("aaaaaaaaaaaa", "ann@example.org")).hasValue("password.guessable");
        assertThat(PasswordRule.objection("Password123456", "ann@example.org")).hasValue("password.guessable");
        assertThat(PasswordRule.objection("annabelle.lee1", "annabelle.lee@example.org"))
                .hasValue("password.guessable");
        assertThat(PasswordRule.objection("x".repeat(129), "ann@example.org")).hasValue("password.tooLong");
    }

    private static Set<String> placeholders(String words) {
        Set<String> found = new TreeSet<>();
        for (String number : Set.of("{0}", "{1}")) {
            if (words.contains(number)) {
                found.add(number);
            }
        }
        return found;
    }

    private static Set<String> keys(Properties words) {
        return new TreeSet<>(words.stringPropertyNames());
    }

    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(WordsTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }
}
