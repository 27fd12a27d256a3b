package io.duebook.statement;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.shared.Currency;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** The rows of a list that came as one file, as CSV or as a workbook; no text in it has a comma. */
record ReadTable(List<ReadTable.Line> rows) {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** Both files, which are one table. */
    static ReadTable of(Api asker, String path) {
        ReadTable csv = csv(asker, path);
        ReadTable workbook = workbook(asker, path);
        assertThat(workbook.rows()).as("%s as a workbook", path).hasSameSizeAs(csv.rows());
        for (int at = 0; at < csv.rows().size(); at++) {
            mustBeTheSame(csv.rows().get(at), workbook.rows().get(at));
        }
        return csv;
    }

    /** In a workbook a day is a number, too; those are read elsewhere. */
    private static void mustBeTheSame(Line csv, Line workbook) {
        assertThat(workbook.cells().keySet()).isEqualTo(csv.cells().keySet());
        csv.cells().forEach((heading, text) -> {
            if (!heading.matches("on|as_of|.*_(at|on|date)")) {
                assertThat(workbook.text(heading)).as(heading).isEqualTo(text);
            }
        });
    }

    private static ReadTable csv(Api asker, String path) {
        var answer = asker.with("Accept", "text/csv").get(path);
        assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
        List<List<String>> lines = answer.text()
                .replace("\ufeff", "")
                .lines()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        return of(lines);
    }

    private static ReadTable workbook(Api asker, String path) {
        var answer = asker.with("Accept", XLSX).file(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(answer.body()))) {
            List<Row> read = book.getFirstSheet().read();
            int columns = read.getFirst().getCellCount();
            int currency = texts(read.getFirst(), columns, -1).indexOf("currency");
            return of(read.stream().map(row -> texts(row, columns, currency)).toList());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static List<String> texts(Row row, int columns, int currency) {
        return IntStream.range(0, columns)
                .mapToObj(at -> row.getOptionalCell(at)
                        .map(cell -> text(cell, row, currency))
                        .orElse(""))
                .toList();
    }

    private static String text(Cell cell, Row row, int currency) {
        // Counts have no format; amounts have one.
        return cell.getType() == CellType.NUMBER && cell.getDataFormatString() != null && currency >= 0
                ? cell.asNumber()
                        .setScale(Currency.of(row.getCellText(currency)).digits(), RoundingMode.UNNECESSARY)
                        .toPlainString()
                : cell.getText();
    }

    private static ReadTable of(List<List<String>> lines) {
        List<String> headings = lines.getFirst();
        return new ReadTable(lines.stream()
                .skip(1)
                .map(cells ->
                        new Line(IntStream.range(0, headings.size()).boxed().collect(toMap(headings::get, cells::get))))
                .toList());
    }

    ReadTable where(String heading, String is) {
        return new ReadTable(
                rows.stream().filter(row -> row.text(heading).equals(is)).toList());
    }

    /** The amounts of a column by currency, in minor units. */
    Map<String, Long> sums(String heading) {
        var sums = new TreeMap<String, Long>();
        rows.stream()
                .filter(row -> !row.text(heading).isEmpty())
                .forEach(row -> sums.merge(row.currency(), row.minor(heading), Long::sum));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    /** What stands under each heading. */
    record Line(Map<String, String> cells) {

        String text(String heading) {
            return Objects.requireNonNull(cells.get(heading), heading);
        }

        String currency() {
            return text("currency");
        }

        long minor(String heading) {
            return Owed.minor(currency(), text(heading));
        }
    }
}
