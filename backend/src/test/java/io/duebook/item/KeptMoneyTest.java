package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.item.KeptMoney.Moved;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Money of the tenth of January, kept in March. */
class KeptMoneyTest {

    private static final UUID PAYMENT = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void whatSettledSomethingElseBeforeWasNeverHeld() {
        assertThat(held(earlier(PAYMENT, 1, 10, 11_900), earlier(PAYMENT, 2, 1, -10_000)))
                .containsExactly("2026-01-10 1900");
    }

    @Test
    void whatWasAwayMeanwhileIsHeldSinceItIsThereAgain() {
        assertThat(held(
                        earlier(PAYMENT, 1, 10, 11_900),
                        earlier(PAYMENT, 2, 1, -11_900),
                        earlier(PAYMENT, 2, 15, 11_900),
                        earlier(OTHER, 1, 5, 500)))
                .containsExactlyInAnyOrder("2026-02-15 11900", "2026-01-05 500");
    }

    @Test
    void whatHappensAfterwardsCountsOnItsOwnDay() {
        assertThat(held(
                        earlier(PAYMENT, 1, 10, 11_900),
                        earlier(PAYMENT, 2, 1, -10_000),
                        later(PAYMENT, 3, 5, 10_000),
                        later(PAYMENT, 1, 31, -11_900)))
                .containsExactlyInAnyOrder("2026-01-10 1900", "2026-03-05 10000", "2026-01-31 -11900");
    }

    private static List<String> held(Moved... moved) {
        return new KeptMoney(List.of(moved))
                .held().stream().map(held -> held.on() + " " + held.delta()).toList();
    }

    private static Moved earlier(UUID credit, int month, int day, long delta) {
        return new Moved(credit, LocalDate.of(2026, month, day), delta, Instant.EPOCH, true);
    }

    private static Moved later(UUID credit, int month, int day, long delta) {
        return new Moved(credit, LocalDate.of(2026, month, day), delta, Instant.EPOCH, false);
    }
}
