package io.duebook.exporting;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of exports and restores.
 *
 * @param folder where a file lies while it is written or read; null: a folder of its own among the temporary ones
 * @param timeLimit of one export or restore: its snapshot, or its one transaction, lasts no longer
 * @param keptFor a finished export can be fetched so long
 * @param largestFile that may be brought to be restored
 * @param largestContent of such a file once unpacked
 * @param uploads at work in this server at once
 */
@ConfigurationProperties("duebook.exporting")
record ExportSettings(
        @Nullable Path folder,
        @DefaultValue("2h") Duration timeLimit,
        @DefaultValue("7d") Duration keptFor,
        @DefaultValue("16GB") DataSize largestFile,
        @DefaultValue("256GB") DataSize largestContent,
        @DefaultValue("2") int uploads) {

    Path workFolder() {
        return folder == null ? Path.of(System.getProperty("java.io.tmpdir"), "duebook-exports") : folder;
    }
}
