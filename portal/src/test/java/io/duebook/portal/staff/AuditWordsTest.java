package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AuditWordsTest {

    private static final Pattern PASS = Pattern.compile("new Pass\\(\\s*\"([a-z_]+)\"");

    /** Of a question that is added tomorrow it is said that it is about documents, unless somebody says better. */
    @Test
    void saysOfEachQuestionWhichPartOfTheBooksItIsAbout() throws IOException {
        assertThat(AuditWords.part("entry_movements")).isEqualTo("journal");
        assertThat(AuditWords.part("item")).isEqualTo("balances");
        assertThat(AuditWords.part("frozen_statement")).isEqualTo("statements");
        assertThat(AuditWords.part("contest")).isEqualTo("disputes");
        assertThat(AuditWords.part("told_invoice")).isEqualTo("events");
        assertThat(AuditWords.part("invoice")).isEqualTo("documents");

        var known = new TreeSet<String>();
        try (var sources = Files.list(Path.of("..", "backend", "src", "main", "java", "io", "duebook", "audit"))) {
            for (Path source : sources.toList()) {
                PASS.matcher(Files.readString(source)).results().forEach(found -> known.add(found.group(1)));
            }
        }
        assertThat(known).contains("entry", "chain", "period");
        assertThat(known.stream().filter(pass -> AuditWords.part(pass).equals("documents")))
                .containsExactlyInAnyOrder(
                        "attachment",
                        "bill",
                        "charge",
                        "checkout",
                        "credit_note",
                        "deposit",
                        "import",
                        "invoice",
                        "netting",
                        "payment",
                        "payment_reversal",
                        "recurring_invoice",
                        "refund",
                        "settlement_offer",
                        "transfer",
                        "unidentified_receipt");
    }
}
