package io.duebook.payment.stripe;

import io.duebook.payment.KeptRefund;
import io.duebook.payment.RefundFailure;
import io.duebook.payment.RefundState;
import io.duebook.payment.Refunds;
import io.duebook.platform.Database;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RefundId;
import io.duebook.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gives money back through Stripe: asks for each refund until its outcome is known, and looks again for as long as a bank
 * may refuse it, so that no webhook is needed. However often it asks, Stripe gives the money once, and an answer moves the
 * refund forward once.
 */
@Component
class StripeRefunds implements JobHandler {

    private static final RefundFailure TAKEN_BACK =
            new RefundFailure("payment_reversed", "The payment was taken back before Stripe was asked to refund it.");
    private static final Duration UNTIL_IT_MAY_HAVE_COME_BACK = Duration.ofDays(1);

    private final StripeRefundRepository rows;
    private final RefundGateway stripe;
    private final Refunds refunds;
    private final Database database;
    private final Transactions transactions;
    private final Clock real = Clock.systemUTC();

    StripeRefunds(
            StripeRefundRepository rows,
            RefundGateway stripe,
            Refunds refunds,
            Database database,
            Transactions transactions) {
        this.rows = rows;
        this.stripe = stripe;
        this.refunds = refunds;
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return StripeChannel.WORK;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return refunds.find(new RefundId(subject))
                .filter(refund -> refund.state() != RefundState.FAILED)
                .flatMap(refund -> request(tenant, refund))
                .flatMap(asked -> refresh(asked).map(state -> outcome(asked.refund(), state)));
    }

    /**
     * What Stripe is asked, and what decides whether it is.
     *
     * @param isFirst whether it was written down just now, so that nobody can have asked before
     * @param isTakenBack whether the payment was taken back meanwhile, so that the money must not go as well
     */
    private record Asked(StripeRefund refund, boolean isFirst, boolean isTakenBack) {}

    private Outcome outcome(StripeRefund asked, RefundState state) {
        return switch (state) {
            case PENDING, UNKNOWN -> JobHandler.again(asked.untilNextLook(real.instant()));
            case SUCCEEDED ->
                asked.mayComeBack(real.instant()) ? JobHandler.again(UNTIL_IT_MAY_HAVE_COME_BACK) : JobHandler.done();
            case FAILED -> JobHandler.done();
        };
    }

    /**
     * What Stripe is asked, written down before it is asked the first time. Where the payment itself was taken back
     * before that, Stripe is not asked, and the refund ends.
     */
    private Mono<Asked> request(TenantId tenant, KeptRefund refund) {
        return transactions
                .read(rows.find(refund.id()))
                .map(known -> new Asked(known, false, refund.isTakenBack()))
                .switchIfEmpty(Mono.defer(() ->
                        transactions.write(refunds.lock(refund.id()).flatMap(locked -> firstRequest(tenant, locked)))));
    }

    private Mono<Asked> firstRequest(TenantId tenant, KeptRefund locked) {
        return rows.find(locked.id())
                .map(known -> new Asked(known, false, locked.isTakenBack()))
                .switchIfEmpty(Mono.defer(() -> locked.isTakenBack()
                        ? refunds.fail(locked, TAKEN_BACK).then(Mono.empty())
                        : write(tenant, locked).map(written -> new Asked(written, true, false))));
    }

