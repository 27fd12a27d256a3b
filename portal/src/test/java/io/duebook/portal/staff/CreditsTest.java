package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.InvoicesApi.CustomerName;
import io.duebook.portal.api.Money;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Allocation;
import io.duebook.portal.api.PaymentsApi.Exchange;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.staff.Credits.Credit;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreditsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

    @Test
    void addsUpWhatItSettlesInItsOwnCurrencyOnly() {
        Credit credit = credit(
                allocation("inv_1", 5_000, "EUR", new Exchange(5_800, "USD"), false),
                allocation("inv_2", 4_000, "USD", null, false),
                allocation("inv_2", 1_000, "USD", null, false),
                allocation("inv_3", 9_000, "USD", null, true));
        assertThat(credit.settled()).isEqualTo(5_000);
        assertThat(credit.settles()).containsExactly(new Choice("inv_2", "R-inv_2", 5_000, null));
        assertThat(credit.exchanged()).containsExactly("R-inv_1");
    }

    private static Credit credit(Allocation... allocations) {
        var payment = new Payment(
                "pay_1",
                new CustomerName("cus_1", "Keller", null),
                null,
                null,
                new Money(20_000, "USD"),
                DAY,
                "bank_transfer",
                "bank",
                null,
                null,
                "received",
                2_000,
                0,
                List.of(allocations),
                List.of(),
                List.of(),
                List.of(),
                Instant.EPOCH);
        return new Credits(
                        answering(PaymentsApi.class, payment),
                        answering(io.duebook.portal.api.CreditNotesApi.class, null),
                        answering(io.duebook.portal.api.ChargesApi.class, null),
                        answering(io.duebook.portal.api.TransfersApi.class, null))
                .of("pay_1");
    }

    private static <T> T answering(Class<T> api, @Nullable Object answer) {
        return api.cast(
                Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (proxy, method, asked) -> answer));
    }

    private static Allocation allocation(
            String invoice, long amount, String currency, @Nullable Exchange exchange, boolean reversed) {
        return new Allocation("alc", null, invoice, "R-" + invoice, amount, currency, exchange, 0, 0, 0, DAY, reversed);
    }
}
