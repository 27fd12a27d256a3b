package io.duebook.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Refund;
import com.stripe.net.ApiMode;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.FormEncoder;
import com.stripe.net.RawRequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.duebook.payment.RefundFailure;
import io.duebook.shared.Money;
import io.duebook.shared.RefundId;
import io.duebook.shared.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Speaks to Stripe about refunds. What a call did is told as {@link RefundSeen}, silence included. */
@Component
class RefundGateway {

    private static final String OURS = "refund";

    private final StripeGateway stripe;

    RefundGateway(StripeGateway stripe) {
        this.stripe = stripe;
    }

    /** The body of the call, written down once as it goes over the wire. */
    static String body(RefundId id, TenantId tenant, String paymentIntent, Money amount) {
        return FormEncoder.createQueryString(RefundCreateParams.builder()
                .setPaymentIntent(paymentIntent)
                .setAmount(StripeAmounts.inUnits(amount))
                .putMetadata(OURS, id.text())
                .putMetadata("tenant", tenant.text())
                .build()
                .toMap());
    }

    /** Asks for the refund: the first time, or again under the same key, which gives the same refund. */
    Mono<RefundSeen> create(StripeRefund refund) {
        return stripe.call("refund", () -> seen(create(stripe.client(), refund)), RefundGateway::creationFailed);
    }

    private static Refund create(StripeClient stripe, StripeRefund refund) throws StripeException {
        var options = RawRequestOptions.builder();
        options.setStripeAccount(refund.account());
        options.setIdempotencyKey(refund.idempotencyKey());
        var answer = stripe.rawRequest(
                RequestMethod.POST, "/v1/refunds", refund.request(), (RawRequestOptions) options.build());
        return (Refund) stripe.deserialize(answer.body(), ApiMode.V1);
    }

    /** Looks for it among all of the payment's, where asking for it tells nothing. */
    Mono<RefundSeen> find(StripeRefund refund) {
        return stripe.call("find_refund", () -> find(stripe.client(), refund), error -> new RefundSeen.NoAnswer());
    }

    private static RefundSeen find(StripeClient stripe, StripeRefund refund) throws StripeException {
        Instant listedAt = StripeGateway.now();
        var all = stripe.v1()
                .refunds()
                .list(
                        RefundListParams.builder()
                                .setPaymentIntent(refund.paymentIntent())
                                .setLimit(100L)
                                .build(),
                        StripeGateway.options(refund.account()));
        for (Refund found : all.autoPagingIterable()) {
            if (refund.id().text().equals(reference(found))) {
                return seen(found);
            }
        }
        return refund.isOverUnlessListed(listedAt)
                ? new RefundSeen.Refused(new RefundFailure("no_refund", "Stripe has no refund for this request."))
                : new RefundSeen.NoAnswer();
    }

    /** How a refund stands that Stripe has. */
    Mono<RefundSeen> look(StripeRefund refund, String object) {
        return stripe.call(
                "look_refund",
                () -> seen(stripe.client().v1().refunds().retrieve(object, StripeGateway.options(refund.account()))),
                error -> new RefundSeen.NoAnswer());
    }

    /** Our own id on a refund that we may not have heard of; empty where there is none, or none of ours. */
    Mono<String> referred(String account, String object) {
        return stripe.<Optional<String>>call(
                        "look_refund",
                        () -> Optional.ofNullable(reference(
                                stripe.client().v1().refunds().retrieve(object, StripeGateway.options(account)))),
                        StripeGateway::emptyIfMissing)
                .flatMap(Mono::justOrEmpty);
    }

    private static @org.jspecify.annotations.Nullable String reference(Refund refund) {
        return refund.getMetadata() == null ? null : refund.getMetadata().get(OURS);
    }

    private static RefundSeen seen(Refund refund) {
        return switch (String.valueOf(refund.getStatus())) {
            case "succeeded" -> new RefundSeen.Succeeded(refund.getId());
            case "pending", "requires_action" -> new RefundSeen.Pending(refund.getId());
            case "failed" ->
                new RefundSeen.Failed(
                        refund.getId(),
                        new RefundFailure(
                                refund.getFailureReason() == null ? "failed" : refund.getFailureReason(),
                                "The payer's bank did not take the money back."));
            case "canceled" ->
                new RefundSeen.Failed(
                        refund.getId(), new RefundFailure("canceled", "The refund was canceled at Stripe."));
            default -> new RefundSeen.NoAnswer();
        };
    }

    /** Only a clear no is a no: after anything else there may be a refund. */
    private static RefundSeen creationFailed(Throwable error) {
        return switch (error) {
            case IdempotencyException keyInUse -> new RefundSeen.NoAnswer();
            case RateLimitException tooMany -> new RefundSeen.NoAnswer();
            case ApiConnectionException silence -> new RefundSeen.NoAnswer();
            case TimeoutException silence -> new RefundSeen.NoAnswer();
            case PermissionException closed ->
                new RefundSeen.Closed(new RefundFailure(
                        StripeGateway.codeOf(closed, "account_invalid"),
                        "The account at Stripe is not open to us any more."));
            // The operator's to mend; until then nobody's money is lost.
            case AuthenticationException wrongKey -> new RefundSeen.NoAnswer();
            case StripeException refused
            when StripeGateway.isRefusal(refused) ->
                new RefundSeen.Refused(new RefundFailure(
                        StripeGateway.codeOf(refused, "invalid_request"), "Stripe would not give this money back."));
            case StripeException broken
            when StripeGateway.isReplayed(broken) -> new RefundSeen.ErrorKept(StripeGateway.now());
            default -> new RefundSeen.NoAnswer();
        };
    }
}
