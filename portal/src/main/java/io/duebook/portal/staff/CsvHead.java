package io.duebook.portal.staff;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.List;

/** The first lines of a file: its headings and a few rows, enough to say which column is which. */
record CsvHead(List<String> headings, List<List<String>> rows) {

    static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
    private static final int ROWS = 4;
    private static final int MOST_BYTES = 64 * 1024;

    /** @throws IOException if the file cannot be read as text of this kind */
    static CsvHead read(InputStream file, String encoding, String delimiter) throws IOException {
        byte[] head = new BufferedInputStream(file).readNBytes(MOST_BYTES);
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter.charAt(0))
                .ofCsvRecord(
                        new InputStreamReader(new java.io.ByteArrayInputStream(head), Charset.forName(encoding)))) {
            List<List<String>> rows =
                    reader.stream().limit(ROWS + 1L).map(CsvHead::cells).toList();
            return rows.isEmpty()
                    ? new CsvHead(List.of(), List.of())
                    : new CsvHead(rows.getFirst(), rows.subList(1, rows.size()));
        } catch (CsvParseException broken) {
            throw new IOException(broken);
        }
    }

    private static List<String> cells(CsvRecord row) {
        return row.getFields().stream()
                .map(cell -> cell.replace("\ufeff", "").strip())
                .toList();
    }

    /** The delimiter that cuts the first line into most pieces. */
    static String delimiterOf(String firstLine) {
        return DELIMITERS.stream()
                .max(Comparator.comparingInt(
                        delimiter -> firstLine.split(java.util.regex.Pattern.quote(delimiter)).length))
                .orElse(",");
    }
}
