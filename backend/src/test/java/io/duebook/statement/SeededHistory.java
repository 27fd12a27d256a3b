package io.duebook.statement;

import io.duebook.scenario.Api;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestTenant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * What a seed makes of a customer until today: invoices in three currencies that fall due on both sides of every bound of
 * the aging, payments, returns, credit notes, refunds and disputes. A neighbour owes as well.
 */
final class SeededHistory {

    static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD");
    private static final int COMMANDS = 36;
    private static final int DAYS = 92;
    private static final List<Integer> DAYS_PAST_DUE = List.of(-31, -1, 0, 1, 30, 31, 60, 61, 90, 91);
    private static final int TERM_DAYS = 20;

    final TestTenant tenant;
    final Api erp;
    final LocalDate today;
    final String customer;
    private final Random random;
    private final List<String> invoices = new ArrayList<>();
    private final List<String> payments = new ArrayList<>();

    private SeededHistory(TestTenant tenant, Random random) {
        this.tenant = tenant;
        this.erp = tenant.program();
        this.random = random;
        this.today = LocalDate.parse(
                erp.get("/v1/tenant").expect(200).path("business_date").asString());
        this.customer = tenant.customer("Amity Works").path("id").asString();
    }

    static SeededHistory play(TestTenant tenant, long seed) {
        var history = new SeededHistory(tenant, new Random(seed));
        String neighbour = tenant.customer("Neighbour").path("id").asString();
        for (String currency : CURRENCIES) {
            history.invoices.add(history.invoice(history.customer, currency));
            history.invoice(neighbour, currency);
            history.payment(neighbour, currency);
        }
        for (int command = 0; command < COMMANDS; command++) {
            history.somethingHappens();
        }
        history.invoices.forEach(history::disputeOneInThree);
        return history;
    }

    /** Before anything happened. */
    LocalDate first() {
        return today.minusDays(DAYS + TERM_DAYS);
    }

    private void somethingHappens() {
        String currency = one(CURRENCIES);
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> invoices.add(invoice(customer, currency));
            case 4, 5 -> payments.add(payment(customer, currency));
            case 6 -> creditNote(one(invoices));
            case 7 -> goodwill(currency);
            case 8 -> takeBack();
            default -> refund();
        }
    }

    private String invoice(String of, String currency) {
        LocalDate due = today.minusDays(one(DAYS_PAST_DUE));
        LocalDate issued = due.minusDays(TERM_DAYS).isAfter(today) ? today : due.minusDays(TERM_DAYS);
        return erp.made(
                "/v1/invoices",
                Body.invoice(of, 1_000 + random.nextInt(2_000_000))
                        .with("currency", currency)
                        .with("issue_date", issued.toString())
                        .with("due_date", due.toString()));
    }

    private String payment(String of, String currency) {
        return erp.made(
                "/v1/payments",
                Body.payment(of, 1 + random.nextInt(1_500_000), currency)
                        .with("received_on", someDay())
                        .with("allocate", random.nextBoolean() ? "oldest_first" : "none"));
    }

    private void creditNote(String invoice) {
        JsonNode seen = seen(invoice);
        long open = seen.path("open").asLong();
        if (open > 0) {
            credit(
                    seen.path("currency").asString(),
                    Body.line(1 + random.nextLong(open)).with("invoice", invoice));
        }
    }

    private void goodwill(String currency) {
        credit(currency, Body.line(1 + random.nextInt(9_000)));
    }

    private void credit(String currency, Map<String, Object> line) {
        erp.made(
                "/v1/credit_notes",
                Map.of(
                        "customer",
                        customer,
                        "currency",
                        currency,
                        "issue_date",
                        today.toString(),
                        "lines",
                        List.of(line)));
    }

    private void takeBack() {
        if (!payments.isEmpty()) {
            erp.post(
                            "/v1/payments/" + payments.removeFirst() + "/reverse",
                            Map.of("kind", "return", "reversed_on", today.toString(), "reason", "Account closed"))
                    .expect(200);
        }
    }

    /** Of the last payment, which may be taken back no longer: half of what is left. */
    private void refund() {
        if (payments.isEmpty()) {
            return;
        }
        String payment = payments.removeLast();
        long left =
                erp.get("/v1/payments/" + payment).expect(200).path("unapplied").asLong();
        if (left > 1) {
            erp.made(
                    "/v1/refunds",
                    Map.of("payment", payment, "amount", left / 2, "method", "cash", "reason", "Asked for it"));
        }
    }

    private void disputeOneInThree(String invoice) {
        long open = seen(invoice).path("open").asLong();
        if (open > 0 && random.nextInt(3) == 0) {
            erp.made(
                    "/v1/cases",
                    Map.of(
                            "customer",
                            customer,
                            "invoice",
                            invoice,
                            "reason",
                            "price",
                            "amount",
                            1 + random.nextLong(open),
                            "message",
                            "We agreed on another price"));
        }
    }

    private JsonNode seen(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200);
    }

    private String someDay() {
        return today.minusDays(random.nextInt(DAYS)).toString();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
