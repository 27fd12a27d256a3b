package io.duebook.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.duebook.customer.CustomerName;
import io.duebook.customer.GroupRefused;
import io.duebook.customer.Groups;
import io.duebook.platform.Caller;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a customer owes in all. */
@RestController
class BalanceController {

    private final OneBalance one;
    private final Balances balances;
    private final Groups groups;
    private final Transactions transactions;

    BalanceController(OneBalance one, Balances balances, Groups groups, Transactions transactions) {
        this.one = one;
        this.balances = balances;
        this.groups = groups;
        this.transactions = transactions;
    }

    /** @param group sums up the customer and all below it, and says each one's part */
    @GetMapping("/v1/customers/{id}/balance")
    Mono<BalancesView> balance(
            @PathVariable CustomerId id,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(name = "date", required = false) @Nullable String date,
            @RequestParam(defaultValue = "false") boolean group) {
        DateBasis basis = DateBasis.of(date);
        return (group ? ofGroup(id, asOf, basis, knownAt) : ofOne(id, asOf, basis, knownAt))
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    private Mono<BalancesView> ofOne(
            CustomerId id, @Nullable LocalDate asOf, DateBasis date, @Nullable Instant knownAt) {
        return Mono.defer(() -> one.of(id, asOf, date, knownAt))
                .map(found -> BalancesView.of(found.asOf(), found.balances(), null));
    }

    private Mono<BalancesView> ofGroup(
            CustomerId id, @Nullable LocalDate asOf, DateBasis date, @Nullable Instant knownAt) {
        return transactions.readByKey(balances.asOf(asOf, date, knownAt).flatMap(point -> Caller.current()
                .doOnNext(BalanceController::mustBeStaff)
                .then(groups.below(id))
                .flatMap(members -> balances.of(members, point).collectList())
                .map(parts -> BalancesView.of(point, sum(parts), parts))));
    }

    private static void mustBeStaff(Caller caller) {
        if (caller.isContact()) {
            throw GroupRefused.notForContacts();
        }
    }

    private static List<Balance> sum(List<BalancePart> parts) {
        return List.copyOf(parts.stream()
                .flatMap(part -> part.balances().stream())
                .collect(Collectors.toMap(
                        balance -> balance.currency().code(), Function.identity(), Balance::plus, TreeMap::new))
                .values());
    }

    /** @param customers of a group, those with something open, unapplied or promised; only where the group was asked for */
    record BalancesView(
            LocalDate asOf,
            DateBasis date,
            Instant knownAt,
            String timeZone,
            boolean provisional,
            List<BalanceView> balances,
            List<PromisedView> undueBills,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<BalancePartView> customers) {

        static BalancesView of(AsOf point, List<Balance> balances, @Nullable List<BalancePart> parts) {
            return new BalancesView(
                    point.day(),
                    point.date(),
                    point.knownAt(),
                    point.zone().getId(),
                    point.provisional(),
                    BalanceView.of(balances),
                    PromisedView.of(balances),
                    parts == null
                            ? null
                            : parts.stream().map(BalancePartView::of).toList());
        }
    }

    record BalancePartView(CustomerName customer, List<BalanceView> balances, List<PromisedView> undueBills) {
        static BalancePartView of(BalancePart part) {
            return new BalancePartView(
                    part.customer(), BalanceView.of(part.balances()), PromisedView.of(part.balances()));
        }
    }

    record BalanceView(Currency currency, long open, long unapplied, long balance) {

        /** As in the aging, currencies of which nothing is open or unapplied are left out. */
        static List<BalanceView> of(List<Balance> balances) {
            return balances.stream()
                    .filter(balance -> balance.open() != 0 || balance.unapplied() != 0)
                    .map(balance ->
                            new BalanceView(balance.currency(), balance.open(), balance.unapplied(), balance.balance()))
                    .toList();
        }
    }

    record PromisedView(Currency currency, long amount) {

        static List<PromisedView> of(List<Balance> balances) {
            return balances.stream()
                    .filter(balance -> balance.undueBills() != 0)
                    .map(balance -> new PromisedView(balance.currency(), balance.undueBills()))
                    .toList();
        }
    }
}
