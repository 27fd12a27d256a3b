package io.duebook.portal.payer;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.CheckoutsApi.Checkout;
import io.duebook.portal.api.CheckoutsApi.Failure;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.api.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayingTest {

    private static final Line FIRST = line("inv_b", 1_000);
    private static final Line SECOND = line("inv_a", 250);

    @Test
    void paysEverythingNetOfCreditWhenNothingIsChosen() {
        Selection all = Selection.of(statement(1_250, 300), List.of());
        assertThat(all.isEverything()).isTrue();
        assertThat(all.sum()).isEqualTo(950);
    }

    @Test
    void hasNothingToPayWhenCreditCoversIt() {
        assertThat(Selection.of(statement(1_250, 2_000), List.of()).isPayable()).isFalse();
    }

    @Test
    void sumsWhatIsChosenAndNamesItInOneOrder() {
        Selection chosen = Selection.of(statement(1_250, 300), List.of(FIRST, SECOND));
        assertThat(chosen).isEqualTo(Selection.of(statement(1_250, 300), List.of(SECOND, FIRST)));
        assertThat(chosen.sum()).isEqualTo(1_250);
        assertThat(chosen.items()).isEqualTo(List.of("inv_a", "inv_b"));
    }

    @Test
    void doesNotSendMoreThanTheServiceTakes() {
        List<Line> many = IntStream.rangeClosed(1, 501)
                .mapToObj(number -> line("inv_" + number, 1))
                .toList();
        var statement = new InCurrency("EUR", many, 501, 0, 501, List.of());
        assertThat(Selection.of(statement, many).isPayable()).isFalse();
        assertThat(Selection.of(statement, many.subList(0, 500)).isPayable()).isTrue();
    }

    @Test
    void paysAllPartsOfAnInvoiceAndNamesItOnce() {
        Line later = line("inv_b", 600);
        var statement = new InCurrency("EUR", List.of(FIRST, SECOND, later), 1_850, 0, 1_850, List.of());
        Selection one = Selection.of(statement, List.of(later));
        assertThat(one).isEqualTo(new Selection(List.of("inv_b"), 1, 1_600));
        assertThat(Selection.of(statement, List.of(FIRST, later))).isEqualTo(one);
    }

    @Test
    void neverInvitesToPayAgainWhileTheOutcomeIsUnknown() {
        for (String state : List.of("unknown", "requested", "processing", "a_state_of_tomorrow")) {
            CheckoutStage stage = CheckoutStage.of(checkout(state, null));
            assertThat(stage.canContinue() || stage.canStartOver()).as(state).isFalse();
            assertThat(stage.mayChange()).as(state).isTrue();
        }
    }

    @Test
    void saysDeclinedWhileThePageStaysOpen() {
        assertThat(CheckoutStage.of(checkout("open", new Failure("card_declined", "m"))))
                .isEqualTo(CheckoutStage.DECLINED);
        assertThat(CheckoutStage.of(checkout("open", null))).isEqualTo(CheckoutStage.WAITING);
    }

    @Test
    void stopsLookingOnceTheOutcomeIsKnown() {
        for (String state : List.of("paid", "failed", "expired")) {
            assertThat(CheckoutStage.of(checkout(state, null)).mayChange())
                    .as(state)
                    .isFalse();
        }
    }

    private static Checkout checkout(String state, @Nullable Failure failure) {
        return new Checkout("chk_1", state, null, new Money(1, "EUR"), new Money(1, "EUR"), List.of(), failure, null);
    }

    private static InCurrency statement(long open, long unapplied) {
        return new InCurrency("EUR", List.of(FIRST, SECOND), open, unapplied, open - unapplied, List.of());
    }

    private static Line line(String id, long open) {
        var day = LocalDate.of(2026, 11, 1);
        return new Line(id, id, day, day, open, 0, open, 1);
    }
}
