package io.duebook.importing;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/** Builds rows while the file is parsed, so that an oversized cell never becomes a text of its own. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<CsvRow> {

    static final int LARGEST_CELL = 64 * 1024;

    private final List<String> cells = new ArrayList<>();
    private final List<Integer> tooLarge = new ArrayList<>();
    private long line = 1;

    /** The line where the record being read starts: where to look when the parser gives up. */
    long line() {
        return line;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        cells.clear();
        tooLarge.clear();
    }

    @Override
    protected void handleField(int position, char[] buffer, int offset, int length, boolean quoted) {
        if (length > LARGEST_CELL) {
            tooLarge.add(position);
            cells.add("");
        } else {
            cells.add(new String(buffer, offset, length));
        }
    }

    @Override
    protected CsvRow buildRecord() {
        return new CsvRow(Math.toIntExact(line), cells, tooLarge);
    }
}
