package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.staff.ForeignParts.Taken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an allocation will realise, as docs/examples/exchange.md has it. */
class RealisedDraftTest {

    /** 1,080 dollars claimed at 1.08 carry 1,000 euros; as many that came at 1.20 carry 900. */
    private static final Map<String, Carried> CLAIMS = Map.of("inv_1", new Carried(108_000, 100_000));

    @Test
    void halfOfAClaimRealisesHalfOfTheDifference() {
        var draft = new RealisedDraft("EUR", "USD", new Carried(108_000, 90_000), CLAIMS);
        assertThat(draft.of(List.of(new Part("inv_1", 54_000)), List.of())).isEqualTo(-5_000);
    }

    @Test
    void aSideOfTheBaseCurrencyCarriesItself() {
        var euros = new RealisedDraft("EUR", "EUR", null, CLAIMS);
        assertThat(euros.of(List.of(), List.of(new Taken("inv_1", "USD", 108_000, 90_000, null, null))))
                .as("900 euros settled what was worth 1,000")
                .isEqualTo(-10_000);
        var dollars = new RealisedDraft("EUR", "USD", new Carried(108_000, 90_000), Map.of());
        assertThat(dollars.of(List.of(), List.of(new Taken("inv_2", "EUR", 80_000, 108_000, null, null))))
                .as("money worth 900 settled 800")
                .isEqualTo(10_000);
        assertThat(euros.of(List.of(new Part("inv_3", 500)), List.of())).isZero();
    }

    @Test
    void whereNoRateWasKnownNothingIsRealised() {
        var draft = new RealisedDraft("EUR", "USD", null, CLAIMS);
        assertThat(draft.of(List.of(new Part("inv_1", 54_000)), List.of())).isZero();
        assertThat(new RealisedDraft("EUR", "USD", new Carried(10, 9), Map.of())
                        .of(List.of(new Part("inv_1", 10)), List.of()))
                .isZero();
    }
}
