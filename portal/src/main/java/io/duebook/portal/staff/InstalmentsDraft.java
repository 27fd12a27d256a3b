package io.duebook.portal.staff;

import io.duebook.portal.api.InvoicesApi.NewInstalment;
import io.duebook.portal.words.Amounts;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Several due dates of an invoice, as somebody types them: each later than the one before, together the total. The only
 * part whose amount is left empty takes the rest.
 *
 * @param total of the invoice, in minor units
 * @param issued the invoice's date; null: the day it will be issued
 */
record InstalmentsDraft(
        String currency, long total, @Nullable LocalDate issued, List<TypedPart> parts) {

    /** A part as it was typed; either may be missing or wrong. */
    record TypedPart(@Nullable LocalDate dueOn, String amount, boolean retention) {

        boolean isOpenEnded() {
            return amount.isBlank();
        }
    }

    /** In minor units; empty while it cannot be told. */
    Optional<Long> amount(int at) {
        Optional<Long> amount = parts.get(at).isOpenEnded()
                ? Optional.of(total - typed()).filter(rest -> takesTheRest(at))
                : Amounts.read(parts.get(at).amount(), currency);
        return amount.filter(minor -> minor > 0);
    }

    private boolean takesTheRest(int at) {
        return parts.get(at).isOpenEnded()
                && parts.stream().filter(TypedPart::isOpenEnded).count() == 1;
    }

    /** The part that takes the rest, if one does. */
    Optional<Integer> restGoesTo() {
        return IntStream.range(0, parts.size())
                .filter(this::takesTheRest)
                .boxed()
                .findFirst();
    }

    private long typed() {
        return parts.stream()
                .filter(part -> !part.isOpenEnded())
                .mapToLong(part -> Amounts.read(part.amount(), currency).orElse(0L))
                .sum();
    }

    /** What no part has yet; below zero where they have too much. */
    long left() {
        return total
                - IntStream.range(0, parts.size())
                        .mapToLong(at -> amount(at).orElse(0L))
                        .sum();
    }

    boolean isDayRight(int at) {
        LocalDate day = parts.get(at).dueOn();
        LocalDate before = at == 0 ? null : parts.get(at - 1).dueOn();
        return day != null
                && (at == 0 ? issued == null || !day.isBefore(issued) : before == null || day.isAfter(before));
    }

    boolean isComplete() {
        return left() == 0
                && IntStream.range(0, parts.size())
                        .allMatch(at -> isDayRight(at) && amount(at).isPresent());
    }

    /** As many equal amounts as there are parts; the first ones take what does not divide. */
    LongStream evenly() {
        long share = total / parts.size();
        long over = total % parts.size();
        return IntStream.range(0, parts.size()).mapToLong(at -> share + (at < over ? 1 : 0));
    }

    /** @throws java.util.NoSuchElementException unless it is complete */
    List<NewInstalment> asked() {
        return IntStream.range(0, parts.size())
                .mapToObj(at -> new NewInstalment(
                        Optional.ofNullable(parts.get(at).dueOn()).orElseThrow(),
                        amount(at).orElseThrow(),
                        parts.get(at).retention()))
                .toList();
    }
}
