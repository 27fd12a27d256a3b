package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.BusinessClock;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The usual way is docs/examples/unknown-payers.md. */
@BackendTest
class UnidentifiedReceiptTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void isClaimedOrSentBackOnceWhoeverAsksAtTheSameTime() throws Exception {
        List<String> customers = IntStream.range(0, 4)
                .mapToObj(at -> tenant.customer("Customer " + at).path("id").asString())
                .toList();
        String money = arrived("2026-01-05");

        try (var clients = Executors.newFixedThreadPool(12)) {
            var answers = IntStream.range(0, 24)
                    .mapToObj(at -> clients.submit(() -> at % 6 == 5
                            ? erp.post(path(money, "return"), Map.of("reason", "race"))
                                    .status()
                            : erp.post(path(money, "claim"), Map.of("customer", customers.get(at % 4)))
                                    .status()))
                    .toList();
            long done = 0;
            for (var answer : answers) {
                int status = answer.get();
                assertThat(status).isIn(200, 201, 409);
                done += status == 409 ? 0 : 1;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(suspense()).isZero();
    }

    @Test
    void claimsAndTheirUndoingRaceWithoutDeadlockAndTheMoneyIsInOnePlace() throws Exception {
        String other = tenant.customer("Other").path("id").asString();
        String money = arrived("2026-01-05");
        try (var clients = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 6; round++) {
                String held =
                        erp.get(path(money, "")).expect(200).path("payment").asString("");
                var answers = IntStream.range(0, 8)
                        .mapToObj(at -> clients.submit(() -> at % 2 == 0 && !held.isEmpty()
                                ? erp.post(
                                                "/v1/payments/" + held + "/reverse",
                                                Map.of("kind", "mistake", "reason", "r"))
                                        .status()
                                : erp.post(path(money, "claim"), Map.of("customer", at % 3 == 0 ? customer : other))
                                        .status()))
                        .toList();
                for (var answer : answers) {
                    assertThat(answer.get()).isIn(200, 201, 409);
                }
            }
        }
        long held = erp.get("/v1/payments").expect(200).path("data").values().stream()
                .filter(payment -> payment.path("state").asString().equals("received"))
                .count();
        boolean claimed =
                erp.get(path(money, "")).expect(200).path("state").asString().equals("claimed");
        assertThat(held).isEqualTo(claimed ? 1 : 0);
        assertThat(suspense()).isEqualTo(claimed ? 0 : -700);
    }

