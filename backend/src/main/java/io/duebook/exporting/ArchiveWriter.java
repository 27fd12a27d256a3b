package io.duebook.exporting;

import io.duebook.exporting.Manifest.Member;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of an export, member by member and piece by piece. It blocks, holds no more than a piece, and knows the
 * hash of each member as soon as that is written.
 */
final class ArchiveWriter implements AutoCloseable {

    private static final byte[] LINE_END = {'\n'};

    private final ZipOutputStream zip;
    private final Instant at;
    private final List<Member> members = new ArrayList<>();
    private @Nullable Open open;

    /** The member that is being written. */
    private static final class Open {
        private final String path;
        private final MessageDigest digest = sha256();
        private long bytes;
        private long rows;

        private Open(String path) {
            this.path = path;
        }
    }

    /** @param at the time its members are of, whoever unpacks them */
    ArchiveWriter(Path file, Instant at) {
        this.at = at;
        try {
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
            zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void begin(String path) {
        var entry = new ZipEntry(path);
        entry.setTime(at.toEpochMilli());
        try {
            zip.putNextEntry(entry);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        open = new Open(path);
    }

    void rows(List<String> lines) {
        Open current = current();
        for (String line : lines) {
            write(line.getBytes(StandardCharsets.UTF_8));
            write(LINE_END);
        }
        current.rows += lines.size();
    }

    void write(byte[] content) {
        Open current = current();
        try {
            zip.write(content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        current.digest.update(content);
        current.bytes += content.length;
    }

    /** Ends a member with a table's rows, of which the manifest will tell. */
    void end(BookTable table) {
        end(
                table.name(),
                table.columns().stream()
                        .map(column -> new Manifest.Column(column.name(), column.type(), column.required()))
                        .toList(),
                table.key().stream().map(BookTable.Column::name).toList());
    }

    /** Ends a member for people, of which the manifest will tell. */
    void end() {
        end("", List.of(), List.of());
    }

    private void end(String table, List<Manifest.Column> columns, List<String> key) {
        Open ended = current();
        endUntold();
        members.add(new Member(
                ended.path,
                table,
                ended.rows,
                ended.bytes,
                HexFormat.of().formatHex(ended.digest.digest()),
                columns,
                key));
    }

    /** Ends a member whose hash is written elsewhere. */
    void endUntold() {
        current();
        try {
            zip.closeEntry();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        open = null;
    }

    private Open current() {
        if (open == null) {
            throw new IllegalStateException("nothing is begun");
        }
        return open;
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    /** Without it the file has no directory, and nobody takes it for whole. */
    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
