package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A bill with which a head office settles what its branch owes: it is money at the branch from the day on which it is money. */
@BackendTest
class PassedBillTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String head;
    private String branch;

    @BeforeEach
    void aBranchAndItsHeadOffice() {
        tenant = tenants.create();
        erp = tenant.program();
        head = tenant.customer("Head").path("id").asString();
        branch = erp.made("/v1/customers", Map.of("name", "Branch", "parent", head));
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void aPromiseEarnsNobodyADiscountBeforeItIsMoney() {
        String early = erp.made(
                "/v1/invoices",
                Body.invoice(branch, 10_000)
                        .without("due_date")
                        .with("terms", Body.earlyPayment("2").with("net", 60)));
        JsonNode promised = promise(early, 9_800, "2026-03-10");
        String payment = "/v1/payments/" + promised.path("id").asString();

        assertThat(promised.at("/allocations/0/discount").asLong()).isZero();
        assertThat(open(early)).isEqualTo(200);
        erp.post(payment + "/reverse", Map.of("kind", "return", "reversed_on", "2026-03-12", "reason", "no funds"))
                .expect(200);
        assertThat(open(early)).isEqualTo(10_000);
        erp.post(payment + "/reinstate", Map.of("reinstated_on", "2026-03-13", "reason", "honoured after all"))
                .expect(200);
        assertThat(open(early)).isEqualTo(200);
    }

    /** Money is money from one day for all who have of it: what is done with the bill counts for the branch's offer, too. */
    @Test
    void whatIsDoneWithItMovesTheDayOfWhatPassedOn() {
        String owed = tenant.invoice(branch, 10_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String offer = erp.made(
                "/v1/settlement_offers",
                Body.settlementOffer(branch, 4_000).with("items", List.of(owed)).with("expires_on", "2099-03-31"));
        String bill =
                "/v1/bills/" + promise(owed, 4_000, "2099-06-05").at("/bill/id").asString();
        Api theirs = tenant.contact(branch);
        assertThat(paidTowards(theirs, offer)).isZero();

        // It is collected early, as an offer's money may be; then that was a mistake.
        erp.post(bill + "/collect", Map.of("collected_on", "2026-02-09")).expect(200);
        assertThat(paidTowards(theirs, offer)).isEqualTo(4_000);
        await().until(() -> open(owed) == 0);
        erp.post(bill + "/undo", Map.of("reason", "another one was")).expect(200);
        assertThat(paidTowards(theirs, offer)).isZero();
        await().until(() -> open(owed) == 6_000);
    }

    private JsonNode promise(String invoice, long amount, String maturesOn) {
        return erp.post(
                        "/v1/payments",
                        Body.payment(head, amount)
                                .with("received_on", "2026-01-05")
                                .with("method", "bill")
                                .with("bill", Body.bill("W-1", maturesOn))
                                .with("allocate", List.of(Body.part(invoice, amount))))
                .expect(201);
    }

    private static long paidTowards(Api reader, String offer) {
        return reader.get("/v1/settlement_offers/" + offer)
                .expect(200)
                .path("paid")
                .asLong();
    }

    private long open(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200).path("open").asLong();
    }
}
