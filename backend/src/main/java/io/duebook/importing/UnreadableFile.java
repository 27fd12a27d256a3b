package io.duebook.importing;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A file of which, from some line on, nobody can say where its rows begin: refused whole, for rows might be lost. */
final class UnreadableFile extends Refusal {

    UnreadableFile(long line, String why) {
        super(Kind.UNPROCESSABLE, "unreadable_file", Map.of("line", line), why);
    }

    static UnreadableFile empty() {
        return new UnreadableFile(1, "The file is empty; its first line names the columns.");
    }

    static UnreadableFile brokenQuotes(long line) {
        return new UnreadableFile(
                line,
                "The record that starts in line " + line + " has a quote that is not closed, or text behind a closing"
                        + " quote; a quote inside a quoted cell is written twice.");
    }

    static UnreadableFile tooManyColumns(int most) {
        return new UnreadableFile(1, "A file has at most " + most + " columns; check the delimiter.");
    }
}