    @Test
    void whatWasTakenBackIsClaimedAgainAndNotReinstated() {
        String money = arrived("2026-01-05");
        String payment = claim(money, customer).path("id").asString();
        erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "mistake", "reason", "not theirs"))
                .expect(200);

        assertThat(erp.post("/v1/payments/" + payment + "/reinstate", Map.of("reason", "theirs after all"))
                        .refused(409))
                .isEqualTo("claim_again");
        assertThat(erp.post(path(money, "return"), Map.of("reason", "back", "returned_on", "2026-01-10"))
                        .refused(422))
                .isEqualTo("returned_too_early");
        assertThat(claim(money, customer).path("id").asString()).isNotEqualTo(payment);
    }

    @Test
    void isBookedOncePerExternalIdAndRefusesWhatCannotBe() {
        var request = Map.of(
                "external_id",
                "BANK-7",
                "amount",
                700,
                "currency",
                "EUR",
                "received_on",
                "2026-01-05",
                "method",
                "cash");
        String money = erp.post("/v1/unidentified_receipts", request)
                .expect(201)
                .path("id")
                .asString();
        assertThat(erp.post("/v1/unidentified_receipts", request).status()).isEqualTo(409);
        assertThat(erp.post(path(money, "return"), Map.of("reason", "x", "returned_on", "2999-01-01"))
                        .refused(422))
                .isEqualTo("returned_in_future");
        assertThat(erp.post(path(money, "return"), Map.of()).refused(422)).isEqualTo("reason_required");
        assertThat(erp.post(
                                path(money, "claim"),
                                Map.of(
                                        "customer",
                                        customer,
                                        "allocate",
                                        List.of(Map.of("invoice", "inv_01h455vb4pex5vsknk084sn02q", "amount", 1))))
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.get("/v1/unidentified_receipts?state=foo").status()).isEqualTo(400);
        assertThat(erp.get("/v1/unidentified_receipts?external_id=BANK-7&state=unclaimed")
                        .expect(200)
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void anotherTenantAndTheirCustomersReachNothing() {
        String money = arrived("2026-01-05");
        TestTenant stranger = tenants.create();

        assertThat(stranger.program().get(path(money, "")).refused(404)).isEqualTo("not_found");
        assertThat(stranger.program()
                        .post(
                                path(money, "claim"),
                                Map.of(
                                        "customer",
                                        stranger.customer("Thief").path("id").asString()))
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(erp.post(
                                path(money, "claim"),
                                Map.of(
                                        "customer",
                                        stranger.customer("Foreign").path("id").asString()))
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(stranger.program()
                        .get("/v1/unidentified_receipts")
                        .expect(200)
                        .path("data"))
                .isEmpty();
    }

    @Test
    void theWrongCustomersContactsDoNotKeepReadingWhoSentIt() {
        String right = tenant.customer("Right").path("id").asString();
        String money = erp.post(
                        "/v1/unidentified_receipts",
                        Map.of(
                                "amount",
                                700,
                                "currency",
                                "EUR",
                                "received_on",
                                "2026-01-05",
                                "method",
                                "cash",
                                "payer",
                                "B. SMITH",
                                "reference",
                                "rent"))
                .expect(201)
                .path("id")
                .asString();
        String mistaken = claim(money, customer).path("id").asString();
        erp.post("/v1/payments/" + mistaken + "/reverse", Map.of("kind", "mistake", "reason", "not theirs"))
                .expect(200);
        String theirs = claim(money, right).path("id").asString();

        JsonNode seen = tenant.contact(customer).get("/v1/payments/" + mistaken).expect(200);
        assertThat(seen.path("payer").isNull()).isTrue();
        assertThat(seen.path("reference").isNull()).isTrue();
        assertThat(tenant.contact(customer).get("/v1/payments").expect(200).at("/data/0"))
                .isEqualTo(seen);
        assertThat(erp.get("/v1/payments/" + mistaken).expect(200).path("payer").asString())
                .isEqualTo("B. SMITH");
        assertThat(tenant.contact(right)
                        .get("/v1/payments/" + theirs)
                        .expect(200)
                        .path("reference")
                        .asString())
                .isEqualTo("rent");
    }

    /** What the books knew at any moment, {@link Books} looks at afterwards. */
    @Test
    void isInOnePlaceAtEveryMomentThoughClocksDiffer() {
        String claimed = atAClockAhead(30, () -> arrived("2026-01-05"));
        String returned = atAClockAhead(90, () -> arrived("2026-01-05"));
        String payment = claim(claimed, customer).path("id").asString();
        atAClockAhead(60, () -> erp.post(
                        "/v1/payments/" + payment + "/reverse", Map.of("kind", "mistake", "reason", "not theirs"))
                .expect(200));
        claim(claimed, customer);

        erp.post(path(returned, "return"), Map.of("reason", "nobody's")).expect(200);
        assertThat(suspense()).isZero();
    }

    private <T> T atAClockAhead(int seconds, Supplier<T> command) {
        clock.runAhead(Duration.ofSeconds(seconds));
        try {
            return command.get();
        } finally {
            clock.runAhead(Duration.ZERO);
        }
    }

    private String arrived(String on) {
        return erp.post(
                        "/v1/unidentified_receipts",
                        Map.of("amount", 700, "currency", "EUR", "received_on", on, "method", "bank_transfer"))
                .expect(201)
                .path("id")
                .asString();
    }

    private JsonNode claim(String money, String who) {
        return erp.post(path(money, "claim"), Map.of("customer", who)).expect(200);
    }

    private static String path(String money, String command) {
        return "/v1/unidentified_receipts/" + money + (command.isEmpty() ? "" : "/" + command);
    }

    /** Debit positive. */
    private long suspense() {
        return erp.get("/v1/journal?limit=200").expect(200).path("data").values().stream()
                .flatMap(entry -> entry.path("lines").values().stream())
                .filter(line -> line.path("account").asString().equals("suspense"))
                .mapToLong(line -> line.path("amount").asLong())
                .sum();
    }
}
