package io.duebook.platform;

import java.time.LocalDate;

/**
 * How the numbers of a series are written.
 *
 * @param prefix before the count; {@code {year}} in it stands for the year of the document, and begins the count anew
 * @param digits at least so many, filled up with noughts
 * @param start the first of the count; where the count is behind, it goes on from here
 */
public record NumberFormat(String prefix, int digits, long start) {

    private static final String YEAR = "{year}";

    /** Which count a document of a day takes part in. */
    String count(String series, LocalDate day) {
        return prefix.contains(YEAR) ? series + ":" + day.getYear() : series;
    }

    String prefixOf(LocalDate day) {
        return prefix.replace(YEAR, Integer.toString(day.getYear()));
    }
}
