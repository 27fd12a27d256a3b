package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.document.Addressees;
import io.duebook.document.Language;
import io.duebook.document.PrintedPaper;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class ReceiptPaperTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Sample Works 样品工厂").path("id").asString();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatWasReceivedAndWhatBecameOfIt(Language language) {
        String first = number(tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09"));
        String second = number(tenant.invoice(customer, 5_000, "2026-01-20", "2026-02-19"));
        String payment = pay(18_000, "EUR");

        PrintedPaper printed = print(erp, payment, language).left("receipt-" + language.tag());

        assertThat(printed.text())
                .containsSubsequence(
                        language == Language.ENGLISH
                                ? List.of(
                                        "Receipt",
                                        "Payment of 15 February 2026",
                                        "Sample Works 样品工厂",
                                        "Bank transfer",
                                        "Amount received",
                                        "EUR 180.00",
                                        "Credit on your account",
                                        "EUR 30.00",
                                        first,
                                        "100.00",
                                        second,
                                        "50.00",
                                        "Credit on your account",
                                        "30.00")
                                : List.of(
                                        "付款凭据",
                                        "付款日期：2026年2月15日",
                                        "银行转账",
                                        "实收金额",
                                        "EUR 180.00",
                                        "可抵扣余额",
                                        "EUR 30.00",
                                        first,
                                        "100.00",
                                        second,
                                        "50.00"));
        assertThat(printed.isTagged()).isTrue();
        assertThat(printed.isWithinMargins()).isTrue();
        assertThat(printed.bytes())
                .hasSizeLessThan(100_000)
                .isEqualTo(print(erp, payment, language).bytes());
    }

    @Test
    void hasAsManyDigitsAsItsCurrency() {
        assertThat(print(erp, pay(18_000, "JPY"), Language.ENGLISH).text()).contains("JPY 18,000");
        assertThat(print(erp, pay(18_000, "KWD"), Language.ENGLISH).text()).contains("KWD 18.000");
    }

    @Test
    void saysThatItWasTakenBack() {
        tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09");
        String payment = pay(10_000, "EUR");
        erp.post(payment + "/reverse", Map.of("kind", "return", "reversed_on", "2026-02-20", "reason", "No funds"))
                .expect(200);

        PrintedPaper printed = print(erp, payment, Language.ENGLISH).left("receipt-reversed");

        assertThat(printed.text())
                .contains("EUR 100.00 of this payment were taken back on 20 February 2026.")
                .contains("taken back since")
                .doesNotContain("What became of it");
    }

    @Test
    void isPrintedForTheCustomersOwnContactsOnly() {
        customer = tenant.customer(Addressees.LONG_NAME).path("id").asString();
        String payment = pay(10_000, "EUR");
        String stranger = tenant.customer("Stranger").path("id").asString();

        assertThat(print(tenant.contact(customer), payment, Language.CHINESE).isWithinMargins())
                .isTrue();
        for (Api other : List.of(tenant.contact(stranger), tenants.create().program())) {
            assertThat(other.with("Accept", "application/pdf").get(payment).refused(404))
                    .isEqualTo("not_found");
        }
        assertThat(erp.with("Accept", "*/*").get(payment).header("Content-Type"))
                .startsWith("application/json");
    }

    @Test
    void hasTheSameWordsInBothLanguages() {
        Set<String> english =
                new TreeSet<>(Language.ENGLISH.words(ReceiptPaper.WORDS).keySet());

        assertThat(new TreeSet<>(Language.CHINESE.words(ReceiptPaper.WORDS).keySet()))
                .isEqualTo(english);
    }

    private static PrintedPaper print(Api asker, String path, Language language) {
        return PrintedPaper.read(asker, path + "?language=" + language.tag());
    }

    private static String number(JsonNode invoice) {
        return invoice.path("number").asString();
    }

    /** Its path. */
    private String pay(long amount, String currency) {
        return "/v1/payments/"
                + erp.made(
                        "/v1/payments",
                        Map.of(
                                "customer", customer,
                                "amount", Map.of("amount", amount, "currency", currency),
                                "received_on", "2026-02-15",
                                "method", "bank_transfer",
                                "allocate", "oldest_first"));
    }
}
