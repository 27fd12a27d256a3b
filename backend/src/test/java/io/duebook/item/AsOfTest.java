package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.platform.KnownAtInFuture;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AsOfTest {

    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final Instant NOW = Instant.parse("2026-03-01T11:30:00Z");

    @Test
    void todayIsTheDayOfTheTenantsZone() {
        assertThat(AsOf.of(null, DateBasis.ACCOUNTING, null, NOW, ZoneId.of("UTC"))
                        .day())
                .isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(AsOf.of(null, DateBasis.ACCOUNTING, null, NOW, AUCKLAND).day())
                .isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(AsOf.of(null, DateBasis.ACCOUNTING, null, Instant.parse("2026-03-01T10:59:59Z"), AUCKLAND)
                        .day())
                .isEqualTo(LocalDate.of(2026, 3, 1));
    }

    @Test
    void whatIsKnownNowMayStillChange() {
        assertThat(AsOf.of(null, DateBasis.ACCOUNTING, null, NOW, AUCKLAND).provisional())
                .isTrue();
        assertThat(AsOf.of(null, DateBasis.ACCOUNTING, NOW.minusSeconds(29), NOW, AUCKLAND)
                        .provisional())
                .isTrue();
        assertThat(AsOf.of(null, DateBasis.ACCOUNTING, NOW.minusSeconds(30), NOW, AUCKLAND)
                        .provisional())
                .isFalse();
    }

    @Test
    void nobodyKnowsTheFuture() {
        assertThatThrownBy(() -> AsOf.of(null, DateBasis.ACCOUNTING, NOW.plusMillis(1), NOW, AUCKLAND))
                .isInstanceOf(KnownAtInFuture.class);
    }
}
