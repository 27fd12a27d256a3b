package io.duebook.exporting;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A file that is no export, or not one that comes in whole and unchanged. Nothing of it is in the books. */
final class ArchiveRefused extends Refusal {

    private ArchiveRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }

    static ArchiveRefused unreadable(String what) {
        return new ArchiveRefused(
                Kind.UNPROCESSABLE,
                "archive_unreadable",
                Map.of("what", what),
                "This is not a whole export: " + what + ".");
    }

    static ArchiveRefused altered(String member) {
        return new ArchiveRefused(
                Kind.UNPROCESSABLE,
                "archive_altered",
                Map.of("member", member),
                "Not as the manifest says: " + member + ". Fetch the export again.");
    }

    static ArchiveRefused ofOtherVersion(String what) {
        return new ArchiveRefused(
                Kind.UNPROCESSABLE,
                "archive_of_other_version",
                Map.of("what", what),
                "This installation cannot take in " + what + "; bring both to the same version.");
    }

    static ArchiveRefused tooLarge(long most) {
        return new ArchiveRefused(
                Kind.TOO_LARGE,
                "archive_too_large",
                Map.of("most_bytes", most),
                "An export to be restored has at most " + most + " bytes.");
    }

    /** The rows came in, and the books come to something else. */
    static ArchiveRefused comesToSomethingElse(String what) {
        return new ArchiveRefused(
                Kind.UNPROCESSABLE,
                "archive_altered",
                Map.of("member", what),
                "The restored books do not come to what the manifest says: " + what + ".");
    }
}
