package io.duebook.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A multipart request of one file, a part named {@code file}, and a few texts. It is taken apart while it arrives: the file
 * goes to the disk, so that no connection to the database waits for a slow sender, and is gone when its use is over.
 *
 * @param folder where files lie until their use is over
 * @param prefix of what they are called there, which tells them from others
 * @param texts the names of the other parts
 * @param longestText in bytes
 */
public record FileForm(Path folder, String prefix, DataSize largestFile, List<String> texts, int longestText) {

    private static final Logger LOG = LoggerFactory.getLogger(FileForm.class);

    /** That of the files themselves. */
    private static final Clock REAL_TIME = Clock.systemUTC();

    /**
     * What came. Any part may be missing.
     *
     * @param path where the file lies until its use is over; empty where none came
     * @param fileName as the client calls it
     */
    public record Received(
            Path path, @Nullable String fileName, long bytes, String sha256, Map<String, String> texts) {}

    /**
     * Receives a file, uses it, and removes it, whatever came of it.
     *
     * @param tooLarge what is said of a file beyond the largest, given that in bytes
     * @throws MalformedRequest for a part that is unknown, or comes twice
     */
    public <T> Mono<T> receive(Flux<PartEvent> parts, LongFunction<Refusal> tooLarge, Function<Received, Mono<T>> use) {
        return Mono.usingWhen(
                newFile(), file -> new Receiving(file, tooLarge).all(parts).flatMap(use), FileForm::remove);
    }

    private Mono<Path> newFile() {
        return onDisk(() -> Files.createTempFile(Files.createDirectories(folder), prefix, ".part"));
    }

    private static Mono<Void> remove(Path file) {
        return onDisk(() -> Files.deleteIfExists(file)).then();
    }

    /** What a killed server left behind so long ago. */
    public Mono<Void> removeForgotten(Duration ago) {
        return onDisk(() -> removeOlderThan(FileTime.from(REAL_TIME.instant().minus(ago))))
                .filter(removed -> removed > 0)
                .doOnNext(removed -> LOG.atInfo().addKeyValue("files", removed).log("removed forgotten uploads"))
                .then();
    }

    private int removeOlderThan(FileTime before) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int removed = 0;
        try (var files = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(before) < 0 && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private static <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    /** What is done with one part, buffer by buffer. */
    private interface Part {

        void take(DataBuffer content) throws IOException;

        /** Once all of it came. */
        default void end() {}
    }

    /**
     * One request being taken apart. Its parts come one after another, in any order, and so do their buffers: each is dealt
     * with before the next is looked at, on a thread that may wait for the disk. Windows that are switched on their first
     * element lose buffers and repeat them where the next is asked for on another thread.
     */
    private final class Receiving {

        private static final int BUFFERS_AHEAD = 32;

        private final Path path;
        private final LongFunction<Refusal> tooLarge;
        private final MessageDigest digest = sha256();
        private final Map<String, String> given = new HashMap<>();
        private @Nullable String fileName;
        private @Nullable Part part;
        private long bytes;

        Receiving(Path path, LongFunction<Refusal> tooLarge) {
            this.path = path;
            this.tooLarge = tooLarge;
        }

        Mono<Received> all(Flux<PartEvent> parts) {
            return Mono.using(
                            () -> FileChannel.open(
                                    path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                            file -> parts.publishOn(Schedulers.boundedElastic(), BUFFERS_AHEAD)
                                    .doOnNext(event -> take(event, file))
                                    .doOnDiscard(PartEvent.class, event -> DataBufferUtils.release(event.content()))
                                    .then())
                    .then(Mono.fromSupplier(() -> new Received(
                            path, fileName, bytes, HexFormat.of().formatHex(digest.digest()), Map.copyOf(given))));
        }

        private void take(PartEvent event, FileChannel file) {
            try {
                Part taking = part == null ? begun(event, file) : part;
                taking.take(event.content());
                part = event.isLast() ? null : taking;
                if (event.isLast()) {
                    taking.end();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } finally {
                DataBufferUtils.release(event.content());
            }
        }

        private Part begun(PartEvent event, FileChannel file) {
            if (event.name().equals("file")) {
                return file(event, file);
            }
            return texts.contains(event.name())
                    ? text(event.name())
                    : refused(
                            "unknown_field",
                            event.name(),
                            "Only these parts are known: file, %s.".formatted(String.join(", ", texts)));
        }

        private Part file(PartEvent event, FileChannel file) {
            if (fileName != null) {
                return refused("duplicate_part", "file", "One request brings one file.");
            }
            fileName = event instanceof FilePartEvent named ? named.filename() : "";
            return content -> {
                count(content.readableByteCount());
                try (var buffers = content.readableByteBuffers()) {
                    while (buffers.hasNext()) {
                        ByteBuffer buffer = buffers.next();
                        digest.update(buffer.duplicate());
                        write(buffer, file);
                    }
                }
            };
        }

        private void count(int more) {
            long most = largestFile.toBytes();
            bytes += more;
            if (bytes > most) {
                throw tooLarge.apply(most);
            }
        }

        private static void write(ByteBuffer buffer, FileChannel file) throws IOException {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        }

        private Part text(String name) {
            if (given.containsKey(name)) {
                return refused("duplicate_part", name, "Say it once.");
            }
            var said = new ByteArrayOutputStream();
            return new Part() {
                @Override
                public void take(DataBuffer content) {
                    if (said.size() + content.readableByteCount() > longestText) {
                        throw new DataBufferLimitException("a part named " + name + " is longer than " + longestText);
                    }
                    byte[] more = new byte[content.readableByteCount()];
                    content.read(more);
                    said.writeBytes(more);
                }

                @Override
                public void end() {
                    given.put(name, said.toString(StandardCharsets.UTF_8));
                }
            };
        }

        /** Once it has come: who is still sending does not hear the answer. */
        private static Part refused(String code, String name, String message) {
            return new Part() {
                @Override
                public void take(DataBuffer content) {}

                @Override
                public void end() {
                    throw new MalformedRequest(code, "/" + name, message);
                }
            };
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
    }
}
