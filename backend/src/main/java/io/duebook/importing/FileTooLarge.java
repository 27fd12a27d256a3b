package io.duebook.importing;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A file beyond what one import may hold, in bytes or in rows. */
final class FileTooLarge extends Refusal {

    private FileTooLarge(String param, long most, String detail) {
        super(Kind.TOO_LARGE, "file_too_large", Map.of(param, most), detail);
    }

    static FileTooLarge inBytes(long most) {
        return new FileTooLarge("max_bytes", most, "A file has at most " + most + " bytes; send it in parts.");
    }

    static FileTooLarge inRows(int most) {
        return new FileTooLarge("max_rows", most, "A file has at most " + most + " rows; send it in parts.");
    }
}
