package io.duebook.payment.stripe;

import static io.duebook.payment.stripe.AttemptState.EXPIRED;
import static io.duebook.payment.stripe.AttemptState.FAILED;
import static io.duebook.payment.stripe.AttemptState.OPEN;
import static io.duebook.payment.stripe.AttemptState.PAID;
import static io.duebook.payment.stripe.AttemptState.PROCESSING;
import static io.duebook.payment.stripe.AttemptState.REQUESTED;
import static io.duebook.payment.stripe.AttemptState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptStateTest {

    private static final Seen PAGE = new Seen.Open("cs", "https://pay", null, null);
    private static final Seen UNDER_WAY = new Seen.Processing("cs", "pi");
    private static final Seen MONEY =
            new Seen.Paid("cs", "pi", new Money(100, Currency.of("EUR")), Instant.EPOCH, "card");
    private static final Seen NO_MONEY = new Seen.Failed("cs", new Failure("declined", "no"));
    private static final Seen CLOSED = new Seen.Expired("cs");
    private static final Seen REFUSAL = new Seen.Refused(new Failure("amount_too_small", "no"));
    private static final Seen SILENCE = new Seen.NoAnswer();
    private static final Seen ERROR_KEPT = new Seen.ErrorKept(Instant.EPOCH);

    @Test
    void silenceAfterTheFirstCallLeavesTheOutcomeUnknown() {
        assertThat(REQUESTED.after(SILENCE)).isEqualTo(UNKNOWN);
        assertThat(UNKNOWN.after(PAGE)).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void silenceLaterChangesNothing(AttemptState state) {
        assertThat(state.after(SILENCE)).isEqualTo(state == REQUESTED ? UNKNOWN : state);
        assertThat(state.after(ERROR_KEPT)).isEqualTo(state.after(SILENCE));
    }

    @ParameterizedTest
    @EnumSource
    void moneyThatArrivesIsAlwaysBooked(AttemptState state) {
        assertThat(state.after(MONEY)).isEqualTo(PAID);
    }

    @ParameterizedTest
    @EnumSource
    void nothingTakesPaidBack(AttemptState state) {
        for (Seen seen : List.of(PAGE, UNDER_WAY, MONEY, NO_MONEY, CLOSED, REFUSAL, ERROR_KEPT, SILENCE)) {
            assertThat(PAID.after(seen)).isEqualTo(PAID);
            assertThat(state.after(seen).isLive() && !state.isLive())
                    .as("%s after %s lives again", state, seen)
                    .isFalse();
        }
    }

    @Test
    void aDebitUnderWayIsNotClosedByAnOldAnswer() {
        assertThat(PROCESSING.after(CLOSED)).isEqualTo(PROCESSING);
        assertThat(PROCESSING.after(PAGE)).isEqualTo(PROCESSING);
        assertThat(PROCESSING.after(NO_MONEY)).isEqualTo(FAILED);
    }

    @Test
    void aRefusalCountsOnlyWhereNoSessionIsKnown() {
        assertThat(REQUESTED.after(REFUSAL)).isEqualTo(FAILED);
        assertThat(UNKNOWN.after(REFUSAL)).isEqualTo(FAILED);
        assertThat(OPEN.after(REFUSAL)).isEqualTo(OPEN);
        assertThat(OPEN.after(CLOSED)).isEqualTo(EXPIRED);
    }

    @Test
    void theSameAnswersInAnyOrderAndTwiceEndTheSame() {
        var random = new Random(7);
        for (int round = 0; round < 1_000; round++) {
            var answers = new ArrayList<>(List.of(PAGE, UNDER_WAY, MONEY, SILENCE, PAGE, MONEY, UNDER_WAY));
            Collections.shuffle(answers, random);
            AttemptState state = REQUESTED;
            for (Seen seen : answers) {
                state = state.after(seen);
            }
            assertThat(state).as("after %s", answers).isEqualTo(PAID);
        }
    }
}
