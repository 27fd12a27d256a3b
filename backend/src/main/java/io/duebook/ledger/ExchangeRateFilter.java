package io.duebook.ledger;

import io.duebook.platform.Cursor;
import io.duebook.shared.Currency;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which rates a list shows: those of the latest days first, each as it was said. */
record ExchangeRateFilter(
        @Nullable Currency base,
        @Nullable Currency quote,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    static Cursor cursorAfter(ExchangeRateView last) {
        return Cursor.after(last.on(), last.id().value());
    }
}
