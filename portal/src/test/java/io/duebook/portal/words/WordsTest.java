package io.duebook.portal.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.ApiProblem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsTest {

    private final Amounts english = Amounts.in(Languages.ENGLISH);
    private final Amounts chinese = Amounts.in(Languages.CHINESE);

    @Test
    void writesEachCurrencyWithItsOwnDigits() {
        assertThat(english.text(123_450, "EUR")).isEqualTo("€1,234.50");
        assertThat(english.text(123_450, "JPY")).isEqualTo("¥123,450");
        assertThat(english.text(123_450, "KWD")).isEqualTo("KWD\u00a0123.450");
        assertThat(english.named(123_450, "JPY")).isEqualTo("JPY · ¥123,450");
        assertThat(english.named(123_450, "KWD")).isEqualTo("KWD\u00a0123.450");
        assertThat(english.text(-5, "USD")).isEqualTo("-$0.05");
        assertThat(chinese.text(123_450, "CNY")).isEqualTo("¥1,234.50");
        assertThat(chinese.text(123_450, "USD")).isEqualTo("US$1,234.50");
    }

    @Test
    void writesTheLargestAmountToTheLastDigit() {
        assertThat(english.text(999_999_999_999_999_999L, "USD")).isEqualTo("$9,999,999,999,999,999.99");
    }

    @Test
    void readsWhatPeopleType() {
        assertThat(Amounts.read("1,234.5", "EUR")).contains(123_450L);
        assertThat(Amounts.read(" 1 234 ", "JPY")).contains(1_234L);
        assertThat(Amounts.read("1.234", "KWD")).contains(1_234L);
        assertThat(Amounts.read("1,234,567.89", "EUR")).contains(123_456_789L);
        assertThat(Amounts.read("-1'234.50", "EUR")).contains(-123_450L);
        assertThat(Amounts.read("1\u202f234.50", "EUR")).contains(123_450L);
    }

    @Test
    void refusesWhatIsNoAmountOfTheCurrency() {
        for (String typed : List.of("", "abc", "1.2.3", "NaN", "1e5", "1.5", "١٢")) {
            assertThat(Amounts.read(typed, "JPY")).as(typed).isEmpty();
        }
        assertThat(Amounts.read("0.001", "EUR")).isEmpty();
        assertThat(Amounts.read("99999999999999999999", "EUR")).isEmpty();
    }

    /** A mark between thousands parts groups of three; anything else might be a decimal mark. */
    @Test
    void neverTakesADecimalCommaForThousands() {
        for (String typed : List.of(
                "1,08", "1,5", "1.234,5", "1,2345", "12,34,567", "0,925", "01,234", "1,234 567", ",5", "1 08")) {
            assertThat(Amounts.read(typed, "EUR")).as(typed).isEmpty();
        }
    }

    @Test
    void writesDaysInTheReadersWay() {
        var day = LocalDate.of(2026, 11, 9);
        assertThat(Days.in(Languages.ENGLISH).text(day)).isEqualTo("Nov 9, 2026");
        assertThat(Days.in(Languages.CHINESE).text(day)).isEqualTo("2026年11月9日");
        assertThat(Days.in(Languages.ENGLISH).text((LocalDate) null)).isEqualTo("–");
    }

    @Test
    void isRedForOverdueOnly() {
        assertThat(Due.of(1).look()).isEqualTo("bad");
        assertThat(Due.of(0).look()).isEqualTo("warn");
        assertThat(Due.of(-7).look()).isEqualTo("warn");
        assertThat(Due.of(-8).look()).isEqualTo("ok");
    }

    @Test
    void saysARefusalByItsCodeInBothLanguages() {
        ApiProblem problem = problem(422, "currency_not_supported", Map.of("currency", "XXX"));
        assertThat(sentence(problem, Languages.ENGLISH)).isEqualTo("The currency XXX is not supported.");
        assertThat(sentence(problem, Languages.CHINESE)).isEqualTo("不支持币种 XXX。");
    }

    @Test
    void fallsBackToTheStatusAndNamesTheRequest() {
        assertThat(sentence(problem(422, "something_new", Map.of()), Languages.ENGLISH))
                .isEqualTo("This did not work. (Request req_1)");
        assertThat(sentence(problem(500, "internal_error", Map.of()), Languages.CHINESE))
                .contains("req_1");
        assertThat(sentence(problem(404, "", Map.of()), Languages.ENGLISH)).startsWith("This is not there");
    }

    @Test
    void saysWhichFieldIsWrong() {
        var problem = new ApiProblem(new ApiProblem.Body(
                422,
                "invalid_request",
                Map.of(),
                null,
                List.of(new ApiProblem.FieldError("/lines/0/description", "required", "English")),
                "req_1"));
        assertThat(sentence(problem, Languages.ENGLISH)).contains("description is missing");
        assertThat(sentence(problem, Languages.CHINESE)).contains("请填写");
    }

    @Test
    void saysHowLargeAFileIs() {
        assertThat(Sizes.text(640, Languages.ENGLISH)).isEqualTo("640 B");
        assertThat(Sizes.text(182_304, Languages.ENGLISH)).isEqualTo("178 KB");
        assertThat(Sizes.text(1_468_006, Languages.ENGLISH)).isEqualTo("1.4 MB");
        assertThat(Sizes.text(10_485_760, Languages.CHINESE)).isEqualTo("10 MB");
        assertThat(Sizes.text(8_123_456_789L, Languages.ENGLISH)).isEqualTo("7.6 GB");
    }

    private static ApiProblem problem(int status, String code, Map<String, Object> params) {
        return new ApiProblem(new ApiProblem.Body(status, code, params, null, List.of(), "req_1"));
    }

    private static String sentence(ApiProblem problem, java.util.Locale language) {
        return new ProblemWords(new Translations(), language).sentence(problem);
    }
}
