package io.duebook.charge;

import io.duebook.platform.Database;
import io.duebook.platform.NumberSeries;
import io.duebook.platform.Row;
import io.duebook.tenant.Policies;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The numbers of fees and interest, as the tenant's policy writes them. Take them last: others wait for the series. */
@Component
class ChargeNumbers {

    private final NumberSeries numbers;
    private final Database database;

    ChargeNumbers(NumberSeries numbers, Database database) {
        this.numbers = numbers;
        this.database = database;
    }

    /**
     * The next numbers of a series, in order. One that another charge has, because prefixes were changed, is passed over.
     *
     * @param day of the document, for whose year it is counted where years are counted apart
     */
    Mono<List<String>> take(String series, Policies.Series policy, LocalDate day, int count) {
        return numbers.take(series, policy.format(), day, count).flatMap(taken -> used(taken)
                .flatMap(used -> used.isEmpty()
                        ? Mono.just(taken)
                        : take(series, policy, day, used.size()).map(more -> Stream.concat(
                                        taken.stream().filter(number -> !used.contains(number)), more.stream())
                                .toList())));
    }

    private Mono<Set<String>> used(List<String> taken) {
        return database.sql("""
                        select number
                          from charge
                         where tenant_id = :tenant
                           and number = any(:numbers)
                        """)
                .bind("numbers", taken.toArray(String[]::new))
                .all(columns -> new Row(columns).text("number"))
                .collect(Collectors.toSet());
    }
}
