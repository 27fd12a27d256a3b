package io.duebook.payment.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads disputes at Stripe. What was taken and given back, the account's own transactions say. */
@Component
class DisputeGateway {

    private final StripeGateway stripe;

    DisputeGateway(StripeGateway stripe) {
        this.stripe = stripe;
    }

    /**
     * How a dispute stands; empty where there is none, or none about a payment.
     *
     * @throws StripeGateway.StripeUnreachable if Stripe could not be read
     */
    Mono<DisputeSeen> look(String account, String object) {
        return stripe.<Optional<Dispute>>call(
                        "look_dispute",
                        () -> Optional.of(
                                stripe.client().v1().disputes().retrieve(object, StripeGateway.options(account))),
                        StripeGateway::emptyIfMissing)
                .flatMap(found -> Mono.justOrEmpty(found.filter(dispute -> dispute.getPaymentIntent() != null)
                        .map(DisputeGateway::seen)));
    }

    private static DisputeSeen seen(Dispute dispute) {
        List<BalanceTransaction> moved =
                dispute.getBalanceTransactions() == null ? List.of() : dispute.getBalanceTransactions();
        return new DisputeSeen(
                dispute.getId(),
                dispute.getPaymentIntent(),
                money(dispute.getAmount(), dispute.getCurrency()),
                moved.stream()
                        .filter(transaction -> transaction.getAmount() < 0)
                        .findFirst()
                        .map(transaction -> Instant.ofEpochSecond(transaction.getCreated())),
                moved.stream()
                        .filter(transaction -> transaction.getFee() != null && transaction.getFee() > 0)
                        .findFirst()
                        .map(transaction -> money(transaction.getFee(), transaction.getCurrency())),
                moved.stream()
                        .filter(transaction -> transaction.getAmount() > 0)
                        .findFirst()
                        .map(transaction -> Instant.ofEpochSecond(transaction.getCreated())),
                String.valueOf(dispute.getReason()));
    }

    private static Money money(long units, String currency) {
        return StripeAmounts.ofUnits(units, Currency.of(currency.toUpperCase(Locale.ROOT)));
    }
}
