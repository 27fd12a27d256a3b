package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateFormatTest {

    @ParameterizedTest
    @CsvSource({
        "M/d/yyyy, 1/2/2013, 2013-01-02",
        "M/d/yyyy, 12/31/2012, 2012-12-31",
        "dd.MM.yyyy, 05.02.2024, 2024-02-05",
        "yyyyMMdd, 20240229, 2024-02-29",
        "yyyy-MM-dd, 2024-02-29, 2024-02-29",
        "d.M.yy, 3.4.24, 2024-04-03",
        "yyyy年M月d日, 2024年2月5日, 2024-02-05"
    })
    void readsDays(String pattern, String cell, LocalDate day) {
        assertThat(DateFormat.of(pattern).read(cell)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "M/d/yyyy, 2/30/2013",
        "M/d/yyyy, 13/1/2013",
        "M/d/yyyy, 2013-01-02",
        "M/d/yyyy, 1/2/2013 00:00",
        "M/d/yyyy, 1/2/13",
        "yyyy-MM-dd, 2023-02-29",
        "yyyy-MM-dd, 1899-12-31",
        "yyyy-MM-dd, 3000-01-01",
        "yyyy-MM-dd, NaN",
        "yyyy-MM-dd, ٢٠٢٤-٠٢-٠٥"
    })
    void neverMovesADayThatDoesNotExist(String pattern, String cell) {
        assertThatThrownBy(() -> DateFormat.of(pattern).read(cell))
                .isInstanceOfSatisfying(
                        Unreadable.class, refused -> assertThat(refused.code()).isEqualTo("bad_date"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yyyy",
                "yyyy-MM",
                "MM/dd",
                "yyyy-MM-dd HH:mm",
                "MMM d yyyy",
                "d/d/yyyy",
                "yyyy-MM-dd'T'",
                "M/d/yyyy/M",
                "YYYY-MM-DD"
            })
    void refusesPatternsThatDoNotNameADay(String pattern) {
        assertThatThrownBy(() -> DateFormat.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
