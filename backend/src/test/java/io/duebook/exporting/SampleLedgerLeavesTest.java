package io.duebook.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.duebook.importing.SampleLedger;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A whole ledger goes out, is read by a program that is not ours, and comes in again elsewhere. */
@BackendTest
class SampleLedgerLeavesTest {

    private static final List<String> DAYS =
            List.of("2012-01-31", "2012-03-31", "2012-12-31", "2013-06-15", "2014-02-28");

    @Autowired
    private TestTenants tenants;

    @Test
    void isReadByHledgerAndComesInAgain(@TempDir Path folder) throws IOException, InterruptedException {
        TestTenant from = tenants.create("America/New_York", "USD");
        Api erp = from.program();
        SampleLedger.takeInto(erp);
        String customer =
                erp.get("/v1/customers?limit=1").expect(200).at("/data/0/id").asString();
        for (String day : DAYS) {
            erp.post("/v1/statements", Map.of("customer", customer, "kind", "open_item", "as_of", day))
                    .expect(201);
        }

        ExportedBooks taken = ExportedBooks.of(erp);
        TestTenant to = tenants.create();
        RestoreTest.restored(to.program(), taken.file());

        ExportedBooks again = ExportedBooks.of(to.program());
        assertThat(again.manifest().path("figures")).isEqualTo(taken.manifest().path("figures"));
        RestoreTest.mustBeTheSame(taken, again);
        String known = "&known_at=" + taken.manifest().path("taken_at").asString();
        for (String day : DAYS) {
            RestoreTest.mustAnswerTheSame(from, to, "/v1/reports/aging?limit=200&as_of=" + day + known);
            RestoreTest.mustAnswerTheSame(from, to, "/v1/reports/age?limit=200&as_of=" + day + known);
            RestoreTest.mustAnswerTheSame(
                    from, to, "/v1/customers/" + customer + "/statement?kind=open_item&as_of=" + day + known);
        }
        for (JsonNode statement : erp.get("/v1/statements").expect(200).path("data")) {
            RestoreTest.mustAnswerTheSame(
                    from, to, "/v1/statements/" + statement.path("id").asString());
        }
        mustBeReadAlike(again, folder);
    }

    private static void mustBeReadAlike(ExportedBooks books, Path folder) throws IOException, InterruptedException {
        assumeTrue(hledgerIsInstalled(), "hledger is not installed");
        Path journal = Files.writeString(folder.resolve("books.journal"), books.text("readable/journal.hledger"));

        assertThat(hledger("check", "--strict", "-f", journal.toString())).isEmpty();
        String balances = hledger(
                "balance",
                "-f",
                journal.toString(),
                "-N",
                "--flat",
                "--depth",
                "1",
                "--layout=bare",
                "-E",
                "-O",
                "csv");
        assertThat(sums(balances.lines().skip(1).map(line -> line.replace("\"", "")
                        .split(","))))
                .isEqualTo(sums(books.manifest()
                        .at("/figures/trial_balance")
                        .valueStream()
                        .map(line -> new String[] {
                            line.path("account").asString(),
                            line.path("currency").asString(),
                            new BigDecimal(line.path("balance").asString())
                                    .movePointLeft(Currency.getInstance(
                                                    line.path("currency").asString())
                                            .getDefaultFractionDigits())
                                    .toPlainString()
                        })));
    }

    /** Amounts in major units, by the first part of an account's name; what comes to nothing is not told. */
    private static Map<String, BigDecimal> sums(Stream<String[]> lines) {
        var sums = new TreeMap<String, BigDecimal>();
        lines.forEach(line -> sums.merge(
                line[0].split(":")[0] + " " + line[1], new BigDecimal(line[2]).setScale(3), BigDecimal::add));
        sums.values().removeIf(sum -> sum.signum() == 0);
        return sums;
    }

    private static boolean hledgerIsInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "hledger")));
    }

    private static String hledger(String... arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(Stream.concat(Stream.of("hledger"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
