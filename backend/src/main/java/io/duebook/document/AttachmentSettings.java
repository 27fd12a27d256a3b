package io.duebook.document;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of attachments.
 *
 * @param folder where files lie while they arrive; null: a folder of its own among the temporary ones
 * @param quota how much all files of a tenant may take
 * @param uploads at work in this server at once
 */
@ConfigurationProperties("duebook.attachments")
record AttachmentSettings(
        @Nullable Path folder,
        @DefaultValue("10MB") DataSize largestFile,
        @DefaultValue("5GB") DataSize quota,
        @DefaultValue("16") int uploads) {

    Path uploadFolder() {
        return folder == null ? Path.of(System.getProperty("java.io.tmpdir"), "duebook-attachments") : folder;
    }
}
