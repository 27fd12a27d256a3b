package io.duebook.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A document ready to be printed. The same one is printed to the same bytes, whenever and wherever.
 *
 * @param title what a reader calls it, and a screen reader says first
 * @param author on whose behalf it is written
 * @param dated its own date, which is all it knows of time
 * @param body from top to bottom
 */
public record Paper(Language language, String title, String author, LocalDate dated, Size size, List<Markup> body) {

    public Paper {
        body = List.copyOf(body);
    }

    /** What a sheet of paper measures. */
    public enum Size {
        A4,
        LETTER;

        private static final List<String> WITH_LETTER = List.of("US", "CA");

        /** What lies in the printers of a country, as ISO 3166 writes it; A4 where none is known. */
        public static Size usedIn(@Nullable String country) {
            return country != null && WITH_LETTER.contains(country) ? LETTER : A4;
        }

        String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
