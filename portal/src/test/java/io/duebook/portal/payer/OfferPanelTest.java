package io.duebook.portal.payer;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.InvoicesApi.CustomerName;
import io.duebook.portal.api.SettlementOffersApi.Offer;
import io.duebook.portal.api.SettlementOffersApi.Offered;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is still to be paid for an offer. */
class OfferPanelTest {

    @Test
    void neverMoreThanIsMissingNorThanIsOpen() {
        assertThat(OfferPanel.left(offer(70_000, 30_000, 104_000))).isEqualTo(40_000);
        assertThat(OfferPanel.left(offer(70_000, 0, 50_000)))
                .as("others paid meanwhile")
                .isEqualTo(50_000);
        assertThat(OfferPanel.left(offer(70_000, 70_000, 34_000))).isZero();
        assertThat(OfferPanel.left(offer(70_000, 80_000, 34_000))).isZero();
    }

    private static Offer offer(long amount, long paid, long open) {
        LocalDate day = LocalDate.of(2026, 3, 2);
        return new Offer(
                "off_1",
                new CustomerName("cus_1", "Acme", null),
                "active",
                "EUR",
                104_000,
                amount,
                paid,
                0,
                day,
                day.plusDays(14),
                null,
                null,
                List.of(new Offered("inv_1", "R-1", 104_000, open, 0)),
                null,
                null);
    }
}
