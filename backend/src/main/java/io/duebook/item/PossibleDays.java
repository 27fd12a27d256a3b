package io.duebook.item;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which days a command may bear. */
public record PossibleDays(LocalDate earliest, LocalDate latest) {

    /** From the first on which the books allow it to today, or only that first one where it is still to come. */
    public static PossibleDays from(LocalDate earliest, LocalDate today) {
        return new PossibleDays(earliest, today.isBefore(earliest) ? earliest : today);
    }

    /**
     * The day asked for, or the last where none is.
     *
     * @param tooEarly what is said of a day before them, given the first
     * @param notYet what is said of a day after them, given the last
     */
    public LocalDate choose(
            @Nullable LocalDate asked, Function<LocalDate, Refusal> tooEarly, Function<LocalDate, Refusal> notYet) {
        if (asked == null) {
            return latest;
        }
        if (asked.isBefore(earliest)) {
            throw tooEarly.apply(earliest);
        }
        if (asked.isAfter(latest)) {
            throw notYet.apply(latest);
        }
        return asked;
    }

    /** The one nearest to the day wanted: of what has happened and is booked in any case. */
    public LocalDate nearest(LocalDate wanted) {
        LocalDate notBefore = wanted.isBefore(earliest) ? earliest : wanted;
        return notBefore.isAfter(latest) ? latest : notBefore;
    }
}
