package io.duebook.importing;

import java.util.regex.Pattern;

/** What holds for every cell of a file, whatever its column stands for. */
final class Cell {

    /** What the decoder leaves where bytes are no text in the file's encoding. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final Pattern CALL =
            Pattern.compile("[-+@]\\s*[A-Za-z_.]+\\s*\\(.*|[-+@].*\\|.*!.*", Pattern.DOTALL);
    private static final Pattern SUM = Pattern.compile("[-+]\\s*[\\d.]+\\s*[-+*/^]\\s*[\\d.(].*", Pattern.DOTALL);

    private Cell() {}

    /** @throws Unreadable {@code wrong_encoding} or {@code control_character} if the cell holds no plain text */
    static void mustBeText(String cell) {
        if (cell.indexOf(REPLACEMENT) >= 0) {
            throw new Unreadable(
                    "wrong_encoding", "Not text in the file's encoding; save the file as UTF-8 or say its encoding.");
        }
        if (cell.chars().anyMatch(Cell::isForbidden)) {
            throw new Unreadable("control_character", "Control characters cannot be kept; remove them.");
        }
    }

    /**
     * Cells are exported again some day and opened in a spreadsheet, which runs what looks like a formula.
     *
     * @throws Unreadable {@code formula} for what a spreadsheet would run as it stands
     */
    static void mustNotRun(String cell) {
        if (cell.startsWith("=") || CALL.matcher(cell).matches()) {
            throw formula();
        }
    }

    /** As {@link #mustNotRun}, and stricter: for names and numbers, which have no reason to look like a sum. */
    static void mustNotLookLikeFormula(String cell) {
        mustNotRun(cell);
        if (cell.startsWith("@") || SUM.matcher(cell).matches()) {
            throw formula();
        }
    }

    private static Unreadable formula() {
        return new Unreadable("formula", "A formula; export the file with its values instead.");
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }
}
