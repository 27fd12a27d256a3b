package io.duebook.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The version of an editable document: it counts edits, and travels as a strong entity tag (RFC 9110). */
public record Version(int number) {

    public static final Version FIRST = new Version(1);

    /**
     * What the client last saw, from its {@code If-Match} header.
     *
     * @throws VersionRequired if the header is missing
     * @throws VersionMismatch if it is no tag of ours, and so cannot be the present one
     */
    public static Version fromIfMatch(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new VersionRequired();
        }
        String tag = header.strip();
        if (!tag.matches("\"\\d{1,9}\"")) {
            throw new VersionMismatch();
        }
        return new Version(Integer.parseInt(tag.substring(1, tag.length() - 1)));
    }

    /** @throws VersionMismatch if somebody edited the document since */
    public void mustBe(Version present) {
        if (!equals(present)) {
            throw new VersionMismatch();
        }
    }

    public Version next() {
        return new Version(number + 1);
    }

    public String tag() {
        return "\"" + number + "\"";
    }

    /** A change without saying which version it changes. */
    static final class VersionRequired extends Refusal {
        VersionRequired() {
            super(
                    Kind.PRECONDITION_REQUIRED,
                    "version_required",
                    Map.of(),
                    "Read the document first and send its ETag as If-Match, so that nobody's change is lost.");
        }
    }

    /** A change of a version that is no longer the present one. */
    static final class VersionMismatch extends Refusal {
        VersionMismatch() {
            super(
                    Kind.PRECONDITION_FAILED,
                    "version_mismatch",
                    Map.of(),
                    "The document changed since you read it; read it again and repeat the change.");
        }
    }
}
