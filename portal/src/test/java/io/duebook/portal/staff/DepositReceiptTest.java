package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.InvoicesApi.CustomerName;
import io.duebook.portal.api.Money;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.NewPayment;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.staff.DepositReceipt.Outcome;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DepositReceiptTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 18);

    private final List<Object> recorded = new ArrayList<>();
    private final List<Object> keys = new ArrayList<>();
    private @Nullable ApiProblem failing;

    private final DepositReceipt receipt = new DepositReceipt(
            api(PaymentsApi.class, asked -> {
                recorded.add(asked[1]);
                return payment("pay_" + recorded.size());
            }),
            api(DepositsApi.class, asked -> {
                keys.add(asked[1]);
                ApiProblem problem = failing;
                if (problem != null) {
                    throw problem;
                }
                return null;
            }),
            "dep_1");

    @Test
    void recordsOnceWhereOnlyKeepingFailed() {
        failing = ApiProblem.unreachable(new IOException("lost"));
        assertThatThrownBy(() -> receipt.record(wanted(200_000))).isSameAs(failing);
        assertThatThrownBy(() -> receipt.record(wanted(200_000))).isSameAs(failing);
        failing = null;
        assertThat(receipt.record(wanted(200_000))).isEqualTo(new Outcome("deposits/dep_1", true, null));
        assertThat(recorded).hasSize(1);
        assertThat(keys).hasSize(3).containsOnly(keys.getFirst());
    }

    @Test
    void recordsOnceWhereKeepingWasRefused() {
        var refusal = new ApiProblem(new ApiProblem.Body(409, "credit_used_up", null, null, null, null));
        failing = refusal;
        assertThat(receipt.record(wanted(200_000))).isEqualTo(new Outcome("payments/pay_1", true, refusal));
        assertThat(receipt.record(wanted(150_000)))
                .as("another amount is not a second receipt")
                .isEqualTo(new Outcome("payments/pay_1", false, refusal));
        failing = null;
        assertThat(receipt.record(wanted(150_000))).isEqualTo(new Outcome("payments/pay_1", false, null));
        assertThat(recorded).containsExactly(wanted(200_000));
    }

    @Test
    void recordsOnceWhereTheAnswerWasLostAndTheAmountChanged() {
        failing = ApiProblem.unreachable(new IOException("lost"));
        assertThatThrownBy(() -> receipt.record(wanted(200_000))).isSameAs(failing);
        failing = null;
        assertThat(receipt.record(wanted(150_000))).isEqualTo(new Outcome("payments/pay_1", false, null));
        assertThat(recorded).containsExactly(wanted(200_000));
    }

    @Test
    void recordsAnotherAmountByItself() {
        receipt.record(wanted(200_000));
        receipt.record(wanted(395_000));
        assertThat(recorded).containsExactly(wanted(200_000), wanted(395_000));
        assertThat(keys).doesNotHaveDuplicates();
    }

    private static NewPayment wanted(long amount) {
        return new NewPayment("cus_1", null, new Money(amount, "EUR"), DAY, "bank_transfer", null, null, "none");
    }

    private static Payment payment(String id) {
        return new Payment(
                id,
                new CustomerName("cus_1", "Keller", null),
                null,
                null,
                new Money(200_000, "EUR"),
                DAY,
                "bank_transfer",
                "bank",
                null,
                null,
                "received",
                200_000,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Instant.EPOCH);
    }

    private interface Answering {
        @Nullable
        Object to(Object[] asked);
    }

    private static <T> T api(Class<T> api, Answering answering) {
        return api.cast(Proxy.newProxyInstance(
                api.getClassLoader(), new Class<?>[] {api}, (proxy, method, asked) -> answering.to(asked)));
    }
}
