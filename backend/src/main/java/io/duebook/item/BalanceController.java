package io.duebook.item;

import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a customer owes in all. */
@RestController
class BalanceController {

    private final Balances balances;
    private final Transactions transactions;

    BalanceController(Balances balances, Transactions transactions) {
        this.balances = balances;
        this.transactions = transactions;
    }

    @GetMapping("/v1/customers/{id}/balance")
    Mono<BalancesView> balance(
            @PathVariable CustomerId id,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt) {
        return transactions.read(balances.asOf(asOf, knownAt).flatMap(point -> balances.of(id, point)
                .map(found -> BalancesView.of(point, found))
                .switchIfEmpty(Mono.error(NotFound::new))));
    }

    record BalancesView(
            LocalDate asOf, Instant knownAt, String timeZone, boolean provisional, List<BalanceView> balances) {

        static BalancesView of(AsOf point, List<Balance> balances) {
            return new BalancesView(
                    point.day(),
                    point.knownAt(),
                    point.zone().getId(),
                    point.provisional(),
                    balances.stream().map(BalanceView::of).toList());
        }
    }

    record BalanceView(Currency currency, long open, long unapplied, long balance) {
        static BalanceView of(Balance balance) {
            return new BalanceView(balance.currency(), balance.open(), balance.unapplied(), balance.balance());
        }
    }
}
