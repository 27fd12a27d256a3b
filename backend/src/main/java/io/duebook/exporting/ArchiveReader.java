package io.duebook.exporting;

import io.duebook.exporting.Manifest.Member;
import io.duebook.shared.AttachmentId;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the file of an export that somebody brought, and believes nothing of it. It blocks, and holds no more than a few
 * lines.
 */
final class ArchiveReader implements AutoCloseable {

    private static final int LONGEST_LINE = 32 * 1024 * 1024;
    private static final int LARGEST_MANIFEST = 8 * 1024 * 1024;
    private static final String ATTACHMENT = "attachment";

    private final ZipFile zip;
    private final JsonMapper json;
    private final Manifest manifest;

    /** @throws ArchiveRefused if it is no export, or cut off */
    ArchiveReader(Path file, JsonMapper json) {
        this.json = json;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException noZip) {
            throw ArchiveRefused.unreadable("it is no ZIP file, or cut off");
        }
        try {
            manifest = readManifest();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    Manifest manifest() {
        return manifest;
    }

    private Manifest readManifest() {
        try (InputStream in = open(Manifest.PATH)) {
            byte[] content = in.readNBytes(LARGEST_MANIFEST);
            JsonNode read = json.readTree(content);
            if (!read.path("format").asString("").equals(Manifest.FORMAT)) {
                throw ArchiveRefused.unreadable("its manifest is of something else");
            }
            if (read.path("version").asInt(0) != Manifest.VERSION) {
                throw ArchiveRefused.ofOtherVersion("version " + read.path("version") + " of the layout");
            }
            return json.treeToValue(read, Manifest.class);
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            throw ArchiveRefused.unreadable("its manifest cannot be read");
        }
    }

    /**
     * Reads all of it once.
     *
     * @param most so many bytes may be in it, unpacked
     * @throws ArchiveRefused if a member is missing, too much, or not as the manifest says
     */
    void mustBeAsTold(long most) {
        Set<String> known = new HashSet<>(Set.of(Manifest.PATH));
        long left = most;
        for (Member member : manifest.members()) {
            if (!known.add(member.path()) || !isPlain(member)) {
                throw ArchiveRefused.altered(member.path());
            }
            left -= mustHave(member.path(), member.bytes(), member.sha256(), left);
        }
        for (Member member : manifest.tables()) {
            if (member.table().equals(ATTACHMENT)) {
                left -= mustHaveFiles(member, known, left);
            }
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!known.contains(entry.getName())) {
                throw ArchiveRefused.altered(entry.getName());
            }
        }
    }

    private static boolean isPlain(Member member) {
        return member.table().isEmpty() || member.path().equals("books/" + member.table() + ".ndjson");
    }

    private long mustHaveFiles(Member attachments, Set<String> known, long most) {
        long bytes = 0;
        try (Lines lines = lines(attachments)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                KeptFile file = file(line);
                if (file != null) {
                    known.add(file.member());
                    bytes += mustHave(file.member(), file.bytes(), file.sha256(), most - bytes);
                }
            }
        }
        return bytes;
    }

    /** @param customer whose it is; null: nobody's yet */
    record KeptFile(UUID id, @Nullable UUID customer, String member, long bytes, String sha256) {}

    /** The file that a row of the attachments is about; null where it was deleted. */
    @Nullable
    KeptFile file(String line) {
        try {
            JsonNode row = json.readTree(line);
            if (!row.path("deleted_at").isNull()) {
                return null;
            }
            UUID id = UUID.fromString(row.path("id").asString());
            JsonNode customer = row.path("customer_id");
            return new KeptFile(
                    id,
                    customer.isNull() ? null : UUID.fromString(customer.asString()),
                    new BookRows.KeptFile(new AttachmentId(id), row.path("name").asString(), 0, "").member(),
                    row.path("bytes").asLong(),
                    row.path("sha256").asString());
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw ArchiveRefused.altered("books/attachment.ndjson");
        }
    }

    private long mustHave(String path, long bytes, String sha256, long most) {
        MessageDigest digest = ArchiveWriter.sha256();
        long found = 0;
        var buffer = new byte[1 << 16];
        try (InputStream in = open(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                found += read;
                if (found > most) {
                    throw ArchiveRefused.tooLarge(most);
                }
            }
        } catch (IOException damaged) {
            throw ArchiveRefused.altered(path);
        }
        if (found != bytes || !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw ArchiveRefused.altered(path);
        }
        return found;
    }

    /** @throws ArchiveRefused if there is none of this name */
    InputStream open(String path) {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw path.equals(Manifest.PATH)
                    ? ArchiveRefused.unreadable("it has no manifest")
                    : ArchiveRefused.altered(path);
        }
        try {
            return new BufferedInputStream(Objects.requireNonNull(zip.getInputStream(entry)), 1 << 16);
        } catch (IOException damaged) {
            throw ArchiveRefused.altered(path);
        }
    }

    Lines lines(Member member) {
        return new Lines(member.path(), open(member.path()));
    }

    /** The lines of a member, one after another. */
    static final class Lines implements AutoCloseable {

        private final String path;
        private final InputStream in;

        private Lines(String path, InputStream in) {
            this.path = path;
            this.in = in;
        }

        /** Null behind the last. */
        @Nullable
        String next() {
            var line = new ByteArrayOutputStream(512);
            try {
                for (int read = in.read(); read != '\n'; read = in.read()) {
                    if (read < 0) {
                        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
                    }
                    line.write(read);
                    if (line.size() > LONGEST_LINE) {
                        throw ArchiveRefused.altered(path);
                    }
                }
            } catch (IOException damaged) {
                throw ArchiveRefused.altered(path);
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        /** Some of them, in all about as long as said; none behind the last. */
        List<String> next(int bytes) {
            var some = new ArrayList<String>();
            for (long length = 0; length < bytes; length += some.getLast().length()) {
                String line = next();
                if (line == null) {
                    break;
                }
                some.add(line);
            }
            return some;
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException damaged) {
                throw ArchiveRefused.altered(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
