package io.duebook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.plan.OfferPayments.Allocated;
import io.duebook.plan.OfferPayments.Paid;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An offer of 100 until the tenth of May, on the fifth. */
class OfferPaymentsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 5, 5);
    private static final LocalDate EXPIRES = LocalDate.of(2026, 5, 10);
    private static final UUID OLD = UUID.randomUUID();
    private static final UUID NEW = UUID.randomUUID();

    @Test
    void moneyThatWasThereBeforeCountsForNothingHoweverItIsAllocatedAnew() {
        assertThat(paid(Map.of(OLD, 80L), made(OLD, 80, 1, 1)).amount()).isZero();
        assertThat(paid(Map.of(OLD, 80L), made(OLD, 50, 1, 4)).amount()).isZero();
        assertThat(paid(Map.of(OLD, 80L), made(OLD, 50, 1, 3), made(OLD, 60, 1, 4))
                        .amount())
                .isEqualTo(30);
        assertThat(paid(Map.of(OLD, 80L), made(NEW, 70, 3, 3)).amount()).isEqualTo(70);
    }

    @Test
    void theDayOnWhichItIsCoveredIsThatOfTheAllocationThatCoversIt() {
        Paid paid = paid(Map.of(), made(NEW, 60, 2, 4), made(OLD, 30, 1, 1), made(OLD, 20, 1, 3));

        assertThat(paid).isEqualTo(new Paid(110, LocalDate.of(2026, 5, 4), null));
        assertThat(paid(Map.of(), made(NEW, 99, 2, 4)).coveredOn()).isNull();
    }

    @Test
    void moneyThatComesTooLateCountsForNothingAndMoneyToComeWaitsForItsDay() {
        assertThat(paid(Map.of(), made(NEW, 100, 11, 11))).isEqualTo(new Paid(0, null, null));
        assertThat(paid(Map.of(), made(NEW, 100, 7, 8), made(OLD, 10, 6, 7)))
                .isEqualTo(new Paid(0, null, LocalDate.of(2026, 5, 7)));
    }

    private static Paid paid(Map<UUID, Long> before, Allocated... standing) {
        return new OfferPayments(List.of(standing), before).towards(100, EXPIRES, TODAY);
    }

    private static Allocated made(UUID money, long amount, int moneyOn, int on) {
        return new Allocated(money, amount, LocalDate.of(2026, 5, moneyOn), LocalDate.of(2026, 5, on));
    }
}
