package io.duebook.payment.stripe;

import com.stripe.net.FormEncoder;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.AdaptivePricing;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.ProductData;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import io.duebook.shared.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What Stripe is asked for an attempt, written down once as it goes over the wire: repeated under the same key, it must
 * be the same to the byte, whatever became of the code in between.
 */
final class SessionRequest {

    private static final int MOST_LINES = 100;
    private static final int LONGEST_NAME = 200;

    private SessionRequest() {}

    /**
     * The body of the call.
     *
     * @param returnUrl where the payer comes back to, paid or not; {@code checkout=<id>} is added to its query
     */
    static String body(CheckoutId id, TenantId tenant, PlannedCharge charge, String returnUrl, Instant expiresAt) {
        String back = returnUrl + (returnUrl.contains("?") ? "&" : "?") + "checkout=" + id;
        return FormEncoder.createQueryString(SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(id.text())
                .putMetadata("checkout", id.text())
                .putMetadata("tenant", tenant.text())
                .setSuccessUrl(back)
                .setCancelUrl(back)
                .setExpiresAt(expiresAt.getEpochSecond())
                // A payer who is shown another currency pays in it, and what is owed is owed in the invoice's.
                .setAdaptivePricing(AdaptivePricing.builder().setEnabled(false).build())
                .addAllLineItem(lines(charge))
                .setPaymentIntentData(PaymentIntentData.builder()
                        .setDescription(numbers(charge.shares()))
                        .putMetadata("checkout", id.text())
                        .putMetadata("tenant", tenant.text())
                        .build())
                .build()
                .toMap());
    }

    /** A line per document, as long as Stripe can count each of them; else one line for all. */
    private static List<LineItem> lines(PlannedCharge charge) {
        Currency currency = charge.charge().currency();
        List<Money> amounts = charge.shares().stream()
                .map(share -> new Money(share.amount(), currency))
                .toList();
        boolean each = amounts.size() <= MOST_LINES && amounts.stream().allMatch(StripeAmounts::isExact);
        return each
                ? charge.shares().stream()
                        .map(share -> line(share.number(), new Money(share.amount(), currency)))
                        .toList()
                : List.of(line(numbers(charge.shares()), charge.charge()));
    }

    private static LineItem line(String name, Money amount) {
        return LineItem.builder()
                .setQuantity(1L)
                .setPriceData(PriceData.builder()
                        .setCurrency(amount.currency().code().toLowerCase(Locale.ROOT))
                        .setUnitAmount(StripeAmounts.inUnits(amount))
                        .setProductData(ProductData.builder().setName(name).build())
                        .build())
                .build();
    }

    private static String numbers(List<Share> shares) {
        String all = shares.stream().map(Share::number).collect(Collectors.joining(", "));
        return all.length() <= LONGEST_NAME ? all : all.substring(0, LONGEST_NAME - 1) + "…";
    }
}
