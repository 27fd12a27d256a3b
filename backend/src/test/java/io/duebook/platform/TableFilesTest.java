package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Mono;

class TableFilesTest {

    private static final int ROWS = 100_000;
    private static final int LARGEST_PIECE = 400_000;

    private static final Table<Long> NUMBERED = Table.<Long>named("numbered")
            .column("number", row -> row)
            .column("customer_name", row -> "Customer number " + row)
            .column("due_date", row -> LocalDate.of(2026, 1, 1).plusDays(row % 700))
            .column("amount", row -> new Money(row, Currency.of("EUR")));

    /** No piece is larger for there being many, so a hundred thousand rows take no more memory than a thousand. */
    @ParameterizedTest
    @ValueSource(strings = {TableFiles.CSV, TableFiles.XLSX})
    void aHundredThousandRowsGoOutPieceByPiece(String type) throws IOException {
        var whole = new ByteArrayOutputStream();
        var asked = MockServerHttpRequest.get("/").header("Accept", type).build();

        TableFiles.of(asked, NUMBERED, TableFilesTest::stretch)
                .flatMapMany(answer -> Objects.requireNonNull(answer.getBody()))
                .doOnNext(piece -> assertThat(piece.length).isLessThan(LARGEST_PIECE))
                .doOnNext(whole::writeBytes)
                .blockLast();

        if (type.equals(TableFiles.CSV)) {
            assertThat(whole.toString(StandardCharsets.UTF_8).lines()).hasSize(ROWS + 1);
        } else {
            try (var book = new ReadableWorkbook(new ByteArrayInputStream(whole.toByteArray()));
                    var rows = book.getFirstSheet().openStream()) {
                assertThat(rows.count()).isEqualTo(ROWS + 1);
            }
        }
    }

    private static Mono<Page<Long>> stretch(@Nullable Cursor after, Limit limit) {
        long from = after == null ? 0 : Long.parseLong(after.key().getFirst());
        List<Long> rows = LongStream.range(from, Math.min(ROWS, from + limit.withOneMore()))
                .boxed()
                .toList();
        return Mono.just(Page.of(rows, limit.rows(), last -> Cursor.after(last + 1)));
    }

    /** Cells of every kind, amounts of every number of digits. */
    private static final List<@Nullable Object> UGLY = row(
            "=HYPERLINK(1)",
            "＝1+1",
            "-5",
            "北京, \"机电\"\n有限公司",
            LocalDate.of(2028, 2, 29),
            Instant.parse("2026-03-01T09:12:30Z"),
            new Money(-123_456, Currency.of("EUR")),
            new Money(5, Currency.of("JPY")),
            new Money(1_234, Currency.of("KWD")),
            42,
            null,
            "");

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return new ArrayList<>(java.util.Arrays.asList(cells));
    }

    @Test
    void noSpreadsheetTakesATextForAFormula() {
        var csv = new Csv();
        String text = new String(csv.begin(List.of("a")), StandardCharsets.UTF_8)
                + new String(csv.rows(List.of(UGLY)), StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith("\ufeffa\r\n")
                .contains(
                        "'=HYPERLINK(1),'＝1+1,'-5,\"北京, \"\"机电\"\"\n有限公司\",2028-02-29,2026-03-01T09:12:30Z,-1234.56,5,1.234,42,,");
    }

    /** A comma is quoted away; elsewhere in the world a semicolon parts the cells. */
    @Test
    void norWhatStandsBehindASeparatorInsideAText() {
        var csv = new Csv();
        csv.begin(List.of("a"));

        assertThat(new String(
                        csv.rows(List.of(row("a;=1+1", "a;b", "x\t-2", "one\n@two", "5 ; +49 30", ";;=1"))),
                        StandardCharsets.UTF_8))
                .isEqualTo("a;'=1+1,a;b,x\t'-2,\"one\n'@two\",5 ; +49 30,;;'=1\r\n");
    }

    @Test
    void aWorkbookHasAmountsAsNumbersAndDaysAsDays() throws IOException {
        List<Row> rows = read(new Xlsx("ugly"), List.of(UGLY)).getFirst();

        Row row = rows.get(1);
        assertThat(row.getCellText(0)).isEqualTo("=HYPERLINK(1)");
        assertThat(row.getCell(0).getFormula()).isNull();
        assertThat(row.getCellText(3)).contains("北京");
        assertThat(row.getCellAsDate(4)).contains(LocalDateTime.of(2028, 2, 29, 0, 0));
        assertThat(row.getCellAsNumber(6)).contains(new BigDecimal("-1234.56"));
        assertThat(row.getCell(6).getDataFormatString()).isEqualTo("#,##0.00");
        assertThat(row.getCell(7).getDataFormatString()).isEqualTo("#,##0");
        assertThat(row.getCellAsNumber(8)).contains(new BigDecimal("1.234"));
        assertThat(row.getCell(8).getDataFormatString()).isEqualTo("#,##0.000");
        assertThat(row.getCellAsNumber(9)).contains(new BigDecimal("42"));
    }

    @Test
    void theLargestAmountKeepsItsLastUnit() throws IOException {
        var most = new Money(Money.MOST, Currency.of("EUR"));

        List<Row> rows = read(new Xlsx("most"), List.of(row(most))).getFirst();

        assertThat(rows.get(1).getCellAsNumber(0)).contains(most.inMajorUnits());
    }

    @Test
    void aFullSheetIsFollowedByAnother() throws IOException {
        var many = LongStream.range(0, 25).boxed().map(TableFilesTest::row).toList();

        List<List<Row>> sheets = read(new Xlsx("many", 10), many);

        assertThat(sheets).extracting(List::size).containsExactly(11, 11, 6);
        assertThat(sheets).allMatch(sheet -> sheet.getFirst().getCellText(0).equals("a"));
    }

    private static List<List<Row>> read(Xlsx writer, List<List<@Nullable Object>> rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(writer.begin(List.of("a")));
        bytes.writeBytes(writer.rows(rows));
        bytes.writeBytes(writer.end());
        try (var book = new ReadableWorkbook(
                new ByteArrayInputStream(bytes.toByteArray()),
                new org.dhatim.fastexcel.reader.ReadingOptions(true, false))) {
            return book.getSheets().map(TableFilesTest::rowsOf).toList();
        }
    }

    private static List<Row> rowsOf(Sheet sheet) {
        try {
            return sheet.read();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
