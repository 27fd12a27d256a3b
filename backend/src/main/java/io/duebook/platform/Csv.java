package io.duebook.platform;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 writes it, with the mark by which spreadsheets know UTF-8. Text that a spreadsheet would take for
 * a formula gets an apostrophe in front; amounts are in major units.
 */
final class Csv implements TableWriter {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /**
     * Where a spreadsheet may take what follows for a formula: at the beginning, and behind what it may part cells at,
     * which in some countries is a semicolon. The signs also as they are typed in Chinese and Japanese.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[;\\t\\r\\n])(?=[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20])");

    private final StringWriter text = new StringWriter();
    private final CsvWriter rows =
            CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.CRLF).build(text);

    @Override
    public byte[] begin(List<String> headings) {
        text.write(BYTE_ORDER_MARK);
        rows.writeRecord(headings);
        return taken();
    }

    @Override
    public byte[] rows(List<List<@Nullable Object>> more) {
        more.forEach(cells -> rows.writeRecord(cells.stream().map(Csv::cell).toList()));
        return taken();
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    private byte[] taken() {
        byte[] taken = text.toString().getBytes(StandardCharsets.UTF_8);
        text.getBuffer().setLength(0);
        return taken;
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Money money -> money.inMajorUnits().toPlainString();
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case PublicId id -> id.text();
            default -> harmless(value.toString());
        };
    }

    private static String harmless(String text) {
        return FORMULA.matcher(text).replaceAll("$1'");
    }
}
