package io.duebook.importing;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CSV file (RFC 4180) read a batch of rows at a time: its size costs time and not memory. Blocks on the disk. */
final class CsvFile implements AutoCloseable {

    private static final int MOST_COLUMNS = 500;
    private static final int MOST_ROWS_IN_BATCH = 2_000;
    private static final int MOST_CHARACTERS_IN_BATCH = 4_000_000;
    private static final int LARGEST_FIELD_READ = 16 * 1024 * 1024;

    private final CsvRows rows;
    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> records;
    private final List<String> header;

    private CsvFile(CsvRows rows, CsvReader<CsvRow> reader) {
        this.rows = rows;
        this.reader = reader;
        this.records = reader.iterator();
        this.header = header();
    }

    /** @throws UnreadableFile if there is no first line to name the columns */
    static CsvFile open(Path file, Charset encoding, char delimiter) {
        try {
            var rows = new CsvRows();
            // Bytes that are no text in the encoding become U+FFFD, by which the row rules know them.
            return new CsvFile(
                    rows,
                    CsvReader.builder()
                            .fieldSeparator(delimiter)
                            .skipEmptyLines(true)
                            .allowExtraFields(true)
                            .allowMissingFields(true)
                            .allowUnclosedQuote(false)
                            .allowExtraCharsAfterClosingQuote(false)
                            .detectBomHeader(true)
                            .maxBufferSize(LARGEST_FIELD_READ)
                            .build(rows, new BufferedInputStream(Files.newInputStream(file)), encoding));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The names of the columns, in their order. */
    List<String> columns() {
        return header;
    }

    /**
     * The next rows; none at the end.
     *
     * @throws UnreadableFile if it cannot be said where the next row begins
     */
    List<CsvRow> nextBatch() {
        var batch = new ArrayList<CsvRow>();
        int characters = 0;
        while (batch.size() < MOST_ROWS_IN_BATCH && characters < MOST_CHARACTERS_IN_BATCH && hasNext()) {
            CsvRow row = records.next();
            characters += row.characters();
            batch.add(row);
        }
        return batch;
    }

    private List<String> header() {
        if (!hasNext()) {
            throw UnreadableFile.empty();
        }
        List<String> names = records.next().cells().stream().map(String::strip).toList();
        if (names.size() > MOST_COLUMNS) {
            throw UnreadableFile.tooManyColumns(MOST_COLUMNS);
        }
        return names;
    }

    private boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException broken) {
            throw UnreadableFile.brokenQuotes(rows.line());
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
