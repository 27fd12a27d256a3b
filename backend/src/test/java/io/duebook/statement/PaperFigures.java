package io.duebook.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.document.PrintedPaper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a statement says on paper, or a mail about it, to somebody who reads it and adds up its lines. */
final class PaperFigures {

    private static final String FIGURE = "-?\\d{1,3}(?:,\\d{3})*(?:\\.\\d+)?";
    private static final Pattern AMOUNT = Pattern.compile("([A-Z]{3}) (" + FIGURE + ")");
    private static final Pattern BUCKETS = Pattern.compile("(?m)^" + FIGURE + "(?: " + FIGURE + "){4}$");
    private static final Pattern CLAIM = Pattern.compile("(?m)^INV-.* (" + FIGURE + ")$");
    private static final Pattern MOVEMENT =
            Pattern.compile("(?m)^\\d+ \\w+ \\d{4} .*?(" + FIGURE + ") " + FIGURE + "$");
    private static final List<String> ENDS = List.of("How to pay", "Is this statement genuine?");

    private PaperFigures() {}

    /** By currency, of a statement in English. */
    static Map<String, Owed> of(PrintedPaper printed) {
        var all = new TreeMap<String, Owed>();
        sections(printed).forEach((currency, section) -> Owed.put(all, currency, owed(currency, section)));
        return all;
    }

    private static Map<String, String> sections(PrintedPaper printed) {
        var sections = new LinkedHashMap<String, String>();
        String current = "";
        for (String line : printed.text().lines().toList()) {
            if (SeededHistory.CURRENCIES.contains(line)) {
                current = line;
            } else if (ENDS.contains(line)) {
                current = "";
            } else if (!current.isEmpty()) {
                sections.merge(current, line, (before, next) -> before + "\n" + next);
            }
        }
        return sections;
    }

    private static Owed owed(String currency, String section) {
        List<Long> amounts = amounts(section).toList();
        long balance = section.contains("Balance in your favour") ? -amounts.getFirst() : amounts.getFirst();
        long unapplied = section.contains("Unapplied credit") ? amounts.getLast() : 0;
        List<Long> buckets = buckets(currency, section);
        long open = buckets.stream().mapToLong(Long::longValue).sum();
        var owed = new Owed(open, unapplied, balance, buckets);
        assertThat(amounts.get(1)).as("%s overdue on paper", currency).isEqualTo(owed.overdue());
        if (section.contains("Closing balance")) {
            mustLeadToTheBalance(owed, currency, section);
        } else {
            mustBeTheClaims(owed, currency, section);
        }
        return owed;
    }

    private static List<Long> buckets(String currency, String section) {
        return BUCKETS.matcher(section)
                .results()
                .map(row -> Stream.of(row.group().split(" "))
                        .map(figure -> Owed.minor(currency, figure))
                        .toList())
                .findFirst()
                .orElse(Collections.nCopies(Owed.BUCKETS, 0L));
    }

    private static void mustBeTheClaims(Owed owed, String currency, String section) {
        assertThat(sum(CLAIM, currency, section))
                .as("%s claims on paper", currency)
                .isEqualTo(owed.open());
        if (owed.unapplied() > 0) {
            assertThat(after("Open in total", currency, section)).isEqualTo(owed.open());
            assertThat(after("Less unapplied credit", currency, section)).isEqualTo(-owed.unapplied());
        }
        assertThat(after(owed.balance() < 0 ? "Balance in your favour" : "Balance due", currency, section))
                .isEqualTo(owed.balance());
    }

    private static void mustLeadToTheBalance(Owed owed, String currency, String section) {
        assertThat(after("Opening balance", currency, section) + sum(MOVEMENT, currency, section))
                .as("%s movements on paper", currency)
                .isEqualTo(owed.balance());
        assertThat(after("Closing balance", currency, section)).isEqualTo(owed.balance());
    }

    private static long after(String words, String currency, String section) {
        return Pattern.compile("(?m)" + words + " (" + FIGURE + ")$")
                .matcher(section)
                .results()
                .map(found -> Owed.minor(currency, found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + words + " in\n" + section));
    }

    private static long sum(Pattern line, String currency, String section) {
        return line.matcher(section)
                .results()
                .mapToLong(found -> Owed.minor(currency, found.group(1)))
                .sum();
    }

    private static Stream<Long> amounts(String text) {
        return AMOUNT.matcher(text).results().map(found -> Owed.minor(found.group(1), found.group(2)));
    }

    /** Every amount with its currency and each row of buckets, in whatever language the words are. */
    static List<String> figures(PrintedPaper printed) {
        var figures = new ArrayList<String>();
        AMOUNT.matcher(printed.text()).results().map(MatchResult::group).forEach(figures::add);
        BUCKETS.matcher(printed.text()).results().map(MatchResult::group).forEach(figures::add);
        return figures;
    }

    /**
     * A balance as a mail says it.
     *
     * @param overdue of it, as far as no credit covers it
     */
    record Mailed(long balance, long overdue) {

        static Mailed of(Owed owed) {
            return new Mailed(owed.balance(), Math.max(0, Math.min(owed.overdue(), owed.balance())));
        }
    }

    /** By currency, of a mail in English or Chinese. */
    static Map<String, Mailed> mailed(String text) {
        var all = new TreeMap<String, Mailed>();
        text.lines().filter(line -> line.startsWith("- ")).forEach(line -> {
            List<Long> amounts = amounts(line).toList();
            boolean inFavour = line.contains("in your favour") || line.contains("可抵扣");
            all.put(
                    AMOUNT.matcher(line).results().findFirst().orElseThrow().group(1),
                    new Mailed(
                            inFavour ? -amounts.getFirst() : amounts.getFirst(),
                            amounts.size() > 1 ? amounts.getLast() : 0));
        });
        return all;
    }
}
