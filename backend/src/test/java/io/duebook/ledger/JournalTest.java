package io.duebook.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class JournalTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private HandWrittenBooks books;
    private CustomerId customer;

    @BeforeEach
    void writeTheBooks() {
        tenant = tenants.create();
        books = new HandWrittenBooks(tenant);
        customer = books.customer("A");
        var invoice = books.invoice(customer, 10_000, "EUR", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
        var payment = books.payment(customer, 12_000, "EUR", "2026-01-20", "2026-01-20T09:00:00Z");
        books.allocate(customer, payment, invoice, 10_000, "EUR", "2026-01-20", "2026-01-20T09:00:00Z");
        books.invoice(customer, 77, "JPY", "2026-01-21", "2026-02-09", "2026-01-21T09:00:00Z");
        books.invoice(customer, 1_234, "KWD", "2026-02-01", "2026-02-09", "2026-02-01T09:00:00Z");
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void showsEachTransferAsTwoLines() {
        JsonNode first = tenant.program()
                .get("/v1/journal?from=2026-01-01&to=2026-01-15")
                .expect(200)
                .path("data")
                .path(0);

        assertThat(first.path("kind").asString()).isEqualTo("invoice");
        assertThat(first.path("source").asString()).startsWith("inv_");
        assertThat(first.path("customer").asString()).isEqualTo(customer.text());
        assertThat(first.path("lines").toString())
                .isEqualTo("[{\"account\":\"receivable:%s\",\"amount\":10000,\"currency\":\"EUR\",\"base\":null},"
                                .formatted(customer.text())
                        + "{\"account\":\"revenue\",\"amount\":-10000,\"currency\":\"EUR\",\"base\":null}]");
    }

    @Test
    void isAskedByTheDayOnWhichItCountsAndAsItWasKnown() {
        books.latePayment(customer, 500, "EUR", "2026-01-25", "2026-03-01", "2026-03-05T09:00:00Z");

        assertThat(kinds("from=2026-01-22&to=2026-01-31")).isEmpty();
        assertThat(kinds("from=2026-01-22&to=2026-01-31&date=value")).containsExactly("payment");
        assertThat(kinds("from=2026-03-01&date=value")).isEmpty();
        assertThat(kinds("from=2026-03-01")).containsExactly("payment");
        assertThat(kinds("from=2026-03-01&known_at=2026-03-05T08:59:59Z")).isEmpty();
        assertThat(kinds("to=2026-01-20&known_at=2026-01-10T09:00:00Z")).containsExactly("invoice");
        assertThat(tenant.program()
                        .get("/v1/journal?known_at=2999-01-01T00:00:00Z")
                        .refused(422))
                .isEqualTo("known_at_in_future");
        assertThat(tenant.program().get("/v1/journal?date=due").refused(400)).isEqualTo("invalid_parameter");
    }

    private List<String> kinds(String query) {
        return tenant.program()
                .get("/v1/journal?" + query)
                .expect(200)
                .path("data")
                .valueStream()
                .map(entry -> entry.path("kind").asString())
                .toList();
    }

    @Test
    void isReadPageByPage() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = tenant.program().get("/v1/journal?limit=2" + cursor).expect(200);
            page.path("data").forEach(entry -> seen.add(entry.path("id").asString()));
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void isAJournalThatHledgerAccepts(@TempDir Path folder) throws IOException, InterruptedException {
        // More than one stretch of the stream.
        books.entries(customer, 1_100);

        var answer = tenant.program().with("Accept", "text/x-hledger").get("/v1/journal");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/x-hledger");
        assertThat(answer.text().lines().filter(line -> line.startsWith("2026-")))
                .hasSize(1_105);
        assertThat(answer.text()).contains("commodity 1000. JPY", "commodity 1000.000 KWD", "  1.234 KWD", "  -77 JPY");

        assumeTrue(hledgerIsInstalled(), "hledger is not installed");
        Path journal = Files.writeString(folder.resolve("books.journal"), answer.text());
        assertThat(hledger("check", "--strict", "-f", journal.toString())).isEmpty();
        assertThat(hledger("balance", "-f", journal.toString(), "-N", "--flat", "unapplied"))
                .contains("-20.00 EUR", "unapplied:" + customer.text());
    }

    @Test
    void isAnotherTenantsForNobody() {
        assertThat(tenants.create().program().get("/v1/journal").expect(200).path("data"))
                .isEmpty();
    }

    private static boolean hledgerIsInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "hledger")));
    }

    private static String hledger(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("hledger"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
