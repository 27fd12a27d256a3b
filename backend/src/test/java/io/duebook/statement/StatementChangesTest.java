package io.duebook.statement;

import static io.duebook.statement.FrozenStatements.freezeActivity;
import static io.duebook.statement.FrozenStatements.freezeOpenItems;
import static io.duebook.statement.FrozenStatements.in;
import static io.duebook.statement.FrozenStatements.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class StatementChangesTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;
    private String invoice;

    @BeforeEach
    void aCustomerWithBooks() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        invoice = tenant.invoice(customer, 10_000, "2025-01-10", "2025-02-09")
                .path("id")
                .asString();
        tenant.payment(customer, 4_000, "2025-01-20", "oldest_first");
    }

    @Test
    void whereNothingChangedItIsWhatItWas() {
        for (JsonNode frozen : new JsonNode[] {
            freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201),
            freezeOpenItems(erp, customer, "2025-01-31").expect(201)
        }) {
            tenant.invoice(customer, 900, "2025-02-01", "2025-03-03");

            JsonNode changes = changes(frozen);

            assertThat(changes.path("id")).isEqualTo(frozen.path("id"));
            assertThat(changes.path("as_of").asString()).isEqualTo("2025-01-31");
            JsonNode euros = in(changes, "EUR");
            assertThat(euros.path("lines")).isEmpty();
            assertThat(euros.path("was").asLong()).isEqualTo(6_000);
            assertThat(euros.path("now").asLong()).isEqualTo(6_000);
        }
    }

    @Test
    void listsEachMovementThatCameLater() {
        JsonNode frozen =
                freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);
        tenant.payment(customer, 1_000, "2025-01-30", "oldest_first");
        tenant.invoice(customer, 300, "2024-12-20", "2025-01-19");
        tenant.payment(customer, 55, "2025-02-01", "none");

        JsonNode euros = in(changes(frozen), "EUR");

        assertThat(euros.path("lines"))
                .extracting(line ->
                        line.path("on").asString() + " " + line.path("kind").asString() + " "
                                + line.path("amount").asLong() + " "
                                + line.path("running").asLong())
                .containsExactly("2024-12-20 invoice 300 6300", "2025-01-30 payment -1000 5300");
        assertThat(euros.path("was").asLong()).isEqualTo(6_000);
        assertThat(euros.path("now").asLong()).isEqualTo(5_300);
        assertThat(euros.path("booked_later")).isEmpty();
    }

    @Test
    void whatCameTooLateForItsPeriodIsToldBesideTheBalance() {
        JsonNode frozen =
                freezeActivity(erp, customer, "2025-01-01", "2025-01-31").expect(201);
        erp.post("/v1/periods/2025-01/close", "{}").expect(200);
        tenant.payment(customer, 1_500, "2025-01-28", "oldest_first");

        JsonNode euros = in(changes(frozen), "EUR");

        assertThat(euros.path("lines")).isEmpty();
        assertThat(euros.path("now").asLong()).isEqualTo(6_000);
        assertThat(euros.path("booked_later")).hasSize(1);
        assertThat(euros.path("booked_later").path(0).path("value_on").asString())
                .isEqualTo("2025-01-28");
        assertThat(euros.path("booked_later").path(0).path("on").asString()).isEqualTo("2025-02-01");
    }

    @Test
    void tellsOfEachClaimWhatWasOpenAndWhy() {
        JsonNode frozen = freezeOpenItems(erp, customer, "2025-01-31").expect(201);
        String payment = tenant.payment(customer, 7_000, "2025-01-30", "oldest_first")
                .path("id")
                .asString();
        String late = tenant.invoice(customer, 300, "2025-01-25", "2025-02-24")
                .path("id")
                .asString();

        JsonNode euros = in(changes(frozen), "EUR");

        assertThat(euros.path("lines")).hasSize(2);
        JsonNode paid = euros.path("lines").path(0);
        assertThat(paid.path("id").asString()).isEqualTo(invoice);
        assertThat(paid.path("was").asLong()).isEqualTo(6_000);
        assertThat(paid.path("now").asLong()).isZero();
        assertThat(paid.path("because")).hasSize(1);
        assertThat(paid.path("because").path(0).path("id").asString()).isEqualTo(payment);
        assertThat(paid.path("because").path(0).path("kind").asString()).isEqualTo("payment");
        assertThat(paid.path("because").path(0).path("amount").asLong()).isEqualTo(-6_000);
        JsonNode added = euros.path("lines").path(1);
        assertThat(added.path("id").asString()).isEqualTo(late);
        assertThat(added.path("was").asLong()).isZero();
        assertThat(added.path("now").asLong()).isEqualTo(300);
        assertThat(added.path("because").path(0).path("kind").asString()).isEqualTo("invoice");
        assertThat(euros.path("was").asLong()).isEqualTo(6_000);
        assertThat(euros.path("now").asLong()).isEqualTo(-700);
        assertThat(euros.path("unapplied_now").asLong()).isEqualTo(1_000);
        assertThat(sum(euros.path("lines"), "now")
                        - sum(euros.path("lines"), "was")
                        - (euros.path("unapplied_now").asLong()
                                - euros.path("unapplied_was").asLong()))
                .isEqualTo(euros.path("now").asLong() - euros.path("was").asLong());
    }

    @Test
    void whatWasPaidAndTakenBackMeanwhileIsNoChangeOfTheClaim() {
        JsonNode frozen = freezeOpenItems(erp, customer, "2025-01-31").expect(201);
        String payment = tenant.payment(customer, 700, "2025-01-30", "oldest_first")
                .path("id")
                .asString();
        erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "mistake", "reversed_on", "2025-01-31", "reason", "Typed wrong"))
                .expect(200);

        assertThat(in(changes(frozen), "EUR").path("lines")).isEmpty();
    }

    @Test
    void areForThoseWhoMaySeeTheStatement() {
        JsonNode frozen = freezeOpenItems(erp, customer, "2025-01-31").expect(201);
        tenant.payment(customer, 700, "2025-01-30", "oldest_first");
        String stranger = tenant.customer("Stranger").path("id").asString();

        assertThat(in(tenant.contact(customer).get(path(frozen)).expect(200), "EUR")
                        .path("lines"))
                .hasSize(1);
        assertThat(tenant.contact(stranger).get(path(frozen)).refused(404)).isEqualTo("not_found");
        assertThat(tenants.create().program().get(path(frozen)).refused(404)).isEqualTo("not_found");
    }

    private JsonNode changes(JsonNode frozen) {
        return erp.get(path(frozen)).expect(200);
    }

    private static String path(JsonNode frozen) {
        return "/v1/statements/" + frozen.path("id").asString() + "/changes";
    }
}
