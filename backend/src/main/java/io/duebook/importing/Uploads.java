package io.duebook.importing;

import io.duebook.platform.Caller;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Refusal.FieldError;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes a multipart request apart while it arrives: the file goes to the disk and is gone when its use is over. */
@Component
class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final int LARGEST_SPEC = 64 * 1024;
    private static final int LONGEST_FILE_NAME = 255;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(6);

    /** That of the files themselves. */
    private static final Clock REAL_TIME = Clock.systemUTC();

    private final ImportSettings settings;
    private final UploadQuota quota;

    Uploads(ImportSettings settings, UploadQuota quota) {
        this.settings = settings;
        this.quota = quota;
    }

    /** Receives a file with its spec, uses it, and removes it, whatever came of it. */
    <T> Mono<T> receive(Flux<PartEvent> parts, Function<Upload, Mono<T>> use) {
        return Caller.current()
                .flatMap(caller -> Mono.usingWhen(
                        Mono.fromRunnable(() -> quota.take(caller.tenant())).thenReturn(caller),
                        taken -> Mono.usingWhen(
                                newFile(),
                                file -> new Receiving(file).all(parts).flatMap(use),
                                this::remove),
                        taken -> Mono.fromRunnable(() -> quota.giveBack(taken.tenant()))));
    }

    private Mono<Path> newFile() {
        return onDisk(() -> {
            Path folder = Files.createDirectories(settings.uploadFolder());
            return Files.createTempFile(folder, "upload-", ".csv");
        });
    }

    private Mono<Void> remove(Path file) {
        return onDisk(() -> Files.deleteIfExists(file)).then();
    }

    /** What a killed server left behind. */
    @Scheduled(fixedDelay = 3_600_000)
    Mono<Void> removeForgotten() {
        return onDisk(() -> {
                    Path folder = settings.uploadFolder();
                    if (!Files.isDirectory(folder)) {
                        return 0;
                    }
                    var before = FileTime.from(REAL_TIME.instant().minus(FORGOTTEN_AFTER));
                    int removed = 0;
                    try (var files = Files.newDirectoryStream(folder, "upload-*.csv")) {
                        for (Path file : files) {
                            if (Files.getLastModifiedTime(file).compareTo(before) < 0 && Files.deleteIfExists(file)) {
                                removed++;
                            }
                        }
                    }
                    return removed;
                })
                .filter(removed -> removed > 0)
                .doOnNext(removed -> LOG.atInfo().addKeyValue("files", removed).log("removed forgotten uploads"))
                .then();
    }

    private static <T> Mono<T> onDisk(DiskWork<T> work) {
        return Mono.fromCallable(work::run).subscribeOn(Schedulers.boundedElastic());
    }

    private interface DiskWork<T> {
        T run() throws IOException;
    }

    /** One request being taken apart. Its parts come one after another, in any order. */
    private final class Receiving {

        private final Path path;
        private final MessageDigest digest = sha256();
        private final AtomicLong bytes = new AtomicLong();
        private @Nullable String fileName;
        private @Nullable String specText;

        Receiving(Path path) {
            this.path = path;
        }

        Mono<Upload> all(Flux<PartEvent> parts) {
            return parts.windowUntil(PartEvent::isLast)
                    .concatMap(part -> part.switchOnFirst((first, events) -> {
                        PartEvent event = first.get();
                        return event == null ? events.then() : part(event, events.map(PartEvent::content));
                    }))
                    .then(Mono.fromSupplier(this::upload));
        }

        private Mono<Void> part(PartEvent first, Flux<DataBuffer> content) {
            return switch (first.name()) {
                case "file" -> file(first, content);
                case "spec" -> spec(content);
                default -> refuse(content, "unknown_field", first.name(), "Only the parts file and spec are known.");
            };
        }

        private Mono<Void> file(PartEvent first, Flux<DataBuffer> content) {
            if (fileName != null) {
                return refuse(content, "duplicate_part", "file", "One import takes one file.");
            }
            fileName = first instanceof FilePartEvent file ? plainName(file.filename()) : "file.csv";
            return DataBufferUtils.write(
                    content.doOnNext(this::count),
                    path,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        }

        private void count(DataBuffer buffer) {
            if (bytes.addAndGet(buffer.readableByteCount())
                    > settings.largestFile().toBytes()) {
                DataBufferUtils.release(buffer);
                throw FileTooLarge.inBytes(settings.largestFile().toBytes());
            }
            try (var parts = buffer.readableByteBuffers()) {
                for (ByteBuffer part : (Iterable<ByteBuffer>) () -> parts) {
                    digest.update(part);
                }
            }
        }

        private Mono<Void> spec(Flux<DataBuffer> content) {
            if (specText != null) {
                return refuse(content, "duplicate_part", "spec", "One import takes one spec.");
            }
            return DataBufferUtils.join(content, LARGEST_SPEC)
                    .doOnNext(joined -> {
                        specText = joined.toString(StandardCharsets.UTF_8);
                        DataBufferUtils.release(joined);
                    })
                    .then();
        }

        private static Mono<Void> refuse(Flux<DataBuffer> content, String code, String part, String message) {
            return content.doOnNext(DataBufferUtils::release)
                    .then(Mono.error(() -> new MalformedRequest(code, "/" + part, message)));
        }

        private Upload upload() {
            var missing = new ArrayList<FieldError>();
            if (fileName == null) {
                missing.add(new FieldError("/file", "required", "The file itself, as a part named file."));
            }
            if (specText == null) {
                missing.add(new FieldError("/spec", "required", "How to read the file, as a part named spec."));
            }
            if (fileName == null || specText == null) {
                throw new InvalidRequest(missing);
            }
            return new Upload(
                    path,
                    fileName,
                    bytes.get(),
                    HexFormat.of().formatHex(digest.digest()),
                    specText,
                    SpecReader.read(specText));
        }

        /** The last step of a path, without what a log or a screen might stumble over. */
        private static String plainName(String given) {
            String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
            String plain = last.replaceAll("\\p{Cntrl}", "").strip();
            if (plain.isEmpty()) {
                return "file.csv";
            }
            return plain.length() > LONGEST_FILE_NAME ? plain.substring(0, LONGEST_FILE_NAME) : plain;
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
