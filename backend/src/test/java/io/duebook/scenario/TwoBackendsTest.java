package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What many do at the same moment on two backends of one database happens once: this one, and a process of its own. */
@BackendTest
class TwoBackendsTest {

    private static final int AT_ONCE = 50;

    private static ChildBackend child;

    @Autowired
    private TestTenants tenants;

    private TestTenant here;
    private List<Api> both;

    @BeforeAll
    static void anotherBackend(@TempDir Path folder) {
        child = ChildBackend.start(TestBackend.DATABASE, folder.resolve("backend.log"), 1)
                .getFirst();
    }

    @AfterAll
    static void stop() {
        child.close();
    }

    @BeforeEach
    void aTenantOfBoth() {
        here = tenants.create();
        both = List.of(here.program(), new TestTenant(here.id(), child.url()).program());
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(here.id());
    }

    @Test
    void fiftyPaymentsOfOneInvoicePayItOnceAndTheRestIsCredit() throws Exception {
        String customer = here.customer("Acme").path("id").asString();
        String invoice = here.invoice(customer, 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();

        List<Api.Answer> paid = atOnce(
                50,
                number -> () -> both.get(number % 2)
                        .post(
                                "/v1/payments",
                                payment(customer, 1_000, List.of(Map.of("invoice", invoice, "amount", 1_000)))));

        assertThat(paid).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(paid.stream().map(answer -> answer.json().path("unapplied").asLong()))
                .containsOnlyOnce(0L)
                .filteredOn(unapplied -> unapplied == 1_000)
                .hasSize(49);
        JsonNode settled = both.getFirst().get("/v1/invoices/" + invoice).expect(200);
        assertThat(settled.path("open").asLong()).isZero();
        assertThat(settled.at("/settled/paid").asLong()).isEqualTo(1_000);
        assertThat(both.getLast()
                        .get("/v1/customers/" + customer + "/balance")
                        .expect(200)
                        .at("/balances/0/unapplied")
                        .asLong())
                .isEqualTo(49_000);
    }

    @Test
    void theSameKeyFiftyTimesIsOneEffectAndFiftyEqualAnswers() throws Exception {
        String customer = here.customer("Acme").path("id").asString();

        List<Api.Answer> answers = atOnce(
                50,
                number -> () -> both.get(number % 2)
                        .with("Idempotency-Key", "the same")
                        .post("/v1/payments", payment(customer, 7, "none")));

        assertThat(answers.stream().map(Api.Answer::status)).containsOnly(201);
        assertThat(answers.stream().map(Api.Answer::text).distinct()).hasSize(1);
        assertThat(answers.stream().map(answer -> answer.header("Idempotent-Replayed")))
                .filteredOn("true"::equals)
                .hasSize(49);
        assertThat(both.getFirst()
                        .get("/v1/payments?customer=" + customer)
                        .expect(200)
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void allocationsEachTakenBackTwiceAreTakenBackOnce() throws Exception {
        takenBackTwice(60);
    }

    @Test
    @Tag("full")
    void fiveHundredAllocationsEachTakenBackTwiceAreTakenBackOnce() throws Exception {
        takenBackTwice(500);
    }

    private void takenBackTwice(int count) throws Exception {
        settled(count);
        List<String> allocations = allocations();
        assertThat(new HashSet<>(allocations)).hasSize(count);

        List<Api.Answer> answers = atOnce(
                2 * count,
                number -> () -> both.get(number % 2)
                        .post(
                                "/v1/allocations/" + allocations.get(number / 2) + "/reverse",
                                Map.of("reason", "in doubt")));

        Map<String, Long> outcomes = answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.status() == 200
                                ? "reversed"
                                : answer.json().path("code").asString(),
                        Collectors.counting()));
        assertThat(outcomes)
                .containsOnly(Map.entry("reversed", (long) count), Map.entry("already_reversed", (long) count));
        JsonNode aging = both.getFirst().get("/v1/reports/aging").expect(200).at("/currencies/0");
        assertThat(aging.path("open").asLong()).isEqualTo(count * 1_000L);
        assertThat(aging.path("unapplied").asLong()).isEqualTo(count * 1_000L);
    }

    /** So many invoices of twenty customers, each paid by a payment of its own. */
    private void settled(int count) {
        String csv = IntStream.rangeClosed(1, count)
                .mapToObj(row ->
                        "K-%d,Customer,N-%d,2025-01-02,2025-02-01,10.00,no,2025-01-20,,\n".formatted(row % 20, row))
                .collect(Collectors.joining("", ImportFile.HEADER, ""));
        String imported =
                ImportFile.upload(both.getFirst(), csv).expect(201).path("id").asString();
        both.getFirst().post("/v1/imports/" + imported + "/commit", "").expect(200);
    }

    private List<String> allocations() {
        var found = new ArrayList<String>();
        String next = "";
        do {
            JsonNode page = both.getFirst()
                    .get("/v1/payments?limit=200" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .expect(200);
            page.path("data")
                    .values()
                    .forEach(
                            payment -> found.add(payment.at("/allocations/0/id").asString()));
            next = page.path("next_cursor").asString("");
        } while (!next.isEmpty());
        return found;
    }

    private static Map<String, Object> payment(String customer, long amount, Object allocate) {
        return Body.payment(customer, amount)
                .with("received_on", "2026-02-01")
                .with("method", "cash")
                .with("allocate", allocate);
    }

    private interface Numbered {
        Callable<Api.Answer> call(int number);
    }

    private static List<Api.Answer> atOnce(int count, Numbered call) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(Math.min(count, AT_ONCE))) {
            List<Future<Api.Answer>> results = IntStream.range(0, count)
                    .mapToObj(number -> clients.submit(call.call(number)))
                    .toList();
            var all = new ArrayList<Api.Answer>();
            for (Future<Api.Answer> result : results) {
                all.add(result.get());
            }
            return all;
        }
    }
}
