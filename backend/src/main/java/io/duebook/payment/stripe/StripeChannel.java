package io.duebook.payment.stripe;

import io.duebook.payment.RefundChannel;
import io.duebook.shared.Money;
import org.springframework.stereotype.Component;

/** Stripe as a way on which money goes back; {@link StripeRefunds} does the work. */
@Component
class StripeChannel implements RefundChannel {

    static final String WORK = "stripe_refund";

    @Override
    public String processor() {
        return "stripe";
    }

    @Override
    public String work() {
        return WORK;
    }

    @Override
    public boolean counts(Money amount) {
        return StripeAmounts.isExact(amount);
    }
}
