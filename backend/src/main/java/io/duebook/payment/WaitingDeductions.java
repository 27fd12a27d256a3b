package io.duebook.payment;

import io.duebook.item.MadeAllocation;
import io.duebook.item.Reversals;
import io.duebook.payment.PaymentView.PaymentAllocationView;
import io.duebook.payment.PaymentView.WaitingDeduction;
import io.duebook.payment.Withholding.Held;
import io.duebook.platform.ApprovalRequest;
import io.duebook.platform.Approvals;
import io.duebook.platform.Approvals.Pending;
import io.duebook.platform.Caller;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What payers withheld and a second person must agree to, in the queue: for as long as the allocation that was paid short stands. */
@Component
class WaitingDeductions {

    static final String KIND = "deduction";

    private final Approvals approvals;
    private final Reversals reversals;

    WaitingDeductions(Approvals approvals, Reversals reversals) {
        this.approvals = approvals;
        this.reversals = reversals;
    }

    /**
     * A command that waits, as it is kept.
     *
     * @param payment the money that was paid short
     * @param invoice the claim: an invoice or a charge
     */
    record Asked(PaymentId payment, AllocationId allocation, PublicId invoice, List<Part> deductions) {}

    /** @param amount in minor units of the claim's currency */
    record Part(long amount, String reason) {}

    /** Asks for what waits of a payment that is booked, a request for each claim. */
    Mono<Void> ask(PaymentId payment, List<Held> held) {
        return Flux.fromIterable(held)
                .concatMap(one -> approvals.ask(new ApprovalRequest(
                        KIND,
                        new AllocationId(one.made().id()),
                        one.made().customer(),
                        new Asked(
                                payment,
                                new AllocationId(one.made().id()),
                                one.made().claim(),
                                one.withheld().stream()
                                        .map(part -> new Part(part.amount(), part.reason()))
                                        .toList()),
                        one.amount(),
                        one.reason())))
                .then();
    }

    /** Payments with what of them waits; who may not know of the books behind it reads nothing of that. */
    Mono<List<PaymentView>> seen(List<PaymentView> payments) {
        Map<String, PaymentAllocationView> standing = payments.stream()
                .flatMap(payment -> payment.allocations().stream())
                .filter(allocation -> !allocation.reversed())
                .collect(Collectors.toMap(
                        allocation -> allocation.id().text(), Function.identity(), (one, same) -> one));
        return Caller.current()
                .flatMap(caller -> standing.isEmpty() || caller.isContact()
                        ? Mono.just(payments)
                        : approvals
                                .pending(
                                        KIND,
                                        standing.values().stream()
                                                .map(PaymentAllocationView::id)
                                                .toList())
                                .map(pending -> waiting(pending, standing))
                                .collectList()
                                .map(waiting -> with(payments, waiting)));
    }

    private static WaitingDeduction waiting(Pending pending, Map<String, PaymentAllocationView> standing) {
        PaymentAllocationView allocation = Objects.requireNonNull(standing.get(pending.subject()));
        return new WaitingDeduction(
                pending.id(),
                allocation.id(),
                allocation.invoice(),
                allocation.number(),
                Objects.requireNonNull(pending.amount()).amount(),
                allocation.currency());
    }

    private static List<PaymentView> with(List<PaymentView> payments, List<WaitingDeduction> waiting) {
        return waiting.isEmpty()
                ? payments
                : payments.stream().map(payment -> with(payment, waiting)).toList();
    }

    private static PaymentView with(PaymentView payment, List<WaitingDeduction> waiting) {
        Set<AllocationId> own = payment.allocations().stream()
                .map(PaymentAllocationView::id)
                .collect(Collectors.toCollection(HashSet::new));
        return payment.waitingFor(
                waiting.stream().filter(one -> own.contains(one.allocation())).toList());
    }

    /**
     * Ends what waits about allocations of a customer's that were taken back, in the transaction of what took them back: there
     * is nothing left to agree to.
     */
    Mono<Void> endGone(CustomerId customer, Reason reason) {
        return endGone(approvals.pending(KIND, customer), reason);
    }

    /** The same of all customers. */
    Mono<Void> endGone(Reason reason) {
        return endGone(approvals.pending(KIND), reason);
    }

    private Mono<Void> endGone(Flux<Pending> pending, Reason reason) {
        return pending.collectMap(one -> allocation(one.subject()))
                .flatMapMany(waiting -> reversals
                        .allocations(waiting.keySet())
                        .filter(MadeAllocation::reversed)
                        .map(gone -> Objects.requireNonNull(waiting.get(gone.id()))))
                .collectList()
                .flatMapIterable(Function.identity())
                .concatMap(gone -> approvals.withdraw(gone.id(), reason))
                .then();
    }

    /** The allocation that a request is about. */
    static UUID allocation(String subject) {
        return PublicId.parse(AllocationId.PREFIX, subject).orElseThrow();
    }
}
