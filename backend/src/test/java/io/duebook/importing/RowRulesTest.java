package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duebook.importing.Receivable.Settled;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Currency;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows say, and what is told of those that cannot be read: through the real parser, from files. */
class RowRulesTest {

    private static final String SPEC = """
            {"kind":"receivables","format":"csv","currency":"EUR","encoding":"%s","date_format":"M/d/yyyy",
             "columns":{"customer.external_id":"Customer","customer.name":"Name","customer.address.city":"City",
                        "invoice.number":"Number","invoice.issue_date":"Issued","invoice.due_date":"Due",
                        "invoice.total":"Total","invoice.disputed":"Disputed","invoice.currency":"Currency",
                        "payment.received_on":"Paid on","payment.amount":"Paid"}}
            """;
    private static final String HEADER =
            "Customer,Name,City,Number,Issued,Due,Total,Disputed,Currency,Paid on,Paid,Region\n";
    private static final String GOOD = "C-1,Miller,Bonn,0007,1/2/2024,2/1/2024,100.00,no,EUR,,,North";

    private final Path folder;

    RowRulesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsARow() {
        Receivable row = only("C-1,\"Miller, Sons\n& Co\",Bonn,0007,1/2/2024,2/1/2024,100.5,Yes,JPY,1/5/2024,,North"
                .replace("100.5", "100"));

        assertThat(row.debtor().externalId()).isEqualTo("C-1");
        assertThat(row.debtor().name()).isEqualTo("Miller, Sons\n& Co");
        assertThat(row.debtor().address()).containsExactly(java.util.Map.entry("city", "Bonn"));
        assertThat(row.number()).isEqualTo("0007");
        assertThat(row.issueDate()).isEqualTo(LocalDate.of(2024, 1, 2));
        assertThat(row.dueDate()).isEqualTo(LocalDate.of(2024, 2, 1));
        assertThat(row.currency()).isEqualTo(Currency.of("JPY"));
        assertThat(row.total()).isEqualTo(100);
        assertThat(row.disputed()).isTrue();
        assertThat(row.settled()).isEqualTo(new Settled(LocalDate.of(2024, 1, 5), 100, "other", null));
        assertThat(row.metadata()).containsExactly(java.util.Map.entry("Region", "North"));
    }

    @Test
    void namesACustomerByItsIdWhereTheFileHasNoName() {
        assertThat(only("C-1,,,7,1/2/2024,2/1/2024,1,,,,,").debtor().name()).isEqualTo("C-1");
    }

    @Test
    void takesTheSpecsCurrencyWhereTheRowNamesNone() {
        assertThat(only("C-1,,,7,1/2/2024,2/1/2024,1.50,,,,,").currency()).isEqualTo(Currency.of("EUR"));
    }

    @Test
    void readsAPartThatWasPaid() {
        assertThat(only("C-1,,,7,1/2/2024,2/1/2024,10,,,2/3/2024,4.25,").settled())
                .isEqualTo(new Settled(LocalDate.of(2024, 2, 3), 425, "other", null));
        assertThat(only("C-1,,,7,1/2/2024,2/1/2024,10,,,2/3/2024,0,").settled()).isNull();
        assertThat(only("C-1,,,7,1/2/2024,2/1/2024,10,,,,,").settled()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C-1,,,7,2/30/2024,2/1/2024,1,,,,, | Issued bad_date",
                "C-1,,,7,1/2/2024,soon,1,,,,, | Due bad_date",
                "C-1,,,7,1/2/2024,,1,,,,, | Due missing_value",
                "C-1,,,7,1/2/2024,1/1/2024,1,,,,, | Due due_before_issue",
                "C-1,,,7,1/2/2024,2/1/2024,abc,,,,, | Total bad_amount",
                "C-1,,,7,1/2/2024,2/1/2024,NaN,,,,, | Total bad_amount",
                "C-1,,,7,1/2/2024,2/1/2024,1e9,,,,, | Total bad_amount",
                "C-1,,,7,1/2/2024,2/1/2024,-5,,,,, | Total bad_amount",
                "C-1,,,7,1/2/2024,2/1/2024,1.005,,,,, | Total bad_amount",
                "C-1,,,7,1/2/2024,2/1/2024,,,,,, | Total missing_value",
                ",,,7,1/2/2024,2/1/2024,1,,,,, | Customer missing_customer",
                "  ,,,7,1/2/2024,2/1/2024,1,,,,, | Customer missing_customer",
                "C-1,,,,1/2/2024,2/1/2024,1,,,,, | Number missing_value",
                "C-1,,,7,1/2/2024,2/1/2024,1,,XYZ,,, | Currency unknown_currency",
                "C-1,,,7,1/2/2024,2/1/2024,1,perhaps,,,, | Disputed bad_word",
                "C-1,=HYPERLINK(A1),,7,1/2/2024,2/1/2024,1,,,,, | Name formula",
                "C-1,@SUM(1+9),,7,1/2/2024,2/1/2024,1,,,,, | Name formula",
                "C-1,-2+3,,7,1/2/2024,2/1/2024,1,,,,, | Name formula",
                "C-1,,,7,1/2/2024,2/1/2024,=1+1,,,,, | Total formula",
                "C-1,,,7,1/2/2024,2/1/2024,1,,,,,=cmd! | Region formula",
                "C-1,,,7,1/2/2024,2/1/2024,1,,,,3, | Paid on missing_value",
                "C-1,,,7,1/2/2024,2/1/2024,1,,,1/3/2024,x, | Paid bad_amount",
                "C-1,,,7,1/2/2024,2/1/2024,1,,,, | ' field_count'",
                "C-1,,,7,1/2/2024,2/1/2024,1,,,,,a,b | ' field_count'"
            })
    void tellsWhatIsWrongAndWhere(String row, String told) {
        assertThat(errors(HEADER + GOOD + "\n" + row + "\n"))
                .extracting(error -> error.line() + " " + error.column() + " " + error.code())
                .containsExactly("3 " + told);
    }

