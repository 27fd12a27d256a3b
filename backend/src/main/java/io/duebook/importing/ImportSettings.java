package io.duebook.importing;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of an import.
 *
 * @param folder where uploads lie while they are read; null: a folder of its own among the temporary ones
 * @param mostRows in one file, for all of them become visible in one transaction (docs/decisions/0025)
 * @param mostErrors told in one answer; all of them are counted
 * @param uploads at work in this server at once, and for one tenant
 * @param rowsAtOnce up to so many, a commit or undo is done before it is answered
 * @param timeLimit of a commit or undo that is not, and of a check
 * @param keptFor a checked file waits so long to be committed
 */
@ConfigurationProperties("duebook.importing")
record ImportSettings(
        @Nullable Path folder,
        @DefaultValue("512MB") DataSize largestFile,
        @DefaultValue("250000") int mostRows,
        @DefaultValue("1000") int mostErrors,
        @DefaultValue("8") int uploads,
        @DefaultValue("2") int uploadsPerTenant,
        @DefaultValue("5000") int rowsAtOnce,
        @DefaultValue("10m") Duration timeLimit,
        @DefaultValue("7d") Duration keptFor) {

    Path uploadFolder() {
        return folder == null ? Path.of(System.getProperty("java.io.tmpdir"), "duebook-imports") : folder;
    }
}
