package io.duebook.portal.staff;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.duebook.portal.api.ExchangeRatesApi.NewRate;
import io.duebook.portal.words.CurrencyCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Exchange rates in a CSV file: a line each, with the columns base, quote, rate and on, in any order and among others, so
 * that what was exported can be brought back. What a later rate replaced is left out.
 *
 * @param wrong what stands in the way, if anything
 */
record RatesFile(List<NewRate> rates, List<Wrong> wrong) {

    static final int MOST = 1_000;

    private static final List<String> NEEDED = List.of("base", "quote", "rate", "on");

    /**
     * @param line of the file, the first being 1
     * @param what the rest of a key of words
     */
    record Wrong(long line, String what) {}

    private record Day(Set<String> pair, LocalDate on) {}

    static RatesFile read(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8).replace("\ufeff", "");
        String delimiter = CsvHead.delimiterOf(text.lines().findFirst().orElse(""));
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter.charAt(0))
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            return read(reader.stream().toList());
        } catch (CsvParseException | IOException broken) {
            return new RatesFile(List.of(), List.of(new Wrong(1, "unreadable")));
        }
    }

    private static RatesFile read(List<CsvRecord> lines) {
        if (lines.isEmpty()) {
            return new RatesFile(List.of(), List.of(new Wrong(1, "empty")));
        }
        List<String> head = lines.getFirst().getFields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!head.containsAll(NEEDED)) {
            return new RatesFile(List.of(), List.of(new Wrong(1, "columns")));
        }
        var rates = new ArrayList<NewRate>();
        var wrong = new ArrayList<Wrong>();
        var seen = new HashSet<Day>();
        for (CsvRecord line : lines.subList(1, lines.size())) {
            if (cell(line, head, "replaced").equals("true")) {
                continue;
            }
            String base = cell(line, head, "base").toUpperCase(Locale.ROOT);
            String quote = cell(line, head, "quote").toUpperCase(Locale.ROOT);
            Optional<String> rate = rate(cell(line, head, "rate"));
            Optional<LocalDate> on = day(cell(line, head, "on"));
            if (!CurrencyCodes.isKnown(base) || !CurrencyCodes.isKnown(quote) || base.equals(quote)) {
                wrong.add(new Wrong(line.getStartingLineNumber(), "currencies"));
            } else if (rate.isEmpty()) {
                wrong.add(new Wrong(line.getStartingLineNumber(), "rate"));
            } else if (on.isEmpty()) {
                wrong.add(new Wrong(line.getStartingLineNumber(), "day"));
            } else if (!seen.add(new Day(Set.of(base, quote), on.get()))) {
                wrong.add(new Wrong(line.getStartingLineNumber(), "twice"));
            } else {
                rates.add(new NewRate(base, quote, rate.get(), on.get()));
            }
        }
        if (rates.size() > MOST) {
            wrong.add(new Wrong(lines.get(MOST).getStartingLineNumber(), "too_many"));
        } else if (rates.isEmpty() && wrong.isEmpty()) {
            wrong.add(new Wrong(1, "empty"));
        }
        return new RatesFile(List.copyOf(rates), List.copyOf(wrong));
    }

    private static String cell(CsvRecord line, List<String> head, String column) {
        int at = head.indexOf(column);
        return at < 0 || at >= line.getFieldCount() ? "" : line.getField(at).strip();
    }

    /** In a file a comma may as well be a decimal mark; nobody looks at each line, so that none is taken. */
    private static Optional<String> rate(String text) {
        return text.contains(",") ? Optional.empty() : new RateDraft(text).rate();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    boolean isRight() {
        return wrong.isEmpty();
    }
}
