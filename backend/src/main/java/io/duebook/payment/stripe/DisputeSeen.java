package io.duebook.payment.stripe;

import io.duebook.shared.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * How a dispute stands at Stripe.
 *
 * @param amount what it is about
 * @param takenAt when the bank took the money, in real time; an inquiry takes none
 * @param fee what Stripe keeps for it
 * @param givenBackAt when the money came back, in real time
 * @param reason Stripe's word for the payer's objection
 */
record DisputeSeen(
        String id,
        String paymentIntent,
        Money amount,
        Optional<Instant> takenAt,
        Optional<Money> fee,
        Optional<Instant> givenBackAt,
        String reason) {}
