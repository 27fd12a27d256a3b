package io.duebook.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The day of something that is not dated before it was possible, nor in the future. */
final class Dated {

    private Dated() {}

    static LocalDate on(LocalDate earliest, @Nullable LocalDate asked, LocalDate latest, String early, String late) {
        if (asked != null && asked.isBefore(earliest)) {
            throw new Refused(422, early);
        }
        if (asked != null && asked.isAfter(latest)) {
            throw new Refused(422, late);
        }
        return asked == null ? latest : asked;
    }
}
