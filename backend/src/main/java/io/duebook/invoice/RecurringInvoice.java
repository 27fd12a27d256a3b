package io.duebook.invoice;

import io.duebook.platform.Version;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.RecurringInvoiceId;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An invoice that comes again on a schedule. It comes on its next day for as long as it is active; days that passed
 * meanwhile bring theirs late, with their own dates.
 *
 * @param template the request that each day repeats, without its dates
 * @param total of each invoice, tax included
 * @param times how many invoices it brings at most; null: no end by number
 * @param occurrence which day comes next, counted from zero
 * @param made how many invoices it brought
 * @param trouble why it paused itself: the code of the refusal; null while nothing is wrong
 * @param work what waits for the next day; a new one at each resumption
 */
record RecurringInvoice(
        RecurringInvoiceId id,
        CustomerId customer,
        @Nullable String externalId,
        State state,
        ObjectNode template,
        Money total,
        Recurrence recurrence,
        @Nullable Integer times,
        int occurrence,
        int made,
        @Nullable String trouble,
        UUID work,
        Version version) {

    enum State {
        ACTIVE,
        PAUSED,
        ENDED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** When the next one comes, or would if it were not paused; null when none comes any more. */
    @Nullable
    LocalDate nextOn() {
        return state == State.ENDED ? null : recurrence.day(occurrence);
    }

    boolean isDue(LocalDate today) {
        return state == State.ACTIVE && !recurrence.day(occurrence).isAfter(today);
    }

    /** Whether it paused itself, for something stood in the way. */
    boolean hasStopped() {
        return trouble != null;
    }

    /** After its invoice was made; that is no edit. */
    RecurringInvoice advanced() {
        return with(state, occurrence + 1, made + 1, null).endedIfOver();
    }

    /** @param refused the code of what stands in the way of the next one */
    RecurringInvoice stopped(String refused) {
        return with(State.PAUSED, occurrence, made, refused);
    }

    /** @throws NotRecurring unless it is active */
    RecurringInvoice paused() {
        if (state != State.ACTIVE) {
            throw NotRecurring.unless(State.ACTIVE, state);
        }
        return with(State.PAUSED, occurrence, made, null).changed();
    }

    /**
     * @param from days before it bring nothing any more
     * @throws NotRecurring unless it is paused
     */
    RecurringInvoice resumed(LocalDate from, UUID newWork) {
        if (state != State.PAUSED) {
            throw NotRecurring.unless(State.PAUSED, state);
        }
        return new RecurringInvoice(
                        id,
                        customer,
                        externalId,
                        State.ACTIVE,
                        template,
                        total,
                        recurrence,
                        times,
                        recurrence.notBefore(from, occurrence),
                        made,
                        null,
                        newWork,
                        version.next())
                .endedIfOver();
    }

    /** @throws NotRecurring if it has ended already */
    RecurringInvoice ended() {
        if (state == State.ENDED) {
            throw NotRecurring.over();
        }
        return with(State.ENDED, occurrence, made, null).changed();
    }

    /** With other contents and another end, from the next one on. */
    RecurringInvoice edited(RecurringInvoiceDetails wanted, ObjectNode newTemplate, Money newTotal) {
        if (state == State.ENDED) {
            throw NotRecurring.over();
        }
        return new RecurringInvoice(
                        id,
                        customer,
                        wanted.externalId(),
                        state,
                        newTemplate,
                        newTotal,
                        wanted.recurrence(),
                        wanted.times(),
                        occurrence,
                        made,
                        trouble,
                        work,
                        version.next())
                .endedIfOver();
    }

    /** A schedule without a day left has ended. */
    RecurringInvoice endedIfOver() {
        return (times != null && made >= times) || recurrence.isOver(occurrence)
                ? with(State.ENDED, occurrence, made, null)
                : this;
    }

    private RecurringInvoice changed() {
        return new RecurringInvoice(
                id,
                customer,
                externalId,
                state,
                template,
                total,
                recurrence,
                times,
                occurrence,
                made,
                trouble,
                work,
                version.next());
    }

    private RecurringInvoice with(State next, int nextOccurrence, int nowMade, @Nullable String nowTrouble) {
        return new RecurringInvoice(
                id,
                customer,
                externalId,
                next,
                template,
                total,
                recurrence,
                times,
                nextOccurrence,
                nowMade,
                nowTrouble,
                work,
                version);
    }
}
