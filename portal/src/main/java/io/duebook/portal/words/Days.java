package io.duebook.portal.words;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes days and moments in the reader's language. */
public final class Days {

    private final Locale locale;

    private Days(Locale locale) {
        this.locale = locale;
    }

    public static Days in(Locale locale) {
        return new Days(Languages.formatting(locale));
    }

    public String text(@Nullable LocalDate day) {
        return day == null
                ? "–"
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(day);
    }

    public String text(Instant moment, String zone) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(ZoneId.of(zone))
                .format(moment);
    }
}
