package io.duebook.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.document.Addressees;
import io.duebook.document.Language;
import io.duebook.document.Paper;
import io.duebook.document.PrintedPaper;
import io.duebook.document.TooLongForPaper;
import io.duebook.item.Aging;
import io.duebook.shared.Currency;
import io.duebook.shared.InvoiceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementPaperTest {

    @ParameterizedTest
    @EnumSource
    void saysWhatIsOwedFromTopToBottom(Language language) {
        PrintedPaper printed = PrintedPaper.of(paper(openItems(eur(3)), language), "open-" + language.tag());

        assertThat(printed.text())
                .containsSubsequence(
                        language == Language.ENGLISH
                                ? List.of(
                                        "Nordwind Handel GmbH",
                                        "Statement of account",
                                        "Open items at the end of 23 November 2026",
                                        "Sample Works 样品工厂",
                                        "12 Harbour Street",
                                        "EUR",
                                        "Balance due",
                                        "EUR 6,000.00",
                                        "Overdue",
                                        "Aging by days past due",
                                        "Number",
                                        "INV-00001",
                                        "INV-00002",
                                        "INV-00003",
                                        "How to pay")
                                : List.of(
                                        "Nordwind Handel GmbH",
                                        "客户对账单",
                                        "截至 2026年11月23日 日终的待付账单",
                                        "Sample Works 样品工厂",
                                        "应付余额",
                                        "EUR 6,000.00",
                                        "逾期账龄",
                                        "账单编号",
                                        "INV-00001",
                                        "付款方式"));
        assertThat(printed.seen().getFirst()).contains(language == Language.ENGLISH ? "Page 1 of 1" : "第 1 页，共 1 页");
    }

    @ParameterizedTest
    @EnumSource
    void showsEveryMovementBetweenOpeningAndClosing(Language language) {
        PrintedPaper printed = PrintedPaper.of(paper(activity(), language), "activity-" + language.tag());

        assertThat(printed.text())
                .containsSubsequence(
                        language == Language.ENGLISH
                                ? List.of(
                                        "Movements from 1 November 2026 to 23 November 2026",
                                        "Opening balance",
                                        "100.00",
                                        "Invoice",
                                        "INV-7",
                                        "Payment",
                                        "-250.00",
                                        "Closing balance",
                                        "-50.00")
                                : List.of("2026年11月1日 至 2026年11月23日", "期初余额", "账单", "付款", "-250.00", "期末余额"));
        assertThat(printed.text()).contains(language == Language.ENGLISH ? "Balance in your favour" : "账户结余");
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatCameTooLateBetweenOpeningAndMovements(Language language) {
        PrintedPaper printed = PrintedPaper.of(paper(adjusted(), language), "adjusted-" + language.tag());

        assertThat(printed.text())
                .containsSubsequence(
                        language == Language.ENGLISH
                                ? List.of(
                                        "Opening balance",
                                        "100.00",
                                        "Adjustments to earlier statements",
                                        "3 Nov 2026",
                                        "Payment",
                                        "of 28 Oct 2026, recorded on 4 Nov 2026",
                                        "-40.00",
                                        "60.00",
                                        "Movements of the period",
                                        "INV-7",
                                        "160.00",
                                        "Closing balance",
                                        "160.00")
                                : List.of("期初余额", "对以前对账单的调整", "业务日期 2026年10月28日，2026年11月4日 入账", "本期往来", "期末余额"));
    }

    private static Statement adjusted() {
        Statement plain = activity();
        var late = new Statement.Adjustment(
                LocalDate.parse("2026-11-03"),
                LocalDate.parse("2026-10-28"),
                // Already the next day in Berlin.
                Instant.parse("2026-11-03T23:30:00Z"),
                "payment",
                new InvoiceId(new UUID(2, 2)),
                null,
                -4_000,
                6_000);
        return new Statement(
                plain.kind(),
                plain.customer(),
                plain.customerName(),
                plain.asOf(),
                plain.from(),
                plain.to(),
                plain.knownAt(),
                plain.timeZone(),
                false,
                false,
                List.of(new Statement.Activity(
                        Currency.of("EUR"),
                        10_000,
                        List.of(late),
                        List.of(moved("2026-11-09", "invoice", "INV-7", 10_000, 16_000)),
                        16_000,
                        16_000,
                        0,
                        16_000,
                        aging(List.of()))));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatNothingIsOwed(Language language) {
        PrintedPaper printed = PrintedPaper.of(paper(openItems(), language), "nothing-" + language.tag());

        assertThat(printed.text()).contains(language == Language.ENGLISH ? "nothing is owed" : "没有待付账单");
        assertThat(printed.text()).doesNotContain("How to pay", "付款方式");
    }

    @ParameterizedTest
    @EnumSource
    void repeatsItsHeadingsOnEveryPageOfMany(Language language) {
        PrintedPaper printed = PrintedPaper.of(paper(openItems(eur(500)), language), "500-" + language.tag());

        assertThat(printed.pages()).hasSizeBetween(10, 18);
        String heading = language == Language.ENGLISH ? "Issued" : "开单日期";
        String foot = language == Language.ENGLISH ? "Page %d of %d" : "第 %d 页，共 %d 页";
        for (int page = 1; page <= printed.pages().size(); page++) {
            String text = printed.seen().get(page - 1);
            assertThat(text).contains(foot.formatted(page, printed.pages().size()));
            if (text.contains("INV-")) {
                assertThat(text).contains(heading);
            }
        }
        assertThat(printed.text())
                .containsSubsequence(IntStream.rangeClosed(1, 500)
                        .mapToObj("INV-%05d"::formatted)
                        .toList());
        assertThat(printed.bytes()).hasSizeLessThan(600_000);
    }

    @Test
    void writesEachCurrencyWithItsOwnDigits() {
        PrintedPaper printed = PrintedPaper.of(
                paper(
                        openItems(
                                items("EUR", 1, 123_456, 0), items("JPY", 1, 123_456, 0), items("KWD", 1, 123_456, 0)),
                        Language.ENGLISH),
                "currencies");

        assertThat(printed.text()).containsSubsequence("EUR 1,234.56", "JPY 123,456", "KWD 123.456");
        assertThat(printed.text()).contains("due at once: EUR 1,234.56, JPY 123,456, KWD 123.456.");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsInTheCustomersFavour(Language language) {
        PrintedPaper printed = PrintedPaper.of(
                paper(openItems(items("EUR", 2, 10_000, 50_000)), language), "credit-" + language.tag());

        assertThat(printed.text())
                .contains(language == Language.ENGLISH ? "Balance in your favour" : "账户结余", "EUR 300.00");
        assertThat(printed.text()).doesNotContain("How to pay", "付款方式");
    }

    @ParameterizedTest
    @EnumSource
    void printsNamesAsTheyAreHoweverLong(Language language) {
        Statement statement = named(openItems(eur(2)), Addressees.LONG_NAME);

        PrintedPaper printed = PrintedPaper.of(paper(statement, language), "long-" + language.tag());

        assertThat(printed.text().replaceAll("\\s", "")).contains(Addressees.LONG_NAME.replaceAll("\\s", ""));
        assertThat(printed.isWithinMargins()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void readsAloud(Language language) {
        PrintedPaper printed = PrintedPaper.of(paper(openItems(eur(3)), language), "aloud-" + language.tag());

        assertThat(printed.language()).isEqualTo(language.tag());
        assertThat(printed.title()).contains(language == Language.ENGLISH ? "Statement of account" : "客户对账单");
        assertThat(printed.isTagged()).isTrue();
        assertThat(printed.tags()).contains("Document", "H1", "H2", "Table", "TR", "TH", "TD", "P");
    }

    @Test
    void saysWhatItsCodeIsFor() {
        Paper paper = StatementPaper.of(
                openItems(eur(2)),
                Addressees.in(Language.CHINESE),
                new StatementPaper.Proof(
                        "ST-2026-00017", 2, "ab".repeat(32), "https://due.example/verify/3f9a6c2e5b7d4f10"));

        PrintedPaper printed = PrintedPaper.of(paper, "proof");

        assertThat(printed.text())
                .contains("ST-2026-00017（第 2 版）", "ab".repeat(32), "https://due.example/verify/3f9a6c2e5b7d4f10");
        assertThat(printed.alternatives()).contains("二维码，指向旁边的网址");
        assertThat(printed.codes()).containsExactly("https://due.example/verify/3f9a6c2e5b7d4f10");
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameBytesEachTime(Language language) {
        Paper paper = paper(openItems(eur(40)), language);

        assertThat(PrintedPaper.of(paper, "twice").bytes())
                .isEqualTo(PrintedPaper.of(paper, "twice").bytes());
    }

    @ParameterizedTest
    @EnumSource
    void staysSmall(Language language) {
        assertThat(PrintedPaper.of(paper(openItems(eur(12)), language), "small").bytes())
                .hasSizeLessThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "CA"})
    void isOnLetterWhereThatIsUsed(String country) {
        PrintedPaper printed = PrintedPaper.of(
                StatementPaper.of(openItems(eur(1)), Addressees.from(country, Language.ENGLISH), null), "letter");

        assertThat(printed.width()).isEqualTo(612);
        assertThat(printed.height()).isEqualTo(792);
    }

    @Test
    void isOnA4Elsewhere() {
        PrintedPaper printed = PrintedPaper.of(paper(openItems(eur(1)), Language.ENGLISH), "a4");

        assertThat(printed.width()).isEqualTo(595);
        assertThat(printed.height()).isEqualTo(842);
    }

    @Test
    void leavesNoHeadingAloneAtTheFootOfAPage() {
        PrintedPaper printed = PrintedPaper.of(
                paper(
                        openItems(items("EUR", 1, 100, 0), items("JPY", 1, 100, 0), items("KWD", 1, 100, 0)),
                        Language.ENGLISH),
                "foot");

        assertThat(printed.seen())
                .allSatisfy(page -> assertThat(page.split("Issued", -1)).hasSameSizeAs(page.split("INV-", -1)));
    }

    @Test
    void isNotAskedOfMoreThanAnybodyReads() {
        assertThatThrownBy(() -> paper(openItems(eur(StatementPaper.MOST_LINES + 1)), Language.ENGLISH))
                .isInstanceOf(TooLongForPaper.class);
    }

    @Test
    void hasTheSameWordsInBothLanguages() {
        Set<String> english = new TreeSet<>(
                Language.ENGLISH.words("io.duebook.statement.paper").keySet());

        assertThat(new TreeSet<>(
                        Language.CHINESE.words("io.duebook.statement.paper").keySet()))
                .isEqualTo(english);
    }

    private static Paper paper(Statement statement, Language language) {
        return StatementPaper.of(statement, Addressees.in(language), null);
    }

    private static Statement openItems(Statement.OpenItems... currencies) {
        return new Statement(
                "open_item",
                Addressees.CUSTOMER,
                "Sample Works 样品工厂",
                Addressees.DAY,
                null,
                null,
                Instant.EPOCH,
                "Europe/Berlin",
                false,
                true,
                List.of(currencies));
    }

    private static Statement named(Statement statement, String name) {
        return new Statement(
                statement.kind(),
                statement.customer(),
                name,
                statement.asOf(),
                statement.from(),
                statement.to(),
                statement.knownAt(),
                statement.timeZone(),
                statement.provisional(),
                statement.computed(),
                statement.currencies());
    }

    private static Statement activity() {
        LocalDate from = LocalDate.parse("2026-11-01");
        return new Statement(
                "activity",
                Addressees.CUSTOMER,
                "Sample Works 样品工厂",
                Addressees.DAY,
                from,
                Addressees.DAY,
                Instant.EPOCH,
                "Europe/Berlin",
                false,
                true,
                List.of(new Statement.Activity(
                        Currency.of("EUR"),
                        10_000,
                        List.of(),
                        List.of(
                                moved("2026-11-03", "invoice", "INV-7", 10_000, 20_000),
                                moved("2026-11-09", "payment", null, -25_000, -5_000)),
                        -5_000,
                        0,
                        5_000,
                        -5_000,
                        aging(List.of()))));
    }

    private static Statement.ActivityLine moved(
            String on, String kind, @Nullable String number, long amount, long running) {
        return new Statement.ActivityLine(
                LocalDate.parse(on), kind, new InvoiceId(new UUID(2, 2)), number, amount, running);
    }

    private static Statement.OpenItems eur(int lines) {
        return items("EUR", lines, 200_000, 0);
    }

    /** Claims of the same amount, one later than the other, some of them overdue. */
    private static Statement.OpenItems items(String currency, int lines, long each, long unapplied) {
        List<Statement.OpenItemLine> claims = IntStream.rangeClosed(1, lines)
                .mapToObj(number -> claim(number, each, 120L - (number * 37L) % 150))
                .toList();
        long open = LongStream.range(0, lines).map(any -> each).sum();
        return new Statement.OpenItems(Currency.of(currency), claims, open, unapplied, open - unapplied, aging(claims));
    }

    private static Statement.OpenItemLine claim(int number, long amount, long daysPastDue) {
        LocalDate due = Addressees.DAY.minusDays(daysPastDue);
        return new Statement.OpenItemLine(
                new InvoiceId(new UUID(3, number)),
                "INV-%05d".formatted(number),
                due.minusDays(30),
                due,
                amount * 2,
                amount,
                amount,
                daysPastDue,
                number % 7 == 2);
    }

    private static List<Aging.Bucket> aging(List<Statement.OpenItemLine> lines) {
        return List.of(
                bucket("not_due", null, 0, lines),
                bucket("1_30", 1, 30, lines),
                bucket("31_60", 31, 60, lines),
                bucket("61_90", 61, 90, lines),
                bucket("over_90", 91, null, lines));
    }

    private static Aging.Bucket bucket(
            String name, @Nullable Integer from, @Nullable Integer to, List<Statement.OpenItemLine> lines) {
        List<Statement.OpenItemLine> within = lines.stream()
                .filter(line ->
                        (from == null || line.daysPastDue() >= from) && (to == null || line.daysPastDue() <= to))
                .toList();
        return new Aging.Bucket(
                name,
                from,
                to,
                within.size(),
                within.stream().mapToLong(Statement.OpenItemLine::open).sum());
    }
}
