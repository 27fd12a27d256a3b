package io.duebook.tenant;

import io.duebook.platform.InvalidRequest;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the due date follows from the issue date: net days, or days after the end of the issue date's month.
 *
 * @param days 0 to 999
 */
public record Terms(Basis basis, int days) {

    public enum Basis {
        NET("net"),
        END_OF_MONTH("eom");

        private final String code;

        Basis(String code) {
            this.code = code;
        }
    }

    private static final Pattern SHAPE = Pattern.compile("(net|eom)_(\\d{1,3})");

    /** @throws InvalidRequest unless the text is {@code net_30}, {@code eom_15} or alike */
    public static Terms parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new InvalidRequest("/terms", "invalid", "Terms are net_<days> or eom_<days>, as net_30 or eom_15.");
        }
        return new Terms(
                shape.group(1).equals("net") ? Basis.NET : Basis.END_OF_MONTH, Integer.parseInt(shape.group(2)));
    }

    public LocalDate dueDate(LocalDate issued) {
        return switch (basis) {
            case NET -> issued.plusDays(days);
            case END_OF_MONTH -> issued.with(TemporalAdjusters.lastDayOfMonth()).plusDays(days);
        };
    }

    public String text() {
        return basis.code + "_" + days;
    }
}
