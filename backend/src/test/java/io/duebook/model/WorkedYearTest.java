package io.duebook.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.BusinessClock;
import io.duebook.scenario.Api;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.convention.TestBean;
import tools.jackson.databind.JsonNode;

/**
 * The year of {@code docs/a-year.md}, played day by day, and asked at forty pairs of a day and a moment what that page says:
 * rules 2, 3, 17 and 20 of the money rules.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = Backend.class)
class WorkedYearTest {

    private static final String[] BUCKETS = {"not_due", "1_30", "31_60", "61_90", "over_90"};
    private static final String ZERO = "0.00";
    /** Of the claims A to F. */
    private static final List<LocalDate> DUE = Stream.of(
                    "2025-02-09", "2025-02-19", "2025-04-19", "2025-09-30", "2026-01-30", "2025-05-31")
            .map(LocalDate::parse)
            .toList();

    private static final int PAIRS = 40;
    private static final int CHANGES = 1_000;

    @TestBean(methodName = "io.duebook.model.Backend#clock")
    private @Nullable BusinessClock clock;

    @LocalServerPort
    private int port;

    private final Map<String, String> ids = new HashMap<>();
    private Backend backend = new Backend();
    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCompanyInBerlin() {
        backend = new Backend("http://127.0.0.1:" + port);
        on("2025-01-02");
        tenant = backend.tenant("Europe/Berlin");
        erp = tenant.program();
        customer = tenant.customer("Worked Year").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(Backend.DATABASE, tenant.id());
    }

    @Test
    void saysOfAnyDayWhatThePageSaysHoweverMuchComesAfterwards() throws IOException {
        play();
        List<String[]> pairs = table("| as of | known on |");
        assertThat(pairs).hasSize(PAIRS);

        on("2026-02-01");
        assertThat(pairs.stream().map(this::answer)).containsExactlyElementsOf(said(pairs));
        Map<String, String> before = everything(pairs);
        changeMuch();
        assertThat(everything(pairs)).isEqualTo(before);
    }

    @Test
    void thePageAddsUp() throws IOException {
        List<Moved> moved = table("| what | of | in the books from | known on |").stream()
                .map(Moved::of)
                .toList();
        List<String[]> pairs = table("| as of | known on |");

        assertThat(pairs.stream().map(pair -> added(pair, moved))).containsExactlyElementsOf(said(pairs));
    }

    private void play() {
        on("2025-01-10");
        invoice("A", 100_000, "2025-01-10", "2025-02-09");
        on("2025-01-20");
        invoice("B", 60_000, "2025-01-20", "2025-02-19");
        close("2025-02-05", "2025-01");
        on("2025-02-10");
        receipt("1", 40_000, "2025-02-10");
        on("2025-02-14");
        receipt("2", 25_000, "2025-01-28");
        close("2025-03-05", "2025-02");
        on("2025-03-12");
        creditNote("B", 15_000, "2025-02-20");
        on("2025-03-20");
        invoice("C", 200_000, "2025-03-20", "2025-04-19");
        close("2025-04-03", "2025-03");
        on("2025-04-15");
        reverse("1", "return", "2025-04-14");
        close("2025-05-05", "2025-04");
        on("2025-05-06");
        receipt("3", 300_000, "2025-05-06");
        on("2025-05-20");
        reverse("2", "mistake", "2025-05-19");
        close("2025-06-04", "2025-05");
        on("2025-06-25");
        erp.post(
                        "/v1/fees",
                        Map.of(
                                "customer",
                                customer,
                                "kind",
                                "late_fee",
                                "amount",
                                4_000,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2025-05-31"))
                .expect(201);
        on("2025-07-02");
        contest("C");
        close("2025-07-03", "2025-06");
        on("2025-07-15");
        grant("C", creditNote("C", 20_000, "2025-07-15"));
        on("2025-08-01");
        receipt("4", 50_000, "2025-07-30");
        close("2025-08-05", "2025-07");
        on("2025-09-01");
        invoice("D", 30_000, "2025-08-31", "2025-09-30");
        close("2025-09-04", "2025-08");
        on("2025-09-10");
        erp.post(
                        "/v1/allocations",
                        Map.of("payment", id("4"), "invoice", id("D"), "amount", 21_000, "allocated_on", "2025-09-10"))
                .expect(201);
        close("2025-10-02", "2025-09");
        on("2025-10-08");
        erp.post("/v1/periods/2025-09/reopen", Map.of("reason", "A receipt was forgotten"))
                .expect(200);
        on("2025-10-09");
        receipt("5", 9_000, "2025-09-28");
        close("2025-10-10", "2025-09");
        close("2025-11-05", "2025-10");
        erp.post("/v1/periods/2025-10/lock", "").expect(200);
        close("2025-12-04", "2025-11");
        on("2025-12-15");
        reverse("5", "return", "2025-12-12");
        on("2025-12-31");
        invoice("E", 77_700, "2025-12-31", "2026-01-30");
        close("2026-01-05", "2025-12");
        on("2026-01-07");
        receipt("6", 9_000, "2025-11-30");
    }

    /** At ten in the morning of Greenwich. */
    private void on(String day) {
        backend.setClock(Instant.parse(day + "T10:00:00Z"));
    }

    private String id(String name) {
        return ids.getOrDefault(name, "");
    }

    private void invoice(String name, long amount, String issued, String due) {
        ids.put(name, tenant.invoice(customer, amount, issued, due).path("id").asString());
    }

    private void receipt(String name, long amount, String received) {
        ids.put(
                name,
                tenant.payment(customer, amount, received, "oldest_first")
                        .path("id")
                        .asString());
    }

    private String creditNote(String invoice, long amount, String issued) {
        return erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                issued,
                                "lines",
                                List.of(Body.line(amount).with("invoice", id(invoice)))))
                .expect(201)
                .path("id")
                .asString();
    }

    /** All that is open of it; what is owed stays what it was. */
    private void contest(String invoice) {
        JsonNode opened = erp.post(
                        "/v1/cases",
                        Map.of(
                                "customer",
                                customer,
                                "invoice",
                                id(invoice),
                                "reason",
                                "quality",
                                "message",
                                "Scratched"))
                .expect(201);
        ids.put("case", opened.path("id").asString());
        assertThat(disputed(invoice)).isEqualTo(20_000);
    }

    private void grant(String invoice, String creditNote) {
        erp.post("/v1/cases/" + id("case") + "/resolve", Map.of("outcome", "credited", "credit_note", creditNote))
                .expect(200);
        assertThat(disputed(invoice)).isZero();
    }

    private long disputed(String invoice) {
        return erp.get("/v1/invoices/" + id(invoice))
                .expect(200)
                .path("disputed")
                .asLong();
    }

    private void reverse(String receipt, String kind, String on) {
        erp.post(
                        "/v1/payments/" + id(receipt) + "/reverse",
                        Map.of("kind", kind, "reversed_on", on, "reason", "As the page says"))
                .expect(200);
    }

    private void close(String day, String month) {
        on(day);
        erp.post("/v1/periods/" + month + "/close", "").expect(200);
    }

    /** The columns of the page as the product answers them, of the pair in its first two. */
    private List<String> answer(String[] pair) {
        String point = "as_of=%s&known_at=%s".formatted(pair[0], momentOf(pair[1]));
        JsonNode balance = balance(point);
        JsonNode byValue = balance(point + "&date=value");
        JsonNode buckets = erp.get("/v1/reports/aging?" + point)
                .expect(200)
                .path("currencies")
                .path(0)
                .path("buckets");
        Stream<String> aged = Stream.of(BUCKETS)
                .map(bucket -> figure(buckets.valueStream()
                        .filter(one -> one.path("bucket").asString().equals(bucket))
                        .mapToLong(one -> one.path("amount").asLong())
                        .sum()));
        return Stream.of(
                        Stream.of(pair[0], pair[1], open(balance), unapplied(balance)),
                        aged,
                        Stream.of(open(byValue), unapplied(byValue)))
                .flatMap(parts -> parts)
                .toList();
    }

    /** Two hours after all that was recorded that day. */
    private static String momentOf(String day) {
        return day + "T12:00:00Z";
    }

    private JsonNode balance(String query) {
        return erp.get("/v1/customers/" + customer + "/balance?" + query)
                .expect(200)
                .path("balances")
                .path(0);
    }

    private static String open(JsonNode balance) {
        return figure(balance.path("open").asLong());
    }

    private static String unapplied(JsonNode balance) {
        return figure(balance.path("unapplied").asLong());
    }

    private static String figure(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    /** Whatever may never change again, byte by byte: of each pair, by the question. */
    private Map<String, String> everything(List<String[]> pairs) {
        var answers = new TreeMap<String, String>();
        for (String[] pair : pairs) {
            String known = "known_at=" + momentOf(pair[1]);
            String point = "as_of=" + pair[0] + "&" + known;
            String period =
                    "from=%s&to=%s&%s".formatted(LocalDate.parse(pair[0]).withDayOfMonth(1), pair[0], known);
            String of = "/v1/customers/" + customer;
            for (String question : List.of(
                    of + "/balance?" + point,
                    of + "/balance?date=value&" + point,
                    of + "/statement?" + point,
                    of + "/statement?kind=activity&" + period,
                    "/v1/reports/aging?group_by=customer&" + point,
                    "/v1/reports/aging?group_by=customer&date=value&" + point,
                    "/v1/reports/age?group_by=customer&" + point,
                    "/v1/journal?limit=200&" + period)) {
                Api.Answer answer = erp.get(question);
                assertThat(answer.status()).as(question).isEqualTo(200);
                answers.put(question, answer.text());
            }
        }
        return answers;
    }

    /** A thousand commands, dated on any day of the year, also on those of months that are locked. */
    private void changeMuch() {
        var random = new Random(2_025);
        var payments = new ArrayList<String>();
        for (int change = 0; change < CHANGES; change++) {
            if (change % 100 == 0) {
                on(LocalDate.of(2026, 2, 2).plusDays(change / 100).toString());
            }
            String day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(395)).toString();
            long amount = 1 + random.nextInt(200_000);
            switch (random.nextInt(5)) {
                case 0, 1 ->
                    tenant.invoice(
                            customer,
                            amount,
                            day,
                            LocalDate.parse(day).plusDays(30).toString());
                case 2, 3 ->
                    payments.add(tenant.payment(customer, amount, day, "oldest_first")
                            .path("id")
                            .asString());
                default -> {
                    if (!payments.isEmpty()) {
                        erp.post(
                                        "/v1/payments/" + payments.removeFirst() + "/reverse",
                                        Map.of("kind", "mistake", "reason", "Any"))
                                .expect(200);
                    }
                }
            }
        }
    }

    /**
     * A row of the page's movements.
     *
     * @param deltas by the due date of the claim
     */
    private record Moved(LocalDate of, LocalDate booked, LocalDate known, Map<LocalDate, Long> deltas, long credit) {

        static Moved of(String[] row) {
            var deltas = new TreeMap<LocalDate, Long>();
            for (int claim = 0; claim < DUE.size(); claim++) {
                String cell = row[4 + claim];
                if (!cell.isEmpty()) {
                    deltas.put(DUE.get(claim), cents(cell));
                }
            }
            String credit = row[4 + DUE.size()];
            return new Moved(
                    LocalDate.parse(row[1]),
                    LocalDate.parse(row[2]),
                    LocalDate.parse(row[3]),
                    deltas,
                    credit.isEmpty() ? 0 : cents(credit));
        }

        LocalDate on(boolean byValue) {
            return byValue ? of : booked;
        }
    }

    private static long cents(String cell) {
        return new BigDecimal(cell).movePointRight(2).longValueExact();
    }

    /** The sums of a pair's rows, as a pencil makes them. */
    private static List<String> added(String[] pair, List<Moved> moved) {
        LocalDate day = LocalDate.parse(pair[0]);
        var buckets = new long[BUCKETS.length];
        var figures = new ArrayList<String>(List.of(pair[0], pair[1]));
        long open = 0;
        for (Moved row : counting(moved, pair, false)) {
            for (var delta : row.deltas().entrySet()) {
                long late = day.toEpochDay() - delta.getKey().toEpochDay();
                buckets[late <= 0 ? 0 : (int) Math.min(4, (late + 29) / 30)] += delta.getValue();
                open += delta.getValue();
            }
        }
        figures.add(figure(open));
        figures.add(figure(
                counting(moved, pair, false).stream().mapToLong(Moved::credit).sum()));
        for (long bucket : buckets) {
            figures.add(figure(bucket));
        }
        figures.add(figure(counting(moved, pair, true).stream()
                .flatMap(row -> row.deltas().values().stream())
                .mapToLong(delta -> delta)
                .sum()));
        figures.add(figure(
                counting(moved, pair, true).stream().mapToLong(Moved::credit).sum()));
        return figures;
    }

    private static List<Moved> counting(List<Moved> moved, String[] pair, boolean byValue) {
        return moved.stream()
                .filter(row -> !row.on(byValue).isAfter(LocalDate.parse(pair[0])))
                .filter(row -> !row.known().isAfter(LocalDate.parse(pair[1])))
                .toList();
    }

    private static List<List<String>> said(List<String[]> pairs) {
        return pairs.stream()
                .map(row ->
                        Stream.of(row).map(cell -> cell.isEmpty() ? ZERO : cell).toList())
                .toList();
    }

    /** The rows of the page's table whose head begins so; figures without the commas. */
    private static List<String[]> table(String head) throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "a-year.md")).stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(cells -> Stream.of(cells)
                        .map(cell -> cell.strip().replace(",", ""))
                        .toArray(String[]::new))
                .toList();
    }
}
