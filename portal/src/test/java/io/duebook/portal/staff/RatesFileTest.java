package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.ExchangeRatesApi.NewRate;
import io.duebook.portal.api.ExchangeRatesApi.Step;
import io.duebook.portal.staff.RatesFile.Wrong;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rates as they are typed and as they come in files, and what a part takes of money by them. */
class RatesFileTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 2);

    @Test
    void takesBackWhatTheListExports() {
        RatesFile file = read("""
                \ufeffid,base,quote,rate,on,replaced,recorded_at
                exr_1,EUR,USD,1.08,2026-01-02,false,2026-01-02T08:00:00Z
                exr_0,EUR,USD,1.80,2026-01-02,true,2026-01-01T08:00:00Z
                exr_2,EUR,CNY,7.81,2026-01-02,false,2026-01-02T08:00:00Z
                """);
        assertThat(file.isRight()).isTrue();
        assertThat(file.rates())
                .containsExactly(new NewRate("EUR", "USD", "1.08", DAY), new NewRate("EUR", "CNY", "7.81", DAY));
        assertThat(read("ON;QUOTE;RATE;BASE\n2026-01-02;usd;1.08;eur\n").rates())
                .containsExactly(new NewRate("EUR", "USD", "1.08", DAY));
    }

    @Test
    void saysOfEachLineWhatIsWrong() {
        RatesFile file = read("""
                base,quote,rate,on
                EUR,EUR,1,2026-01-02
                EUR,USD,1.1234567,2026-01-02
                EUR,USD,0,2026-01-02
                EUR,USD,1.08,2.1.2026
                EUR,USD,1.08,2026-01-02
                USD,EUR,0.92,2026-01-02
                EUR,XYZ,1,2026-01-02
                EUR
                """);
        assertThat(file.wrong())
                .containsExactly(
                        new Wrong(2, "currencies"),
                        new Wrong(3, "rate"),
                        new Wrong(4, "rate"),
                        new Wrong(5, "day"),
                        new Wrong(7, "twice"),
                        new Wrong(8, "currencies"),
                        new Wrong(9, "currencies"));
        assertThat(read("a,b\n1,2\n").wrong()).containsExactly(new Wrong(1, "columns"));
        assertThat(read("").wrong()).containsExactly(new Wrong(1, "empty"));
        String many = IntStream.rangeClosed(0, RatesFile.MOST)
                .mapToObj(at -> "EUR,USD,1.08," + DAY.plusDays(at))
                .collect(Collectors.joining("\n", "base,quote,rate,on\n", "\n"));
        assertThat(read(many).wrong()).extracting(Wrong::what).containsExactly("too_many");
    }

    /** A file with semicolons is just where decimals are commas. */
    @Test
    void takesNoCommaInAFile() {
        assertThat(read("""
                base;quote;rate;on
                EUR;USD;1,08;2026-01-02
                EUR;JPY;1,084;2026-01-03
                EUR;CNY;1.234,5;2026-01-04
                """).wrong()).containsExactly(new Wrong(2, "rate"), new Wrong(3, "rate"), new Wrong(4, "rate"));
    }

    @Test
    void readsARateAsItIsTyped() {
        assertThat(new RateDraft(" 1,234.50 ").rate()).contains("1234.50");
        assertThat(new RateDraft("1.08").inverse()).contains("0.925926");
        assertThat(new RateDraft("123456789012").inverse())
                .as("nothing left of it")
                .isEmpty();
        assertThat(new RateDraft("1.0842123").isTooLong()).isTrue();
        assertThat(new RateDraft("1.0842000").rate()).contains("1.0842000");
        for (String none : List.of("", "0", "0.000", "-1", "1e3", "abc", "1,08", "0,925", "1.234,5", "1000000000000")) {
            assertThat(new RateDraft(none).rate()).as(none).isEmpty();
        }
    }

    /** As docs/examples/exchange.md counts it. */
    @Test
    void countsWhatAPartTakesAsTheBooksDo() {
        var euros = new ExchangeDraft("EUR", "USD", List.of(new Step("EUR", "USD", "1.08", DAY)));
        assertThat(euros.cost(100_000)).isEqualTo(108_000);
        assertThat(euros.reach(108_000)).isEqualTo(100_000);
        var yen = new ExchangeDraft("JPY", "USD", List.of(new Step("USD", "JPY", "150", DAY)));
        assertThat(yen.cost(15_000)).isEqualTo(10_000);
        assertThat(yen.cost(1)).isEqualTo(1);
        assertThat(yen.reach(1)).as("two yen would cost 1.33 cents, rounded 1").isEqualTo(2);
        var over = new ExchangeDraft(
                "USD", "KWD", List.of(new Step("EUR", "USD", "1.25", DAY), new Step("EUR", "KWD", "0.33", DAY)));
        assertThat(over.cost(12_500)).isEqualTo(33_000);
        assertThat(over.reach(33_000)).isEqualTo(12_500);
        assertThat(over.reach(0)).isZero();
        var dong = new ExchangeDraft("VND", "KWD", List.of(new Step("KWD", "VND", "80000", DAY)));
        assertThat(dong.cost(839)).isEqualTo(10);
        assertThat(dong.reach(10)).as("as far as the rounding lets it").isEqualTo(839);
    }

    @Test
    void carriesAPartInProportion() {
        assertThat(new Carried(10_000, 9_259L).partOf(5_000)).isEqualTo(4_630);
        assertThat(new Carried(0, 0L).partOf(5)).isZero();
    }

    private static RatesFile read(String text) {
        return RatesFile.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
