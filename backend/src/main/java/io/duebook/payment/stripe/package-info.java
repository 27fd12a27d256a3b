/** Payments through Stripe: attempts, the hosted page, what Stripe tells us, and asking it when it does not. */
@NullMarked
package io.duebook.payment.stripe;

import org.jspecify.annotations.NullMarked;
