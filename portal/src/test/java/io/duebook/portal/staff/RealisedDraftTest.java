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
    private static final Map<String, Carried> CLAIMS = Map.of("inv_1", new Carried(108_000, 100_000L));

    private static final List<Part> HALF = List.of(new Part("inv_1", 54_000));

    @Test
    void halfOfAClaimRealisesHalfOfTheDifference() {
        var draft = new RealisedDraft("EUR", "USD", new Carried(108_000, 90_000L), CLAIMS);
        assertThat(draft.of(HALF, List.of())).hasValue(-5_000);
    }

    @Test
    void aSideOfTheBaseCurrencyCarriesItself() {
        var euros = new RealisedDraft("EUR", "EUR", null, CLAIMS);
        assertThat(euros.of(List.of(), List.of(new Taken("inv_1", "USD", 108_000, 90_000, null, null))))
                .as("900 euros settled what was worth 1,000")
                .hasValue(-10_000);
        var dollars = new RealisedDraft("EUR", "USD", new Carried(108_000, 90_000L), Map.of());
        assertThat(dollars.of(List.of(), List.of(new Taken("inv_2", "EUR", 80_000, 108_000, null, null))))
                .as("money worth 900 settled 800")
                .hasValue(10_000);
        assertThat(euros.of(List.of(new Part("inv_3", 500)), List.of())).hasValue(0);
    }

    @Test
    void whereNoRateWasKnownNothingIsRealised() {
        var noRate = new Carried(108_000, null);
        assertThat(new RealisedDraft("EUR", "USD", noRate, CLAIMS).of(HALF, List.of()))
                .hasValue(0);
        assertThat(new RealisedDraft("EUR", "USD", new Carried(108_000, 90_000L), Map.of("inv_1", noRate))
                        .of(HALF, List.of()))
                .hasValue(0);
    }

    @Test
    void saysNothingWhereASideIsNotKnown() {
        assertThat(new RealisedDraft("EUR", "USD", null, CLAIMS).of(HALF, List.of()))
                .isEmpty();
        var ofAnother = new Part("inv_9", 1_000);
        assertThat(new RealisedDraft("EUR", "USD", new Carried(108_000, 90_000L), CLAIMS)
                        .of(List.of(HALF.getFirst(), ofAnother), List.of()))
                .as("5,000 lost by the one, and what the other carries is not known")
                .isEmpty();
    }
}
