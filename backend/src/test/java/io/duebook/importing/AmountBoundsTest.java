package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.Money;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An amount too large to be meant is refused where it comes in, by its field, before sums of it go astray. */
@BackendTest
class AmountBoundsTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private String customer = "";

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        customer = tenant.customer("Large").path("id").asString();
    }

    @Test
    void ofAPaymentAndItsParts() {
        String invoice = tenant.invoice(customer, Money.MOST, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        var part = Map.of("invoice", invoice, "amount", Money.MOST);
        var tooMuch = Map.of("invoice", invoice, "amount", Long.MAX_VALUE);

        assertThat(told(pay(Money.MOST + 1, "none"))).isEqualTo("/amount/amount out_of_range");
        assertThat(told(pay(Money.MOST, List.of(tooMuch)))).isEqualTo("/allocate/0/amount out_of_range");
        assertThat(told(pay(Money.MOST, List.of(part, part)))).isEqualTo("/allocate parts_exceed_payment");
        String payment = pay(Money.MOST, "none").expect(201).path("id").asString();
        assertThat(told(allocate(payment, invoice, Money.MOST + 1))).isEqualTo("/amount out_of_range");
        allocate(payment, invoice, Money.MOST).expect(201);
    }

    @Test
    void ofAnInvoiceItsLinesAndTheirSum() {
        assertThat(told(invoice(Money.MOST + 1, "1", "0", 1))).isEqualTo("/lines/0/unit_amount out_of_range");
        assertThat(told(invoice(-Money.MOST - 1, "1", "0", 1))).isEqualTo("/lines/0/unit_amount out_of_range");
        assertThat(told(invoice(Money.MOST, "1.000001", "0", 1))).isEqualTo("/lines/0 out_of_range");
        assertThat(told(invoice(Money.MOST, "-999999999999", "0", 1))).isEqualTo("/lines/0 out_of_range");
        assertThat(told(invoice(Money.MOST, "1", "0.1", 1))).isEqualTo("/lines out_of_range");
        assertThat(told(invoice(Money.MOST, "1", "100", 1_000))).isEqualTo("/lines out_of_range");
        invoice(Money.MOST, "1", "0", 1).expect(201);
    }

    @Test
    void ofARowAndOfAllRowsOfAFile() {
        Api program = tenant.program();
        var bounded = ImportFile.upload(
                        program, ImportFile.HEADER + "C-1,,1,2024-01-02,2024-02-01,10000000000000.01,no,,,\n")
                .expect(201);
        assertThat(bounded.at("/errors/0/code").asString()).isEqualTo("bad_amount");

        String rows = IntStream.range(0, 9_300)
                .mapToObj(row -> "C-1,,N" + row + ",2024-01-02,2024-02-01,10000000000000.00,no,,,\n")
                .collect(Collectors.joining());
        assertThat(ImportFile.upload(program, ImportFile.HEADER + rows).refused(422))
                .isEqualTo("amount_out_of_range");
    }

    @Test
    void byTheDatabaseToo() throws SQLException {
        tenant.payment(customer, 1, "2026-01-01", "none");
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var update = connection.prepareStatement("update payment set amount = ? where tenant_id = ?")) {
            update.setLong(1, Money.MOST + 1);
            update.setObject(2, tenant.id().value());
            assertThatThrownBy(update::executeUpdate).hasMessageContaining("payment_amount_bounded");
        }
    }

    private Api.Answer pay(long amount, Object allocate) {
        return tenant.program()
                .post(
                        "/v1/payments",
                        Body.payment(customer, amount)
                                .with("received_on", "2026-01-01")
                                .with("method", "cash")
                                .with("allocate", allocate));
    }

    private Api.Answer allocate(String payment, String invoice, long amount) {
        return tenant.program()
                .post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", amount));
    }

    private Api.Answer invoice(long unitAmount, String quantity, String taxRate, int lines) {
        Body line = Body.line(unitAmount).with("quantity", quantity).with("tax_rate", taxRate);
        return tenant.program()
                .post("/v1/invoices", Body.invoice(customer, 1).with("lines", Collections.nCopies(lines, line)));
    }

    private static String told(Api.Answer answer) {
        var error = answer.expect(422).at("/errors/0");
        return error.path("pointer").asString() + " " + error.path("code").asString();
    }
}
