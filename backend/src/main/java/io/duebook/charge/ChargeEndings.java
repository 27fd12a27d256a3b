package io.duebook.charge;

import io.duebook.customer.Customers;
import io.duebook.item.Ending;
import io.duebook.item.WriteOffs;
import io.duebook.platform.ApprovalNeeded;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.platform.Version;
import io.duebook.shared.ChargeId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Fees and interest that end unpaid: written off or waived, as they are seen by whoever asked. */
@Service
class ChargeEndings {

    private final ChargeRepository charges;
    private final ChargeViews views;
    private final WriteOffs writeOffs;
    private final Customers customers;
    private final Transactions transactions;

    ChargeEndings(
            ChargeRepository charges,
            ChargeViews views,
            WriteOffs writeOffs,
            Customers customers,
            Transactions transactions) {
        this.charges = charges;
        this.views = views;
        this.writeOffs = writeOffs;
        this.customers = customers;
        this.transactions = transactions;
    }

    /** Either it is done, or somebody else must agree first. */
    sealed interface Outcome {}

    record Done(ChargeView charge) implements Outcome {}

    record Waiting(ApprovalNeeded approval) implements Outcome {}

    /**
     * Ends a charge or a part of it unpaid, or asks for approval.
     *
     * @param expected the version the caller saw; null: whichever it is
     * @throws NotFound if there is no such charge
     * @throws NotOwed if it is void, or a credit
     */
    Mono<Outcome> end(ChargeId id, Ending ending, @Nullable Version expected) {
        return transactions.write(charges.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .then(Mono.defer(() -> charges.find(id)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .doOnNext(kept -> mustBeOwed(kept, expected))
                .then(Mono.defer(() -> writeOffs.end(ending)))
                .flatMap(outcome -> seen(id, outcome)));
    }

    private static void mustBeOwed(ChargeRepository.Kept kept, @Nullable Version expected) {
        if (expected != null) {
            expected.mustBe(kept.version());
        }
        if (kept.isVoid() || kept.charge().kind() == ChargeKind.INTEREST_CREDIT) {
            throw new NotOwed(kept.charge().kind());
        }
    }

    private Mono<Outcome> seen(ChargeId id, WriteOffs.Outcome outcome) {
        return switch (outcome) {
            case WriteOffs.Done() -> views.get(id).map(Done::new);
            case WriteOffs.Waiting(var approval) -> Mono.just(new Waiting(new ApprovalNeeded(approval)));
        };
    }
}
