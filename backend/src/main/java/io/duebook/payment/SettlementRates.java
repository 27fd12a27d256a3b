package io.duebook.payment;

import io.duebook.item.AskedRate;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Conversion;
import io.duebook.ledger.ExchangeRates;
import io.duebook.shared.Currency;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * At which rates money settles claims of other currencies: as asked, else as recorded for the value date of the money,
 * however late it is allocated. Claims of the money's own currency ask nobody.
 */
@Component
class SettlementRates {

    private final ExchangeRates recorded;

    SettlementRates(ExchangeRates recorded) {
        this.recorded = recorded;
    }

    /**
     * From the currency of each claim that is of another than the money's; those for which nobody said are left out.
     *
     * @param on the value date of the money
     */
    Mono<Map<UUID, Conversion>> find(
            Collection<OpenItem> items, Map<UUID, AskedRate> asked, Currency money, LocalDate on) {
        List<OpenItem> others = items.stream()
                .filter(item ->
                        asked.containsKey(item.id()) || !item.open().currency().equals(money))
                .toList();
        var said = new HashMap<UUID, Conversion>();
        others.forEach(item -> {
            AskedRate rate = asked.get(item.id());
            if (rate != null) {
                said.put(item.id(), rate.between(item.open().currency(), money, on));
            }
        });
        return Flux.fromStream(others.stream()
                        .filter(item -> !said.containsKey(item.id()))
                        .map(item -> item.open().currency())
                        .distinct())
                .concatMap(currency -> recorded.find(currency, money, on))
                .collectMap(Conversion::from)
                .map(known -> {
                    others.forEach(item -> {
                        Conversion rate = known.get(item.open().currency());
                        if (rate != null) {
                            said.putIfAbsent(item.id(), rate);
                        }
                    });
                    return Map.copyOf(said);
                });
    }
}
