package io.duebook.charge;

import io.duebook.charge.InterestClaims.Correctable;
import io.duebook.item.Allocation;
import io.duebook.item.Allocator;
import io.duebook.item.Credit;
import io.duebook.item.NewCredit;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Entry;
import io.duebook.platform.Event;
import io.duebook.platform.Ids;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one claim of interest writes into the books: charges for what is due, credits for what was too much. */
record InterestClaim(List<Due> due, List<Credited> credited) {

    record Due(Charge charge, Reckoning reckoning) {}

    /** @param allocations to interest items of the same claim, as far as they are open */
    record Credited(Charge charge, Reckoning reckoning, List<Allocation> allocations) {

        Money unapplied() {
            return allocations.stream().map(Allocation::amount).reduce(charge.amount(), Money::minus);
        }

        NewCredit credit() {
            return new NewCredit(
                    charge.id().value(),
                    charge.entry(),
                    Credit.Kind.INTEREST,
                    charge.number(),
                    charge.customer(),
                    charge.amount(),
                    unapplied(),
                    charge.issueDate());
        }
    }

    /**
     * @param reach interest items that credits may settle, in the order in which they do
     * @param number what a charge is called
     */
    static InterestClaim of(
            CustomerId customer,
            Policies.Interest policies,
            List<Reckoning> reckonings,
            List<Correctable> reach,
            Function<ChargeId, String> number) {
        var due = new ArrayList<Due>();
        var credited = new ArrayList<Credited>();
        for (Reckoning reckoning : reckonings) {
            if (reckoning.due() > 0) {
                due.add(new Due(charge(customer, policies, reckoning, number), reckoning));
            } else {
                Charge credit = credit(customer, reckoning, number);
                credited.add(new Credited(credit, reckoning, allocate(credit, reach)));
            }
        }
        return new InterestClaim(List.copyOf(due), List.copyOf(credited));
    }

    private static Charge charge(
            CustomerId customer, Policies.Interest policies, Reckoning reckoning, Function<ChargeId, String> number) {
        ChargeId id = new ChargeId(Ids.next());
        return new Charge(
                id,
                Ids.next(),
                customer,
                ChargeKind.INTEREST,
                number.apply(id),
                null,
                reckoning.debt().id(),
                new Money(reckoning.due(), reckoning.debt().currency()),
                reckoning.through(),
                reckoning.through().plusDays(policies.dueDays()),
                Charge.Counted.of(reckoning),
                Map.of());
    }

    private static Charge credit(CustomerId customer, Reckoning reckoning, Function<ChargeId, String> number) {
        ChargeId id = new ChargeId(Ids.next());
        return new Charge(
                id,
                Ids.next(),
                customer,
                ChargeKind.INTEREST_CREDIT,
                number.apply(id),
                null,
                reckoning.debt().id(),
                new Money(reckoning.excess(), reckoning.debt().currency()),
                reckoning.through(),
                reckoning.through(),
                Charge.Counted.of(reckoning),
                Map.of());
    }

    private static List<Allocation> allocate(Charge charge, List<Correctable> reach) {
        List<OpenItem> interest = reach.stream()
                .filter(correctable -> correctable.claim().equals(charge.claim()))
                .map(Correctable::interest)
                .toList();
        Map<UUID, OpenItem> byId = interest.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        Credit credit = Credit.ofInterest(charge.id().value(), charge.customer(), charge.amount(), charge.issueDate());
        return Allocator.inOrder(charge.amount().amount(), interest).stream()
                .map(part ->
                        Allocation.ofOwnCommand(credit, Objects.requireNonNull(byId.get(part.item())), part.amount()))
                .toList();
    }

    List<Charge> claimed() {
        return due.stream().map(Due::charge).toList();
    }

    List<Charge> charges() {
        return Stream.concat(claimed().stream(), credited.stream().map(Credited::charge))
                .toList();
    }

    List<Allocation> allocations() {
        return credited.stream()
                .flatMap(credit -> credit.allocations().stream())
                .toList();
    }

    List<Entry> postings() {
        return Stream.concat(
                        charges().stream().map(Charge::posting),
                        allocations().stream().flatMap(Allocation::postings))
                .toList();
    }

    List<Event> events() {
        return Stream.concat(
                        due.stream()
                                .map(one -> ChargeEvents.claimed(
                                        one.charge(), one.reckoning().debt().claim())),
                        credited.stream()
                                .map(one -> ChargeEvents.credited(
                                        one.charge(),
                                        one.reckoning().debt().claim(),
                                        one.unapplied(),
                                        one.allocations())))
                .toList();
    }
}
