package io.duebook.statement;

import static io.duebook.statement.FrozenStatements.freezeActivity;
import static io.duebook.statement.FrozenStatements.freezeOpenItems;
import static io.duebook.statement.FrozenStatements.in;
import static io.duebook.statement.FrozenStatements.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * A year of one customer in three currencies, frozen month by month, with all that comes too late: back-dated payments
 * and credit notes, reversals, an import that is undone. Rule 18 of the money rules.
 */
@BackendTest
class FrozenYearTest {

    private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD");
    private static final int COMMANDS_A_MONTH = 9;

    @Autowired
    private TestTenants tenants;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_251, 777_001})
    void eachMonthOpensWithTheClosingOfTheOneBefore(long seed) {
        var year = new Year(tenants.create(), new Random(seed));
        var kept = new HashMap<String, String>();
        var closings = new HashMap<String, Long>();
        int adjusted = 0;
        for (YearMonth month = YearMonth.of(2025, 1); month.getYear() == 2025; month = month.plusMonths(1)) {
            year.play(month);
            Api.Answer answer = freezeActivity(
                    year.erp,
                    year.customer,
                    month.atDay(1).toString(),
                    month.atEndOfMonth().toString());
            JsonNode frozen = answer.expect(201);
            kept.put(frozen.path("id").asString(), answer.text());

            FrozenStatements.mustAddUp(frozen);
            FrozenStatements.mustBeHashed(frozen);
            adjusted += year.compare(frozen, closings, month.atDay(1));
            Api.Answer open = freezeOpenItems(
                    year.erp, year.customer, month.atEndOfMonth().toString());
            kept.put(open.expect(201).path("id").asString(), open.text());
            assertThat(open.json().path("currencies"))
                    .isEqualTo(year.computed(open.json(), "").path("currencies"));
        }
        assertThat(adjusted).as("this year knows late changes").isGreaterThan(10);

        year.importThousandAndUndoHalf();
        kept.forEach((id, text) ->
                assertThat(year.erp.get("/v1/statements/" + id).text()).isEqualTo(text));
        Books.mustBalance(year.tenant.id());
    }

    /** Whoever plays the tenant. */
    private static final class Year {

        private final TestTenant tenant;
        private final Random random;
        private final Api erp;
        private final String customer;
        private final List<String> payments = new ArrayList<>();
        private final Map<String, String> invoices = new HashMap<>();
        private final List<String> imports = new ArrayList<>();

        private Year(TestTenant tenant, Random random) {
            this.tenant = tenant;
            this.random = random;
            this.erp = tenant.program();
            this.customer = erp.made("/v1/customers", Map.of("name", "Year", "external_id", "year"));
        }

        /** Something of each kind; the dates lie up to three months back, but never before the year. */
        private void play(YearMonth month) {
            if (month.getMonthValue() % 4 == 1) {
                importOne(month);
            }
            for (int command = 0; command < COMMANDS_A_MONTH; command++) {
                String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
                String on = day(month);
                switch (random.nextInt(5)) {
                    case 0, 1 -> invoice(currency, on);
                    case 2 -> payment(currency, on);
                    case 3 -> creditNote(currency, on);
                    default -> reverse(month);
                }
            }
            if (month.getMonthValue() % 4 == 3 && !imports.isEmpty()) {
                erp.post("/v1/imports/" + imports.removeFirst() + "/undo", "{}").expect(200);
            }
        }

        private String day(YearMonth month) {
            LocalDate day = month.minusMonths(random.nextInt(4)).atDay(1 + random.nextInt(28));
            LocalDate first = LocalDate.of(2025, 1, 1);
            return (day.isBefore(first) ? first : day).toString();
        }

        private void invoice(String currency, String on) {
            JsonNode made = erp.post(
                            "/v1/invoices",
                            Body.invoice(customer, 1_000 + random.nextInt(90_000))
                                    .with("currency", currency)
                                    .with("issue_date", on)
                                    .with(
                                            "due_date",
                                            LocalDate.parse(on).plusDays(30).toString()))
                    .expect(201);
            invoices.put(made.path("id").asString(), currency);
        }

        private void payment(String currency, String on) {
            payments.add(erp.post(
                            "/v1/payments",
                            Body.payment(customer, 500 + random.nextInt(60_000), currency)
                                    .with("received_on", on)
                                    .with("allocate", random.nextBoolean() ? "oldest_first" : "none"))
                    .expect(201)
                    .path("id")
                    .asString());
        }

        private void creditNote(String currency, String on) {
            erp.post(
                            "/v1/credit_notes",
                            Map.of(
                                    "customer",
                                    customer,
                                    "currency",
                                    currency,
                                    "issue_date",
                                    on,
                                    "lines",
                                    List.of(Body.line(1 + random.nextInt(900)))))
                    .expect(201);
        }

        /** On a day of its own, the last of the month. */
        private void reverse(YearMonth month) {
            if (!payments.isEmpty()) {
                erp.post(
                        "/v1/payments/" + payments.removeFirst() + "/reverse",
                        Map.of(
                                "kind",
                                "return",
                                "reversed_on",
                                month.atEndOfMonth().toString(),
                                "reason",
                                "Account closed"));
            }
        }

        private void importOne(YearMonth month) {
            imports.add(committed(ImportFile.HEADER
                    + "year,Year,IMP-%1$s-A,%2$s,2026-01-31,123.45,,,,\nyear,Year,IMP-%1$s-B,%2$s,2026-01-31,50.00,,%3$s,20.00,\n"
                            .formatted(month, month.atDay(3), month.atDay(5))));
        }

        private String committed(String csv) {
            String id = ImportFile.upload(erp, csv).expect(201).path("id").asString();
            erp.post("/v1/imports/" + id + "/commit", "{}").expect(200);
            return id;
        }

        /** A thousand changes of every month of the year. */
        private void importThousandAndUndoHalf() {
            String rows = IntStream.range(0, 250)
                    .mapToObj(at -> "year,Year,K-%d,2025-%02d-%02d,2026-01-31,%d.00,,2025-12-%02d,1.00,"
                            .formatted(at, 1 + at % 12, 1 + at % 28, 1 + at, 1 + at % 28))
                    .collect(Collectors.joining("\n", ImportFile.HEADER, "\n"));
            String id = committed(rows);
            erp.post("/v1/imports/" + id + "/undo", "{}").expect(200);
        }

        /** How many changes came too late for the month before. */
        private int compare(JsonNode frozen, Map<String, Long> closings, LocalDate first) {
            JsonNode computed = computed(frozen, "&kind=activity");
            int late = 0;
            for (String currency : CURRENCIES) {
                JsonNode kept = in(frozen, currency);
                JsonNode now = in(computed, currency);
                assertThat(kept.path("opening").asLong()).isEqualTo(closings.getOrDefault(currency, 0L));
                assertThat(now.path("opening").asLong())
                        .isEqualTo(kept.path("opening").asLong() + before(kept, first));
                assertThat(kept.path("closing").asLong())
                        .isEqualTo(now.path("closing").asLong());
                if (!now.isMissingNode()) {
                    assertThat(kept.path("aging")).isEqualTo(now.path("aging"));
                    assertThat(sum(kept.path("lines"), "amount")
                                    + sum(kept.path("adjustments"), "amount")
                                    - before(kept, first))
                            .isEqualTo(sum(now.path("lines"), "amount"));
                }
                late += kept.path("adjustments").size();
                closings.put(currency, kept.path("closing").asLong());
            }
            return late;
        }

        private static long before(JsonNode part, LocalDate first) {
            return StreamSupport.stream(part.path("adjustments").spliterator(), false)
                    .filter(line -> LocalDate.parse(line.path("on").asString()).isBefore(first))
                    .mapToLong(line -> line.path("amount").asLong())
                    .sum();
        }

        /** Of the same days, as known when it was frozen. */
        private JsonNode computed(JsonNode frozen, String kind) {
            String days = kind.isEmpty()
                    ? "as_of=" + frozen.path("as_of").asString()
                    : "from=%s&to=%s"
                            .formatted(
                                    frozen.path("from").asString(),
                                    frozen.path("to").asString());
            return erp.get("/v1/customers/%s/statement?%s%s&known_at=%s"
                            .formatted(
                                    customer,
                                    days,
                                    kind,
                                    frozen.path("known_at").asString()))
                    .expect(200);
        }
    }
}
