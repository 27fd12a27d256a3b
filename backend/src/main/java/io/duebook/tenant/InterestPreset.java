package io.duebook.tenant;

import io.duebook.shared.Currency;
import io.duebook.tenant.Policies.InterestMode;
import io.duebook.tenant.Policies.InterestRate;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a law asks of whoever pays late, where nothing else was agreed.
 *
 * @param country whose law it is; null: of several
 * @param customers for which kinds of customers
 * @param rule in words, with the law it follows
 * @param knownUntil the last day for which the rates were found; null: the rate does not change by itself
 * @param checkedOn when the sources were read
 * @param compensation a fixed sum beside the interest, by the size of the debt, the smallest first; a fee may claim it
 */
record InterestPreset(
        String id,
        @Nullable String country,
        List<String> customers,
        String rule,
        InterestMode mode,
        @Nullable LocalDate knownUntil,
        LocalDate checkedOn,
        List<InterestRate> rates,
        List<FixedSum> compensation,
        List<String> sources) {

    /**
     * @param upTo for debts up to this amount, in minor units; null: for any larger one
     * @param amount in minor units
     */
    record FixedSum(@Nullable Long upTo, long amount, Currency currency) {}

    /** As a tenant's policy: nothing beyond what is known, so that nobody is asked for more than is owed. */
    List<InterestRate> policy() {
        LocalDate until = knownUntil;
        return until == null
                ? rates
                : Stream.concat(rates.stream(), Stream.of(new InterestRate(until.plusDays(1), "0")))
                        .toList();
    }
}
