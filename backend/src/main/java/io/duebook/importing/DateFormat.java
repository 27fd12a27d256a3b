package io.duebook.importing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * How a file writes its dates: years, months and days in digits, as {@code M/d/yyyy}. Strict, so that no 31 February
 * becomes a day in March.
 */
record DateFormat(String pattern, DateTimeFormatter formatter) {

    static final String DEFAULT = "yyyy-MM-dd";

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** @throws IllegalArgumentException if the pattern does not name year, month and day in digits, once each */
    static DateFormat of(String pattern) {
        String letters = pattern.replaceAll("[^A-Za-z']", "");
        String order = letters.replaceAll("(.)\\1+", "$1").replace('u', 'y');
        boolean namesEach = order.length() == 3
                && order.chars().distinct().count() == 3
                && order.chars().allMatch(letter -> "yMd".indexOf(letter) >= 0);
        if (!namesEach || letters.contains("MMM") || letters.contains("ddd") || pattern.length() > 20) {
            throw new IllegalArgumentException(pattern);
        }
        // Strict resolving knows no "year of era" (y) without an era.
        return new DateFormat(
                pattern,
                DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                        .withResolverStyle(ResolverStyle.STRICT));
    }

    /** @throws Unreadable {@code bad_date} unless it is a day between 1900 and 2999, written in this way */
    LocalDate read(String cell) {
        try {
            LocalDate date = LocalDate.parse(cell, formatter);
            if (!date.isBefore(EARLIEST) && !date.isAfter(LATEST)) {
                return date;
            }
        } catch (DateTimeException unreadable) {
            // Told below, like a day out of range.
        }
        throw new Unreadable("bad_date", "Not a date written as " + pattern + ".");
    }
}
