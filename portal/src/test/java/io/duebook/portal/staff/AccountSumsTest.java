package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.PeriodsApi.Balance;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountSumsTest {

    @Test
    void customersAreOneLineAndCurrenciesAreApart() {
        List<AccountSums> sums = AccountSums.of(List.of(
                new Balance("EUR", "bank", 100),
                new Balance("EUR", "receivable:cus_1", 70),
                new Balance("EUR", "receivable:cus_2", -20),
                new Balance("EUR", "revenue", -150),
                new Balance("JPY", "receivable:cus_1", 5),
                new Balance("JPY", "tax:19", -5)));

        assertThat(sums).extracting(AccountSums::currency).containsExactly("EUR", "JPY");
        assertThat(sums.getFirst().lines())
                .containsExactly(
                        new AccountSums.Line("bank", 1, 100),
                        new AccountSums.Line("receivable", 2, 50),
                        new AccountSums.Line("revenue", 1, -150));
        assertThat(sums.getLast().lines())
                .extracting(AccountSums.Line::account)
                .containsExactly("receivable", "tax:19");
    }

    @Test
    void debitsAndCreditsAreTheSame() {
        AccountSums sums = AccountSums.of(List.of(
                        new Balance("EUR", "bank", 100),
                        new Balance("EUR", "revenue", -80),
                        new Balance("EUR", "tax:19", -20)))
                .getFirst();

        assertThat(sums.debit()).isEqualTo(100).isEqualTo(sums.credit());
    }
}
