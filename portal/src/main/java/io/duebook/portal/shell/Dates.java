package io.duebook.portal.shell;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import io.duebook.portal.words.Languages;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Date fields that speak the reader's language and take dates as 2026-11-22, which nobody misreads. */
public final class Dates {

    private static final List<DayOfWeek> FROM_SUNDAY = List.of(
            DayOfWeek.SUNDAY,
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY,
            DayOfWeek.SATURDAY);

    private Dates() {}

    public static DatePicker field(String label, @Nullable LocalDate value, Locale language) {
        var field = new DatePicker(label);
        field.setLocale(language);
        field.setI18n(words(field, language));
        if (value != null) {
            field.setValue(value);
        }
        return field;
    }

    private static DatePickerI18n words(DatePicker field, Locale language) {
        var words = new DatePickerI18n();
        words.setMonthNames(Arrays.stream(Month.values())
                .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, language))
                .toList());
        words.setWeekdays(FROM_SUNDAY.stream()
                .map(day -> day.getDisplayName(TextStyle.FULL_STANDALONE, language))
                .toList());
        words.setWeekdaysShort(FROM_SUNDAY.stream()
                .map(day -> day.getDisplayName(
                        Languages.isChinese(language) ? TextStyle.NARROW : TextStyle.SHORT, language))
                .toList());
        words.setFirstDayOfWeek(1);
        words.setToday(field.getTranslation("date.today"));
        words.setCancel(field.getTranslation("action.cancel"));
        words.setDateFormats("yyyy-MM-dd", "yyyy/M/d", "d.M.yyyy");
        words.setBadInputErrorMessage(field.getTranslation("date.bad"));
        return words;
    }
}
