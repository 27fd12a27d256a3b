package io.duebook.document;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a file may be, to be said before it is sent.
 *
 * @param largestBytes the most one file may take
 */
record AttachmentLimits(long largestBytes, List<KeptType> types) {

    /**
     * A type of files that are kept.
     *
     * @param type as the content is
     * @param extensions how names of such files end, without the dot
     */
    record KeptType(String type, List<String> extensions) {}

    static AttachmentLimits of(AttachmentSettings settings) {
        return new AttachmentLimits(
                settings.largestFile().toBytes(),
                Stream.of(FileType.values())
                        .map(type -> new KeptType(type.mime(), type.extensions()))
                        .toList());
    }
}
