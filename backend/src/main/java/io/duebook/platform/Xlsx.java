package io.duebook.platform;

import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A table as a workbook: amounts and dates as what they are, with as many digits as the currency has. Texts are texts
 * whatever they begin with. A sheet that is full is followed by another.
 */
final class Xlsx implements TableWriter {

    private static final int ROWS_OF_A_SHEET = 1_000_000;
    private static final int WIDEST = 36;
    private static final int NARROWEST = 12;
    private static final String DAY = "yyyy-mm-dd";
    private static final String MOMENT = "yyyy-mm-dd hh:mm:ss";

    private final String name;
    private final int rowsOfASheet;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Workbook book = new Workbook(bytes, "Duebook", null);
    private List<String> headings = List.of();
    private int sheets;
    private int row;
    private @Nullable Worksheet sheet;

    Xlsx(String name) {
        this(name, ROWS_OF_A_SHEET);
    }

    Xlsx(String name, int rowsOfASheet) {
        this.name = name;
        this.rowsOfASheet = rowsOfASheet;
    }

    @Override
    public byte[] begin(List<String> columns) {
        headings = columns;
        sheet = newSheet();
        return taken();
    }

    private Worksheet newSheet() {
        sheets++;
        Worksheet added = book.newWorksheet(sheets == 1 ? name : name + " " + sheets);
        added.freezePane(0, 1);
        for (int column = 0; column < headings.size(); column++) {
            String heading = headings.get(column);
            added.width(column, heading.matches(".*(name|reason|reference|email)") ? WIDEST : width(heading));
            added.inlineString(0, column, heading);
            added.style(0, column).bold().set();
        }
        row = 1;
        return added;
    }

    private static int width(String heading) {
        return Math.max(NARROWEST, heading.length() + 2);
    }

    @Override
    public byte[] rows(List<List<@Nullable Object>> more) {
        try {
            Worksheet current = begun();
            for (List<@Nullable Object> cells : more) {
                if (row > rowsOfASheet) {
                    current.finish();
                    current = newSheet();
                    sheet = current;
                }
                for (int column = 0; column < cells.size(); column++) {
                    write(current, column, cells.get(column));
                }
                row++;
            }
            current.flush();
            return taken();
        } catch (IOException ofMemory) {
            throw new UncheckedIOException(ofMemory);
        }
    }

    private Worksheet begun() {
        Worksheet current = sheet;
        if (current == null) {
            throw new IllegalStateException("a table begins with its headings");
        }
        return current;
    }

    private void write(Worksheet to, int column, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Money money -> {
                to.value(row, column, money.inMajorUnits());
                format(to, column, format(money));
            }
            case Number number -> to.value(row, column, number);
            case LocalDate day -> {
                to.value(row, column, day);
                format(to, column, DAY);
            }
            case Instant moment -> {
                to.value(row, column, moment.atZone(ZoneOffset.UTC));
                format(to, column, MOMENT);
            }
            case PublicId id -> to.inlineString(row, column, id.text());
            default -> to.inlineString(row, column, value.toString());
        }
    }

    private void format(Worksheet to, int column, String format) {
        to.style(row, column).format(format).set();
    }

    private static String format(Money money) {
        int digits = money.currency().digits();
        return digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
    }

    @Override
    public byte[] end() {
        try {
            book.finish();
            return taken();
        } catch (IOException ofMemory) {
            throw new UncheckedIOException(ofMemory);
        }
    }

    private byte[] taken() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }
}
