package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Conversion;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What an allocation takes of money that is of another currency than its claim. It belongs to the allocation: it has its
 * dates, and is taken back with it, at the same rate.
 *
 * @param id of its movement
 * @param entry of its own in the journal
 * @param taken in the money's currency, positive
 * @param rate from the claim's currency to the money's
 */
public record Exchange(UUID id, UUID entry, Money taken, Conversion rate) {

    static final String KIND = "exchange";

    /** @param settled of a claim */
    static Exchange settling(Money settled, Conversion rate) {
        return taking(rate.of(settled), rate);
    }

    /** What stays of one, where a part of its allocation stays. @param taken in minor units of the money's currency */
    static Exchange ofRest(MadeExchange made, long taken) {
        return taking(new Money(taken, made.taken().currency()), made.rate());
    }

    /** @param taken of the money, known already: rounded once when it was first taken */
    static Exchange taking(Money taken, Conversion rate) {
        return new Exchange(Ids.next(), Ids.next(), taken, rate);
    }

    /** The money goes into the exchange, out of which the allocation's own entry takes what the claim gets. */
    Entry posting(Allocation made) {
        return new Entry(
                entry,
                KIND,
                made.creditKind().code(),
                made.credit(),
                made.customer(),
                made.valueOn(),
                made.accountingOn(),
                List.of(new Transfer(Account.unapplied(made.customer()), Account.exchange(), taken)),
                null);
    }

    /** The rates as the books keep them. */
    record Step(String base, String quote, String rate, String on) {

        static List<Step> of(Conversion rate) {
            return rate.steps().stream()
                    .map(step -> new Step(
                            step.base().code(),
                            step.quote().code(),
                            step.rate().toPlainString(),
                            step.on().toString()))
                    .toList();
        }
    }

    /** Reads rates that were kept, each as base, quote, rate and day. */
    public static Conversion rate(Currency from, Currency to, String[] steps) {
        return new Conversion(
                from,
                to,
                Arrays.stream(steps)
                        .map(step -> step.split(" "))
                        .map(parts -> new Conversion.Step(
                                Currency.of(parts[0]),
                                Currency.of(parts[1]),
                                new BigDecimal(parts[2]),
                                LocalDate.parse(parts[3])))
                        .toList());
    }
}
