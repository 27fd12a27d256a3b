package io.duebook.platform;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A table as RFC 4180 writes it. Text that a spreadsheet would take for a formula gets an apostrophe in front. */
public final class Csv {

    private final StringWriter text = new StringWriter();
    private final CsvWriter rows =
            CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.CRLF).build(text);

    public Csv(String... header) {
        rows.writeRecord(header);
    }

    /** A row of texts, dates and decimals; null is an empty cell. */
    public Csv row(@Nullable Object... cells) {
        rows.writeRecord(Arrays.stream(cells).map(Csv::cell).toList());
        return this;
    }

    public String text() {
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            default -> harmless(value.toString());
        };
    }

    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
