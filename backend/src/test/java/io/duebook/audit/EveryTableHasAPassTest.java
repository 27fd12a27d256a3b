package io.duebook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.TestBackend;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A table that nobody proves may say anything: a new one gets a pass, or a reason why there is nothing to prove. */
class EveryTableHasAPassTest {

    /** Tables without a figure of the books, and why. */
    private static final Map<String, String> NOTHING_TO_PROVE = Map.ofEntries(
            Map.entry("member", "people of the tenant; no figure"),
            Map.entry("api_client", "programs of the tenant; no figure"),
            Map.entry("contact", "people of customers; no figure"),
            Map.entry("number_series", "the next number; that none is given twice is a unique key of each document"),
            Map.entry("event_reader", "how far a part of this server has read"),
            Map.entry("checkout_key", "which attempt a key stands for; the attempt is proven"),
            Map.entry("dispute_told", "what a person was told of, and no figure"),
            Map.entry("import_row", "rows of a file that are not in the books yet; gone once they are"),
            Map.entry("import_error", "what was wrong with rows of a file"),
            Map.entry("import_turn", "a lock"),
            Map.entry("mail_suppression", "addresses that mail came back from; no figure"),
            Map.entry("approval", "what somebody asks to be allowed; nothing is booked before it is"),
            Map.entry("invoice_tax_document", "numbers of documents kept elsewhere; no amount"),
            Map.entry("attachment_usage", "a quota, counted anew by each change; no figure of the books"),
            Map.entry("event_seal", "the chain itself, counted anew event by event and not by a statement: ChainTest"),
            Map.entry(
                    "archive",
                    "copies of the books that were taken; each is proven by whoever reads it, with its own hash"),
            Map.entry("archive_piece", "the bytes of such a copy"),
            Map.entry("audit_state", "how far the auditor came"),
            Map.entry("audit_finding", "what the auditor found"),
            Map.entry("audit_resolution", "what the auditor found to be well again"));

    @Test
    void everyTableIsProvenOrHasNothingToProve() throws SQLException {
        assertThat(tables()).allSatisfy(table -> assertThat(isProven(table) || NOTHING_TO_PROVE.containsKey(table))
                .as("the table %s is named by no pass: add one, or say why there is nothing to prove", table)
                .isTrue());
    }

    @Test
    void whatHasNothingToProveExistsAndIsNotProven() throws SQLException {
        assertThat(tables()).containsAll(NOTHING_TO_PROVE.keySet());
        assertThat(NOTHING_TO_PROVE.keySet()).noneMatch(EveryTableHasAPassTest::isProven);
    }

    @Test
    void aTableThatNobodyKnowsIsNotProven() {
        assertThat(isProven("planted")).isFalse();
        assertThat(isProven("movement")).isTrue();
    }

    private static boolean isProven(String table) {
        Pattern read = Pattern.compile("\\b(from|join)\\s+" + table + "\\b");
        return Passes.ALL.stream().anyMatch(pass -> read.matcher(pass.sql()).find());
    }

    private static List<String> tables() throws SQLException {
        var tables = new ArrayList<String>();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select relname
                          from pg_class
                         where relnamespace = 'public'::regnamespace
                           and relkind in ('r', 'p')
                           and relname <> 'schema_history'
                        """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
