package io.duebook.document;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A document of more lines than anybody reads on paper. */
public final class TooLongForPaper extends Refusal {

    public TooLongForPaper(int lines, int most) {
        super(
                Kind.UNPROCESSABLE,
                "too_long_for_paper",
                Map.of("lines", lines, "most", most),
                "This has " + lines + " lines, and a PDF takes at most " + most
                        + ". Ask for fewer days, or take it as text/csv or XLSX.");
    }
}
