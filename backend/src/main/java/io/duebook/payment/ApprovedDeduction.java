package io.duebook.payment;

import io.duebook.item.Allocation;
import io.duebook.item.AllocationBooking;
import io.duebook.item.AllocationUndo;
import io.duebook.item.Credit;
import io.duebook.item.Credits;
import io.duebook.item.Credits.WentAndCame;
import io.duebook.item.EarlyPayment;
import io.duebook.item.Items;
import io.duebook.item.MadeAllocation;
import io.duebook.item.OpenItem;
import io.duebook.item.Receiving;
import io.duebook.item.SettlementOrder.Withheld;
import io.duebook.payment.WaitingDeductions.Part;
import io.duebook.platform.ApprovalHandler;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Reason;
import io.duebook.shared.TransferId;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Takes what a payer withheld, by the word of a second person: from that day on it is not owed. The allocation is made anew
 * with it, so that what hangs on what is left of the claim, as a discount, is as if nobody had been asked.
 */
@Component
class ApprovedDeduction implements ApprovalHandler {

    /** What the log tells of the allocation that is made anew with what was withheld. */
    private static final Reason AGREED = new Reason("A second person agreed to what was withheld.");

    private final Items items;
    private final Credits credits;
    private final Tolerance tolerance;
    private final TransferRepository transfers;
    private final PassedCredits passedCredits;
    private final AllocationBooking booking;
    private final Tenants tenants;
    private final Database database;
    private final BusinessClock clock;

    ApprovedDeduction(
            Items items,
            Credits credits,
            Tolerance tolerance,
            TransferRepository transfers,
            PassedCredits passedCredits,
            AllocationBooking booking,
            Tenants tenants,
            Database database,
            BusinessClock clock) {
        this.items = items;
        this.credits = credits;
        this.tolerance = tolerance;
        this.transfers = transfers;
        this.passedCredits = passedCredits;
        this.booking = booking;
        this.tenants = tenants;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return WaitingDeductions.KIND;
    }

    /** All whose money it is, as undoing does: whatever became of the customer. */
    @Override
    public Mono<Void> lock(JsonNode command) {
        return credits.findAllocation(allocation(command))
                .flatMap(passedCredits::lockOf)
                .then();
    }

    /** @throws AllocationRefused if so much of its claim is not open any more */
    @Override
    public Mono<Void> carryOut(JsonNode command) {
        return credits.findAllocation(allocation(command))
                .filter(made -> !made.reversed())
                .switchIfEmpty(Mono.error(AllocationRefused::alreadyReversed))
                .zipWith(tenants.current())
                .flatMap(found -> take(found.getT1(), parts(command), found.getT2()));
    }

    private static UUID allocation(JsonNode command) {
        return WaitingDeductions.allocation(command.path("allocation").asString());
    }

    private static List<Part> parts(JsonNode command) {
        return command.path("deductions")
                .valueStream()
                .map(part -> new Part(
                        part.path("amount").asLong(), part.path("reason").asString()))
                .toList();
    }

    private Mono<Void> take(MadeAllocation made, List<Part> parts, Tenant tenant) {
        LocalDate on = latest(made.accountingOn(), made.valueOn(), tenant.today(clock));
        return item(made)
                .doOnNext(item -> mustBeOpen(item, parts))
                .flatMap(item -> database.write(booking.undone(AllocationUndo.of(made, on), AGREED)))
                .then(Mono.defer(() -> anew(made, parts, on, tenant.policies())))
                .flatMap(anew -> database.write(booking.made(List.of(anew))));
    }

    private Mono<OpenItem> item(MadeAllocation made) {
        return items.find(List.of(made.item())).next();
    }

    private static void mustBeOpen(OpenItem item, List<Part> parts) {
        if (item.open().amount() < parts.stream().mapToLong(Part::amount).sum()) {
            throw AllocationRefused.itemSettled(item.open().amount());
        }
    }

    /** What is allocated anew, as the books are without it. */
    private record Found(Credit money, OpenItem item, WentAndCame before) {}

    private Mono<Allocation> anew(MadeAllocation made, List<Part> parts, LocalDate on, Policies policies) {
        return credits.find(made.credit())
                .zipWhen(money -> item(made))
                .zipWhen(
                        found -> credits.wentAndCame(made.credit(), made.item()),
                        (found, before) -> new Found(found.getT1(), found.getT2(), before))
                .flatMap(found -> early(made, found, policies)
                        .map(early -> Receiving.anew(
                                made,
                                withheld(parts, found.item()),
                                found.money(),
                                found.item(),
                                on,
                                found.before().fromItem(),
                                early))
                        .flatMap(anew -> tolerance.within(anew, found.money(), found.item(), policies)));
    }

    private static List<Withheld> withheld(List<Part> parts, OpenItem item) {
        return parts.stream()
                .map(part -> new Withheld(item.id(), part.amount(), part.reason()))
                .toList();
    }

    private Mono<Optional<EarlyPayment>> early(MadeAllocation made, Found found, Policies policies) {
        Credit money = found.money();
        LocalDate on = latest(money.valueOn(), found.before().fromCustomer(), money.cashOn());
        // What it was granted it keeps, whatever became of the rest of its money meanwhile.
        Mono<Boolean> mayEarn = made.discount() == null ? isOfNothingElse(money, made) : Mono.just(true);
        return mayEarn.map(earns -> earns ? Optional.of(new EarlyPayment(on, policies.discount())) : Optional.empty());
    }

    /** Whether nothing of its payment settles nothing: only such money was paid short, and earns a discount. */
    private Mono<Boolean> isOfNothingElse(Credit money, MadeAllocation made) {
        boolean isAll = money.unapplied().amount() == made.taken();
        return money.kind() != Credit.Kind.TRANSFER
                ? Mono.just(isAll && money.kind() == Credit.Kind.PAYMENT)
                : transfers
                        .find(new TransferId(money.id()))
                        .flatMap(transfer -> credits.find(transfer.source()))
                        .map(source -> isAll && source.unapplied().amount() == 0);
    }

    private static LocalDate latest(LocalDate... days) {
        return Stream.of(days).max(LocalDate::compareTo).orElseThrow();
    }
}
