package io.duebook.portal.words;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Writes how large a file is: {@code 640 B}, {@code 12 KB}, {@code 1.4 MB}, {@code 7.6 GB}. */
public final class Sizes {

    private static final long KILO = 1_024;
    private static final long MEGA = KILO * KILO;
    private static final long GIGA = KILO * MEGA;
    private static final int WHOLE_FROM = 10;

    private Sizes() {}

    public static String text(long bytes, Locale language) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        if (bytes < MEGA) {
            return in(bytes, KILO, language) + " KB";
        }
        return bytes < GIGA ? in(bytes, MEGA, language) + " MB" : in(bytes, GIGA, language) + " GB";
    }

    /** With one place while that says something. */
    private static String in(long bytes, long unit, Locale language) {
        BigDecimal exact = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(unit), 6, RoundingMode.HALF_UP);
        var format = NumberFormat.getNumberInstance(Languages.formatting(language));
        format.setRoundingMode(RoundingMode.HALF_UP);
        format.setMaximumFractionDigits(exact.compareTo(BigDecimal.valueOf(WHOLE_FROM)) < 0 ? 1 : 0);
        return format.format(exact);
    }
}