    @Test
    void tellsEverythingThatIsWrongWithARow() {
        assertThat(errors(HEADER + ",=x,,,2/30/2024,nope,-1,perhaps,XYZ,?,?,\n"))
                .extracting(error -> error.column() + " " + error.code())
                .containsExactly(
                        "Customer missing_customer",
                        "Name formula",
                        "Number missing_value",
                        "Issued bad_date",
                        "Due bad_date",
                        "Total bad_amount",
                        "Disputed bad_word",
                        "Currency unknown_currency",
                        "Paid on bad_date",
                        "Paid bad_amount");
    }

    @Test
    void countsPhysicalLines() {
        String file =
                HEADER + "C-1,\"two\r\nlines\",,7,1/2/2024,2/1/2024,1,,,,,\r\n\r\n\n" + "C-1,,,8,bad,2/1/2024,1,,,,,\n";

        assertThat(errors(file)).extracting(RowError::line).containsExactly(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 1 << 20})
    void refusesACellThatIsTooLargeAndReadsOn(int length) {
        String file = HEADER + "C-1,\"" + "x".repeat(length) + "\",,7,1/2/2024,2/1/2024,1,,,,,\n"
                + "C-1,,,8,bad,2/1/2024,1,,,,,\n";

        assertThat(errors(file))
                .extracting(error -> error.line() + " " + error.column() + " " + error.code())
                .containsExactly("2 Name cell_too_large", "3 Issued bad_date");
    }

    @Test
    void refusesBytesThatAreNoTextInTheEncoding() throws IOException {
        byte[] latin = (HEADER + "C-1,Müller,Köln,7,1/2/2024,2/1/2024,1,,,,,\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(errors(latin, "utf-8"))
                .extracting(error -> error.line() + " " + error.column() + " " + error.code())
                .containsExactly("2 Name wrong_encoding", "2 City wrong_encoding");
        assertThat(errors(latin, "iso-8859-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "gb18030", "windows-1252", "iso-8859-1"})
    void readsEveryEncodingItNames(String encoding) throws IOException {
        String name = encoding.equals("gb18030") ? "北京公司" : encoding.equals("utf-8") ? "北京 € ü" : "Müller";
        byte[] file = (HEADER + "C-1," + name + ",,7,1/2/2024,2/1/2024,1,,,,,\n").getBytes(Charset.forName(encoding));

        assertThat(said(check(file, encoding)).debtor().name()).isEqualTo(name);
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        assertThat(check(("\uFEFF" + HEADER + GOOD).getBytes(StandardCharsets.UTF_8), "utf-8"))
                .extracting(CheckedRow::errors)
                .containsExactly(List.of());
    }

    @Test
    void refusesControlCharacters() {
        assertThat(errors(HEADER + "C-1,Mill\0er,,7,1/2/2024,2/1/2024,1,,,,,\u0007\n"))
                .extracting(error -> error.column() + " " + error.code())
                .containsExactly("Name control_character", "Region control_character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C-1,\"Miller,Bonn,7,1/2/2024\nC-2,,,8,1/2/2024,2/1/2024,1,,,,,\n",
                "C-1,\"Mil\"ler,Bonn,7,1/2/2024\n"
            })
    void refusesAFileWhoseQuotesDoNotClose(String rows) {
        var refused = catchThrowableOfType(UnreadableFile.class, () -> errors(HEADER + GOOD + "\n" + rows));

        assertThat(refused.code()).isEqualTo("unreadable_file");
        assertThat(refused.params()).containsEntry("line", 3L);
    }

    @Test
    void refusesAFileThatLacksAMappedColumnOrHasItTwice() {
        var refused = catchThrowableOfType(
                InvalidRequest.class,
                () -> errors(HEADER.replace("City,", "City,City,").replace("Due,", "Date,")));

        assertThat(refused.errors())
                .extracting(error -> error.pointer() + " " + error.code())
                .containsExactly(
                        "/spec/columns/customer.address.city ambiguous_column",
                        "/spec/columns/invoice.due_date missing_column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n"})
    void refusesAnEmptyFile(String file) {
        assertThat(catchThrowableOfType(UnreadableFile.class, () -> errors(file))
                        .code())
                .isEqualTo("unreadable_file");
    }

    private Receivable only(String row) {
        return said(check(HEADER + row));
    }

    private static Receivable said(List<CheckedRow> rows) {
        return Objects.requireNonNull(rows.getFirst().receivable(), rows::toString);
    }

    private List<RowError> errors(String file) {
        return check(file).stream().flatMap(row -> row.errors().stream()).toList();
    }

    private List<RowError> errors(byte[] file, String encoding) throws IOException {
        return check(file, encoding).stream()
                .flatMap(row -> row.errors().stream())
                .toList();
    }

    private List<CheckedRow> check(String file) {
        try {
            return check(file.getBytes(StandardCharsets.UTF_8), "utf-8");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private List<CheckedRow> check(byte[] file, String encoding) throws IOException {
        ImportSpec spec = SpecReader.read(SPEC.formatted(encoding));
        Path path = Files.write(folder.resolve("file.csv"), file);
        var checked = new ArrayList<CheckedRow>();
        try (CsvFile csv = CsvFile.open(path, spec.encoding(), spec.delimiter())) {
            var rules = new RowRules(spec, Header.of(spec, csv.columns()));
            for (var batch = csv.nextBatch(); !batch.isEmpty(); batch = csv.nextBatch()) {
                batch.stream().map(rules::check).forEach(checked::add);
            }
        }
        return checked;
    }
}
