package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What currencies moved between claim and money is booked when the one settles the other. The usual way is docs/examples/exchange.md. */
@BackendTest
class ExchangeDifferenceTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aTenantWithEurosAsItsOwnCurrency() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void whatIsSettledCarriesNothing() throws SQLException {
        Books.mustBalance(tenant.id());
        assertThat(count("""
                select count(*)
                  from (select k.subject_id, sum(k.amount) as carried, bool_and(k.amount is not null) as known,
                               max(coalesce(i.open, c.unapplied)) as level
                          from carried_base k
                          left join open_item i on i.tenant_id = k.tenant_id and i.id = k.subject_id and k.side = 'item'
                          left join credit c on c.tenant_id = k.tenant_id and c.id = k.subject_id and k.side = 'credit'
                         where k.tenant_id = ?
                         group by k.subject_id, k.side) as s
                 where known and (carried < 0 or (level = 0 and carried <> 0))
                """)).isZero();
    }

    @Test
    void aDollarThatFellIsALossAndItsUndoingTakesItBack() {
        rate("EUR", "USD", "1.00", "2026-01-02");
        rate("EUR", "USD", "1.25", "2026-01-15");
        String invoice = invoice(100_00, "USD", "2026-01-10");
        String payment = payment(150_00, "USD", "2026-01-20", List.of(Body.part(invoice, 40_00)));

        // 100 dollars were worth 100 euros when they were claimed, 150 were worth 120 when they came.
        assertThat(carried("customer=" + customer))
                .containsExactlyInAnyOrder(invoice + " 6000 10000 6000", payment + " 11000 12000 8800");
        assertThat(carried("document=" + invoice)).containsExactly(invoice + " 6000 10000 6000");
        // 40 dollars of the claim carry 40 euros, of the money 32.
        assertThat(differences()).containsExactly("2026-01-20 4000 3200 4000 -800");
        String allocation = erp.get("/v1/payments/" + payment)
                .expect(200)
                .at("/allocations/0/id")
                .asString();
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reversed_on", "2026-02-01", "reason", "No"))
                .expect(200);
        assertThat(differences()).containsExactly("2026-01-20 4000 3200 4000 -800", "2026-02-01 -4000 -3200 -4000 800");
        JsonNode report = report();
        assertThat(report.path("gains").asLong()).isEqualTo(800);
        assertThat(report.path("losses").asLong()).isEqualTo(800);
        assertThat(tenants.create()
                        .program()
                        .get("/v1/reports/exchange_differences?from=2026-01-01")
                        .expect(200)
                        .path("data"))
                .isEmpty();
        assertThat(erp.get("/v1/journal?from=2026-01-10&to=2026-01-10")
                        .expect(200)
                        .at("/data/0/lines/0/base")
                        .toString())
                .isEqualTo(
                        "{\"amount\":10000,\"currency\":\"EUR\",\"rate\":{\"base\":\"EUR\",\"quote\":\"USD\",\"rate\":\"1\","
                                + "\"on\":\"2026-01-02\"}}");
    }

    private List<String> carried(String of) {
        return erp.get("/v1/reports/base_amounts?limit=200&" + of)
                .expect(200)
                .path("data")
                .valueStream()
                .map(row -> row.path("document").asString() + " " + row.path("left") + " " + row.path("began") + " "
                        + row.path("carried"))
                .toList();
    }

    /** The rest of the claim carries afterwards what it carried before. */
    @Test
    void theUndoingOfARecoveryTakesWhatTheRecoveryCarried() {
        rate("EUR", "USD", "1.00", "2026-01-02");
        rate("EUR", "USD", "1.25", "2026-01-15");
        String invoice = invoice(100_00, "USD", "2026-01-10");
        String version =
                erp.get("/v1/invoices/" + invoice).expect(200).path("version").asString();
        erp.with("If-Match", "\"" + version + "\"")
                .post(
                        "/v1/invoices/" + invoice + "/write_off",
                        Map.of("amount", 50_00, "written_off_on", "2026-01-16", "reason", "Half is lost"))
                .expect(200);
        // 50 dollars carry 50 euros; 10 more are recovered, and are worth 8.
        String payment = payment(60_00, "USD", "2026-01-20", List.of(Body.part(invoice, 60_00)));
        String allocation = erp.get("/v1/payments/" + payment)
                .expect(200)
                .at("/allocations/0/id")
                .asString();
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reversed_on", "2026-02-01", "reason", "No"))
                .expect(200);

        erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 50_00))
                .expect(201);

        assertThat(differences())
                .hasSize(3)
                .startsWith("2026-01-20 6000 4800 5800 -1000", "2026-02-01 -6000 -4800 -5800 1000")
                .last()
                .asString()
                .endsWith(" 5000 4000 5000 -1000");
    }

    @Test
    void whatNobodyKnewTheWorthOfRealisesNothing() {
        String invoice = invoice(100_00, "USD", "2026-01-10");
        rate("EUR", "USD", "1.25", "2026-01-15");
        payment(100_00, "USD", "2026-01-20", List.of(Body.part(invoice, 100_00)));
        assertThat(carried("document=" + invoice)).containsExactly(invoice + " 0 null null");
        assertThat(carried("customer=" + customer)).isEmpty();
        String euros = invoice(100_00, "EUR", "2026-01-10");
        assertThat(carried("document=" + euros))
                .as("it is of the base currency")
                .isEmpty();
        for (String unknown : List.of(euros.replace("inv_", "pay_"), "inv_00000000000000000000000000")) {
            assertThat(erp.get("/v1/reports/base_amounts?document=" + unknown).refused(422))
                    .isEqualTo("unknown_reference");
        }
        assertThat(tenants.create()
                        .program()
                        .get("/v1/reports/base_amounts?document=" + invoice)
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.get("/v1/reports/base_amounts").refused(422)).isEqualTo("invalid_request");
        assertThat(erp.get("/v1/reports/base_amounts?document=cus_1").refused(422))
                .isEqualTo("unknown_reference");
        payment(100_00, "EUR", "2026-01-20", List.of(Body.part(euros, 100_00)));

        assertThat(differences()).isEmpty();
        assertThat(erp.get("/v1/journal?from=2026-01-10&to=2026-01-10")
                        .expect(200)
                        .at("/data/0/lines/0/base")
                        .isNull())
                .isTrue();
    }

    /** A mistake that was taken back is none: the claim is worth what it was. */
    @Test
    void aDebtThatPassedAndCameBackCarriesWhatItCarried() {
        rate("EUR", "USD", "1.25", "2026-01-01");
        rate("EUR", "USD", "1.00", "2026-01-15");
        String invoice = invoice(100_00, "USD", "2026-01-02");
        String taker = tenant.customer("Taker").path("id").asString();
        String transfer = erp.post(
                        "/v1/transfers",
                        Map.of(
                                "to",
                                taker,
                                "invoice",
                                invoice,
                                "amount",
                                40_00,
                                "transferred_on",
                                "2026-01-10",
                                "reason",
                                "agreed"))
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/transfers/" + transfer + "/reverse", Map.of("reversed_on", "2026-01-20", "reason", "a mistake"))
                .expect(200);
        assertThat(carried("document=" + invoice)).containsExactly(invoice + " 10000 8000 8000");
        assertThat(carried("document=" + transfer)).containsExactly(transfer + " 0 3200 0");

        payment(100_00, "USD", "2026-01-25", List.of(Body.part(invoice, 100_00)));
        assertThat(differences()).containsExactly("2026-01-25 10000 10000 8000 2000");
    }

    /** Money is worth what it was when it came, whoever has it: what a return takes back, the money given again realises again. */
    @Test
    void moneyThatPassesCarriesWhatItCarriedThereAndBack() {
        rate("EUR", "USD", "1.25", "2026-01-01");
        rate("EUR", "USD", "1.00", "2026-01-15");
        String head = customer;
        customer = erp.post("/v1/customers", Map.of("name", "Branch", "parent", head))
                .expect(201)
                .path("id")
                .asString();
        String owed = invoice(90_00, "USD", "2026-01-20");
        String later = invoice(60_00, "USD", "2026-01-20");
        customer = head;
        String money = payment(300_00, "USD", "2026-01-10", List.of(Body.part(owed, 90_00)));
        assertThat(carried("document=" + money)).containsExactly(money + " 21000 24000 16800");

        // By hand, and a part of it back.
        String transfer = erp.post(
                        "/v1/transfers",
                        Map.of(
                                "to",
                                branchOf(owed),
                                "payment",
                                money,
                                "amount",
                                100_00,
                                "transferred_on",
                                "2026-01-21",
                                "reason",
                                "theirs"))
                .expect(201)
                .path("id")
                .asString();
        assertThat(carried("document=" + transfer)).containsExactly(transfer + " 10000 8000 8000");
        erp.post("/v1/allocations", Map.of("transfer", transfer, "invoice", later, "amount", 60_00))
                .expect(201);
        assertThat(carried("document=" + money)).containsExactly(money + " 11000 24000 8800");
        List<String> once = differences();
        assertThat(once).hasSize(2).first().isEqualTo("2026-01-20 9000 7200 9000 -1800");

        // All of it comes back, goes, comes again and passes again: realised is what was realised, and nothing more.
        erp.post("/v1/payments/" + money + "/reverse", Map.of("kind", "return", "reason", "no funds"))
                .expect(200);
        assertThat(report().path("difference").asLong()).isZero();
        assertThat(carried("document=" + money)).containsExactly(money + " 0 24000 0");
        assertThat(carried("document=" + transfer)).containsExactly(transfer + " 0 8000 0");
        erp.post("/v1/payments/" + money + "/reinstate", Map.of("reason", "it came"))
                .expect(200);
        assertThat(carried("document=" + money)).containsExactly(money + " 11000 24000 8800");
        assertThat(report().path("difference").asLong()).isEqualTo(-18_00 - 12_00);
    }

    private String branchOf(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200).at("/customer/id").asString();
    }

    /** Of what settled in another currency the exchange account keeps nothing in the end, in the base currency. */
    @Test
    void settlingEurosWithDollarsLeavesNothingInTheExchange() {
        rate("EUR", "USD", "1.25", "2026-01-02");
        String invoice = invoice(80_00, "EUR", "2026-01-10");
        // The bank gave 1.20 a euro: 96 dollars, which were worth 76.80 euros that day.
        payment(96_00, "USD", "2026-01-20", List.of(Map.of("invoice", invoice, "amount", 80_00, "rate", "1.2")));

        assertThat(differences()).containsExactly("2026-01-20 8000 7680 8000 -320");
    }

    @Test
    void theUndoOfAnImportTakesItsDifferencesOutOfThePast() {
        rate("EUR", "USD", "1.00", "2026-01-02");
        rate("EUR", "USD", "1.25", "2026-01-15");
        String imported = ImportFile.upload(
                        erp, ImportFile.HEADER + "C1,Acme,I-1,2026-01-05,2026-02-05,10.00,no,,,north\n", "USD")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + imported + "/commit", Map.of()).expect(200);
        JsonNode invoice = erp.get("/v1/invoices").expect(200).at("/data/0");
        customer = invoice.at("/customer/id").asString();
        payment(10_00, "USD", "2026-01-20", List.of(Body.part(invoice.path("id").asString(), 10_00)));
        assertThat(report().path("difference").asLong()).isEqualTo(-200);

        erp.post("/v1/imports/" + imported + "/undo", Map.of()).expect(200);

        assertThat(differences()).containsExactly("2026-01-20 1000 800 1000 -200", "2026-01-20 -1000 -800 -1000 200");
    }

    /**
     * Whatever comes in whatever order: what settled and what came differ by the differences, and what is settled carries
     * nothing.
     */
    @Test
    void whateverHappensTheDifferencesExplainWhatTheBankGotAndWhatWasOwed() throws SQLException {
        var random = new Random(20261122);
        List<String> currencies = List.of("USD", "JPY", "KWD", "EUR");
        for (String currency : List.of("USD", "JPY", "KWD")) {
            for (int day = 1; day < 28; day += 3) {
                boolean ofEuros = random.nextBoolean();
                rate(
                        ofEuros ? "EUR" : currency,
                        ofEuros ? currency : "EUR",
                        "%d.%06d".formatted(1 + random.nextInt(3), random.nextInt(1_000_000)),
                        "2026-01-%02d".formatted(day));
            }
        }
        var payments = new ArrayList<String>();
        for (int time = 0; time < 30; time++) {
            String claimed = currencies.get(random.nextInt(4));
            String money = random.nextInt(3) > 0 ? claimed : currencies.get(random.nextInt(4));
            long amount = 1_000 + random.nextInt(900_000);
            String invoice = invoice(amount, claimed, "2026-01-%02d".formatted(1 + random.nextInt(27)));
            for (int share = 0; share < 3; share++) {
                Api.Answer answer = erp.post(
                        "/v1/payments",
                        payment(
                                5_000_000_000L,
                                money,
                                "2026-01-%02d".formatted(1 + random.nextInt(27)),
                                List.of(Body.part(invoice, share == 2 ? amount : 1 + random.nextInt(500_000))),
                                "cash"));
                if (answer.status() == 201) {
                    payments.add(answer.json().path("id").asString());
                }
            }
            if (random.nextInt(3) == 0 && !payments.isEmpty()) {
                undo(payments.get(random.nextInt(payments.size())), random);
            }
        }
        whatIsSettledCarriesNothing();
        assertThat(count("select count(*) from exchange_difference where tenant_id = ?"))
                .isGreaterThan(20);
        // Per credit and item what allocations took is what the rows say, and the journal has the difference.
        assertThat(count("""
                select sum(d.item_base - d.credit_base)
                       - (select coalesce(sum(case when t.credit_account = 'exchange_difference' then t.amount
                                                   else -t.amount end), 0)
                            from journal_transfer t
                           where t.tenant_id = d.tenant_id
                             and 'exchange_difference' in (t.credit_account, t.debit_account))
                  from exchange_difference d
                 where d.tenant_id = ?
                 group by d.tenant_id
                """)).isZero();
        // What came in, less what is left of it, less what it settled, is what was realised.
        assertThat(count("""
                select (select sum(k.amount) from carried_base k
                         where k.tenant_id = d.tenant_id and k.side = 'credit'
                           and k.movement_id in (select m.id from movement m
                                                  where m.tenant_id = k.tenant_id
                                                    and m.kind in ('allocation', 'allocation_undone', 'exchange',
                                                                   'exchange_undone')))
                       + coalesce((select sum(m.credit_delta) from movement m
                                    where m.tenant_id = d.tenant_id and m.currency = 'EUR'
                                      and m.id in (select x.id from movement x
                                                    join exchange_difference e
                                                      on e.tenant_id = x.tenant_id and e.id in (x.id, x.part_of)
                                                   where x.tenant_id = d.tenant_id)), 0)
                       - sum(d.credit_base)
                  from exchange_difference d
                 where d.tenant_id = ?
                 group by d.tenant_id
                """)).isZero();
    }

    private void undo(String payment, Random random) {
        JsonNode made = erp.get("/v1/payments/" + payment).expect(200).at("/allocations/0");
        if (random.nextBoolean() && made.isObject()) {
            erp.post("/v1/allocations/" + made.path("id").asString() + "/reverse", Map.of("reason", "No"));
        } else {
            erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "No"));
        }
    }

    private void rate(String base, String quote, String rate, String on) {
        erp.post("/v1/exchange_rates", Map.of("base", base, "quote", quote, "rate", rate, "on", on))
                .expect(201);
    }

    private String invoice(long amount, String currency, String on) {
        return erp.made(
                "/v1/invoices",
                Body.invoice(customer, amount)
                        .with("currency", currency)
                        .with("issue_date", on)
                        .with("due_date", "2026-02-09"));
    }

    private String payment(long amount, String currency, String on, Object allocate) {
        return erp.made("/v1/payments", payment(amount, currency, on, allocate, "bank_transfer"));
    }

    private Body payment(long amount, String currency, String on, Object allocate, String method) {
        return Body.payment(customer, amount, currency)
                .with("received_on", on)
                .with("method", method)
                .with("allocate", allocate);
    }

    private JsonNode report() {
        return erp.get("/v1/reports/exchange_differences?from=2026-01-01").expect(200);
    }

    /** Day, what was settled, what the money and the claim carried, and the difference. */
    private List<String> differences() {
        return report().path("data").values().stream()
                .map(row -> "%s %s %s %s %s"
                        .formatted(
                                row.path("on").asString(),
                                row.path("amount"),
                                row.path("money_base"),
                                row.path("claim_base"),
                                row.path("difference")))
                .toList();
    }

    private long count(String query) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var asked = connection.prepareStatement(query)) {
            asked.setObject(1, tenant.id().value());
            try (var row = asked.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