    private Mono<StripeRefund> write(TenantId tenant, KeptRefund refund) {
        return rows.charged(new PaymentId(refund.credit()))
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("money that came through Stripe without a checkout")))
                .map(charged -> new StripeRefund(
                        refund.id(),
                        refund.customer(),
                        charged.account(),
                        charged.paymentIntent(),
                        RefundGateway.body(refund.id(), tenant, charged.paymentIntent(), refund.amount()),
                        null,
                        null,
                        real.instant().truncatedTo(ChronoUnit.MICROS)))
                .delayUntil(asked -> database.write(rows.insert(asked)));
    }

    /** How it stands at Stripe now; one of which we do not know is asked for, and where that tells nothing, looked for. */
    private Mono<RefundState> refresh(Asked asked) {
        StripeRefund refund = asked.refund();
        String object = refund.object();
        return (object == null ? ask(asked) : stripe.look(refund, object))
                .flatMap(seen -> store(refund.id(), seen))
                .flatMap(state -> state == RefundState.UNKNOWN && refund.isToBeSearched(real.instant())
                        ? search(refund.id())
                        : Mono.just(state));
    }

    private Mono<RefundSeen> ask(Asked asked) {
        return asked.refund().mayBeAskedFor(real.instant()) && !asked.isTakenBack()
                ? stripe.create(asked.refund()).map(seen -> asked.isFirst() ? seen : withoutClosed(seen))
                : Mono.just(new RefundSeen.NoAnswer());
    }

    /** That the account is closed to us now says nothing of what it did when we asked before. */
    private static RefundSeen withoutClosed(RefundSeen seen) {
        return seen instanceof RefundSeen.Closed ? new RefundSeen.NoAnswer() : seen;
    }

    /** Read again: an error that Stripe keeps was learned just now. */
    private Mono<RefundState> search(RefundId id) {
        return transactions.read(rows.find(id)).flatMap(stripe::find).flatMap(seen -> store(id, seen));
    }

    /** Looks at a refund of which an event tells; false where it is none of ours. */
    Mono<Boolean> lookAgain(String account, String object) {
        return transactions
                .read(rows.findByObject(object))
                .switchIfEmpty(Mono.defer(() -> stripe.referred(account, object).flatMap(this::byReference)))
                .filter(asked -> asked.account().equals(account))
                .flatMap(asked -> stripe.look(asked, object)
                        .filter(seen -> !(seen instanceof RefundSeen.NoAnswer))
                        .switchIfEmpty(Mono.error(StripeGateway.StripeUnreachable::new))
                        .flatMap(seen -> store(asked.id(), seen)))
                .hasElement();
    }

    private Mono<StripeRefund> byReference(String reference) {
        return Mono.justOrEmpty(PublicId.parse(RefundId.PREFIX, reference))
                .flatMap(id -> transactions.read(rows.find(new RefundId(id))));
    }

    private Mono<RefundState> store(RefundId id, RefundSeen seen) {
        return transactions.write(refunds.lock(id).flatMap(refund -> advance(refund, seen)));
    }

    private Mono<RefundState> advance(KeptRefund refund, RefundSeen seen) {
        return switch (seen) {
            case RefundSeen.Pending made -> given(refund, RefundState.PENDING, made.object());
            case RefundSeen.Succeeded made -> given(refund, RefundState.SUCCEEDED, made.object());
            case RefundSeen.Failed made -> learned(refund, made.object()).then(refunds.fail(refund, made.failure()));
            case RefundSeen.Refused refused -> refused(refund, refused.failure());
            case RefundSeen.Closed closed -> refused(refund, closed.failure());
            case RefundSeen.ErrorKept error ->
                database.write(rows.learned(refund.id(), List.of(), List.of(error.since())))
                        .then(silence(refund));
            case RefundSeen.NoAnswer silence -> silence(refund);
        };
    }

    /**
     * Of a refund that counts as failed, only the first that is heard of it says that it was given: where Stripe itself
     * said that it failed, this is an older answer.
     */
    private Mono<RefundState> given(KeptRefund refund, RefundState seen, String object) {
        return unheardOf(refund)
                .filter(unknown -> refund.state() == RefundState.FAILED)
                .flatMap(unknown -> refunds.giveAfterAll(refund, seen))
                .switchIfEmpty(Mono.defer(() -> refunds.moveTo(refund, seen)))
                .delayUntil(state -> learned(refund, object));
    }

    private Mono<RefundState> refused(KeptRefund refund, RefundFailure failure) {
        return unheardOf(refund).flatMap(asked -> refunds.fail(refund, failure)).defaultIfEmpty(refund.state());
    }

    private Mono<Void> learned(KeptRefund refund, String object) {
        return database.write(rows.learned(refund.id(), List.of(object), List.of()));
    }

    private Mono<RefundState> silence(KeptRefund refund) {
        return unheardOf(refund)
                .flatMap(asked -> refunds.moveTo(refund, RefundState.UNKNOWN))
                .defaultIfEmpty(refund.state());
    }

    /** Of a refund that Stripe has told us about, neither silence nor a no to the request says anything new. */
    private Mono<StripeRefund> unheardOf(KeptRefund refund) {
        return rows.find(refund.id()).filter(asked -> asked.object() == null);
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(40);
    }
}
