package io.duebook.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.item.DiscountTerms;
import io.duebook.item.EarlyPayment;
import io.duebook.item.OffTheBooks;
import io.duebook.item.OpenItem;
import io.duebook.item.SettlementOrder;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Policies.PartPayment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is charged online for claims that offer 2 % until the twentieth. */
class PlannedChargeTest {

    private static final LocalDate UNTIL = LocalDate.of(2026, 1, 20);
    private static final EarlyPayment FULL =
            new EarlyPayment(UNTIL, new Policies.Discount(PartPayment.FULL_ONLY, true));
    private static final SettlementOrder OLDEST_FIRST = new SettlementOrder.OldestFirst();

    @Test
    void whatIsPaidInTimeCostsLess() {
        PlannedCharge charge = chosen(null, UNTIL, "EUR", 10_000, 5_000);

        assertThat(charge.charge().amount()).isEqualTo(14_700);
        assertThat(charge.shares()).extracting(Share::amount).containsExactly(9_800L, 4_900L);
        assertThat(charge.shares()).extracting(Share::discount).containsExactly(200L, 100L);
    }

    @Test
    void aDayLateItCostsAllThatIsOpen() {
        PlannedCharge charge = chosen(null, UNTIL.plusDays(1), "EUR", 10_000);

        assertThat(charge.charge().amount()).isEqualTo(10_000);
        assertThat(charge.shares()).extracting(Share::discount).containsExactly(0L);
    }

    @Test
    void aPartCoversTheOldestAtItsPriceAndWhatItCoversInPartAtNone() {
        PlannedCharge charge = chosen(12_000L, UNTIL, "EUR", 10_000, 5_000);

        assertThat(charge.shares()).extracting(Share::amount).containsExactly(9_800L, 2_200L);
        assertThat(charge.shares()).extracting(Share::discount).containsExactly(200L, 0L);
    }

    @Test
    void whoAsksForMorePaysInFullAndNobodyPaysMoreThanIsOpen() {
        PlannedCharge charge = chosen(14_701L, UNTIL, "EUR", 10_000, 5_000);

        assertThat(charge.charge().amount()).isEqualTo(14_701);
        assertThat(charge.shares()).extracting(Share::amount).containsExactly(10_000L, 4_701L);
        assertThat(charge.shares()).extracting(Share::discount).containsExactly(0L, 0L);
        assertThatThrownBy(() -> chosen(15_001L, UNTIL, "EUR", 10_000, 5_000)).isInstanceOf(AmountExceedsOpen.class);
    }

    @Test
    void whatStripeCannotCountIsALittleMoreForAUnitLessWouldEarnNothing() {
        // 10.003 dinar less 0.200 is 9.803, and Stripe counts tens.
        PlannedCharge charge = chosen(null, UNTIL, "KWD", 10_003);

        assertThat(charge.charge().amount()).isEqualTo(9_810);
        assertThat(charge.shares()).extracting(Share::discount).containsExactly(193L);
    }

    @Test
    void besideUnappliedCreditOnlyWhatTheChargeCoversInFullCostsLess() {
        List<OpenItem> items = items("EUR", 10_000, 5_000);
        Money credit = new Money(2_000, Currency.of("EUR"));

        PlannedCharge charge = PlannedCharge.forAll(OLDEST_FIRST, items, credit, null, FULL);

        assertThat(charge.charge().amount()).isEqualTo(12_800);
        assertThat(charge.shares()).extracting(Share::amount).containsExactly(9_800L, 3_000L);
        assertThat(charge.shares()).extracting(Share::discount).containsExactly(200L, 0L);
    }

    @Test
    void whatStripeCannotCountIsMissingWhereItCostsNoDiscount() {
        List<OpenItem> items = List.of(item(0, "KWD", 1_005, false), item(1, "KWD", 1_000, true));

        PlannedCharge charge = PlannedCharge.forChosen(OLDEST_FIRST, items, null, FULL);

        assertThat(charge.charge().amount()).isEqualTo(1_980);
        assertThat(charge.shares()).extracting(Share::number).containsExactly("INV-0", "INV-1");
        assertThat(charge.shares()).extracting(Share::amount).containsExactly(1_000L, 980L);
        assertThat(charge.shares()).extracting(Share::discount).containsExactly(0L, 20L);
    }

    @Test
    void showsWhatTheBookingWillGrant() {
        PlannedCharge shortByLess = chosen(14_900L, UNTIL, "EUR", 10_000, 5_000);
        assertThat(shortByLess.shares()).extracting(Share::amount).containsExactly(10_000L, 4_900L);
        assertThat(shortByLess.shares()).extracting(Share::discount).containsExactly(0L, 100L);

        var proRata = new EarlyPayment(UNTIL, new Policies.Discount(PartPayment.PRO_RATA, true));
        PlannedCharge part = PlannedCharge.forChosen(OLDEST_FIRST, items("EUR", 10_000), 4_900L, proRata);
        assertThat(part.shares()).extracting(Share::discount).containsExactly(100L);
    }

    private static PlannedCharge chosen(@Nullable Long asked, LocalDate today, String currency, long... open) {
        return PlannedCharge.forChosen(
                OLDEST_FIRST, items(currency, open), asked, new EarlyPayment(today, FULL.policy()));
    }

    private static List<OpenItem> items(String currency, long... open) {
        return java.util.stream.IntStream.range(0, open.length)
                .mapToObj(at -> item(at, currency, open[at], true))
                .toList();
    }

    private static OpenItem item(int at, String currency, long open, boolean discounted) {
        Money whole = new Money(open, Currency.of(currency));
        return new OpenItem(
                new UUID(0, at),
                new CustomerId(new UUID(0, 1)),
                OpenItem.Kind.INVOICE,
                "INV-" + at,
                whole,
                whole,
                UNTIL.minusDays(10),
                UNTIL.plusDays(20),
                false,
                List.of(),
                OffTheBooks.NOTHING,
                null,
                discounted
                        ? new DiscountTerms(new BigDecimal("2"), UNTIL, open, List.of(), List.of(), 0, List.of())
                        : null);
    }
}
