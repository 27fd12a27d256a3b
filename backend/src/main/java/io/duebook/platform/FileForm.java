package io.duebook.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
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

    /** One request being taken apart. Its parts come one after another, in any order. */
    private final class Receiving {

        private final Path path;
        private final LongFunction<Refusal> tooLarge;
        private final MessageDigest digest = sha256();
        private final AtomicLong bytes = new AtomicLong();
        private final Map<String, String> given = new HashMap<>();
        private @Nullable String fileName;

        Receiving(Path path, LongFunction<Refusal> tooLarge) {
            this.path = path;
            this.tooLarge = tooLarge;
        }

        Mono<Received> all(Flux<PartEvent> parts) {
            return parts.windowUntil(PartEvent::isLast)
                    .concatMap(part -> part.switchOnFirst((first, events) -> {
                        PartEvent event = first.get();
                        return event == null ? events.then() : part(event, events.map(PartEvent::content));
                    }))
                    .then(Mono.fromSupplier(() -> new Received(
                            path,
                            fileName,
                            bytes.get(),
                            HexFormat.of().formatHex(digest.digest()),
                            Map.copyOf(given))));
        }

        private Mono<Void> part(PartEvent first, Flux<DataBuffer> content) {
            if (first.name().equals("file")) {
                return file(first, content);
            }
            return texts.contains(first.name())
                    ? text(first.name(), content)
                    : refuse(
                            content,
                            "unknown_field",
                            first.name(),
                            "Only these parts are known: file, %s.".formatted(String.join(", ", texts)));
        }

        private Mono<Void> file(PartEvent first, Flux<DataBuffer> content) {
            if (fileName != null) {
                return refuse(content, "duplicate_part", "file", "One request brings one file.");
            }
            fileName = first instanceof FilePartEvent file ? file.filename() : "";
            return DataBufferUtils.write(
                    content.doOnNext(this::count),
                    path,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        }

        private void count(DataBuffer buffer) {
            long most = largestFile.toBytes();
            if (bytes.addAndGet(buffer.readableByteCount()) > most) {
                DataBufferUtils.release(buffer);
                throw tooLarge.apply(most);
            }
            try (var parts = buffer.readableByteBuffers()) {
                for (ByteBuffer part : (Iterable<ByteBuffer>) () -> parts) {
                    digest.update(part);
                }
            }
        }

        private Mono<Void> text(String name, Flux<DataBuffer> content) {
            if (given.containsKey(name)) {
                return refuse(content, "duplicate_part", name, "Say it once.");
            }
            return DataBufferUtils.join(content, longestText)
                    .doOnNext(joined -> {
                        given.put(name, joined.toString(StandardCharsets.UTF_8));
                        DataBufferUtils.release(joined);
                    })
                    .then();
        }

        private static Mono<Void> refuse(Flux<DataBuffer> content, String code, String part, String message) {
            return content.doOnNext(DataBufferUtils::release)
                    .then(Mono.error(() -> new MalformedRequest(code, "/" + part, message)));
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
