package io.duebook.portal.staff;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * When an invoice would be due, counted as the books count.
 *
 * @param terms as {@code net_30} or {@code eom_15}
 * @param weekendShift none, following or preceding: where a day goes that falls on a weekend
 */
record DueDay(String terms, String weekendShift) {

    static final String NO_SHIFT = "none";

    static boolean isTerms(String code) {
        return code.startsWith("net_") || code.startsWith("eom_");
    }

    /** Empty where the terms are not said here: those of the customer may be any. */
    static Optional<DueDay> in(String terms, String weekendShift) {
        return isTerms(terms) ? Optional.of(new DueDay(terms, weekendShift)) : Optional.empty();
    }

    LocalDate of(LocalDate issued) {
        LocalDate counted = counted(issued);
        return switch (weekendShift) {
            case "following" -> following(counted);
            case "preceding" -> {
                LocalDate before = preceding(counted);
                yield before.isBefore(issued) ? following(counted) : before;
            }
            default -> counted;
        };
    }

    boolean isShifted(LocalDate issued) {
        return !of(issued).equals(counted(issued));
    }

    private LocalDate counted(LocalDate issued) {
        int days = Integer.parseInt(terms.substring(terms.indexOf('_') + 1));
        return terms.startsWith("eom_")
                ? issued.with(TemporalAdjusters.lastDayOfMonth()).plusDays(days)
                : issued.plusDays(days);
    }

    private static LocalDate following(LocalDate day) {
        return isWeekend(day) ? day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : day;
    }

    private static LocalDate preceding(LocalDate day) {
        return isWeekend(day) ? day.with(TemporalAdjusters.previous(DayOfWeek.FRIDAY)) : day;
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
