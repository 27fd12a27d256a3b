package io.duebook.document;

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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
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

/**
 * Takes a multipart request apart while it arrives: the file goes to the disk, so that no connection to the database waits
 * for a slow sender, and is gone when its use is over.
 */
@Component
class IncomingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingFiles.class);
    private static final Set<String> WORDS = Set.of("document", "visible_to_customer");
    private static final int LONGEST_WORD = 100;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** That of the files themselves. */
    private static final Clock REAL_TIME = Clock.systemUTC();

    private final AttachmentSettings settings;
    private final Semaphore room;

    IncomingFiles(AttachmentSettings settings) {
        this.settings = settings;
        room = new Semaphore(settings.uploads());
    }

    /** Receives a file, uses it, and removes it, whatever came of it. */
    <T> Mono<T> receive(Flux<PartEvent> parts, Function<IncomingFile, Mono<T>> use) {
        return Mono.usingWhen(
                Mono.fromRunnable(this::takeRoom).thenReturn(room),
                taken -> Mono.usingWhen(
                        newFile(), file -> new Receiving(file).all(parts).flatMap(use), IncomingFiles::remove),
                taken -> Mono.fromRunnable(taken::release));
    }

    private void takeRoom() {
        if (!room.tryAcquire()) {
            throw AttachmentRefused.tooMany();
        }
    }

    private Mono<Path> newFile() {
        return onDisk(
                () -> Files.createTempFile(Files.createDirectories(settings.uploadFolder()), "attachment-", ".part"));
    }

    private static Mono<Void> remove(Path file) {
        return onDisk(() -> Files.deleteIfExists(file)).then();
    }

    /** What a killed server left behind. */
    @Scheduled(fixedDelay = 3_600_000)
    Mono<Void> removeForgotten() {
        return onDisk(this::removeOld)
                .filter(removed -> removed > 0)
                .doOnNext(removed -> LOG.atInfo().addKeyValue("files", removed).log("removed forgotten uploads"))
                .then();
    }

    private int removeOld() throws IOException {
        if (!Files.isDirectory(settings.uploadFolder())) {
            return 0;
        }
        var before = FileTime.from(REAL_TIME.instant().minus(FORGOTTEN_AFTER));
        int removed = 0;
        try (var files = Files.newDirectoryStream(settings.uploadFolder(), "attachment-*.part")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(before) < 0 && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
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
        private final Map<String, String> words = new HashMap<>();
        private @Nullable String fileName;

        Receiving(Path path) {
            this.path = path;
        }

        Mono<IncomingFile> all(Flux<PartEvent> parts) {
            return parts.windowUntil(PartEvent::isLast)
                    .concatMap(part -> part.switchOnFirst((first, events) -> {
                        PartEvent event = first.get();
                        return event == null ? events.then() : part(event, events.map(PartEvent::content));
                    }))
                    .then(Mono.defer(() -> onDisk(this::whole)));
        }

        private Mono<Void> part(PartEvent first, Flux<DataBuffer> content) {
            if (first.name().equals("file")) {
                return file(first, content);
            }
            return WORDS.contains(first.name())
                    ? word(first.name(), content)
                    : refuse(content, "unknown_field", first.name(), "Only file, document and visible_to_customer.");
        }

        private Mono<Void> file(PartEvent first, Flux<DataBuffer> content) {
            if (fileName != null) {
                return refuse(content, "duplicate_part", "file", "One request brings one file.");
            }
            fileName = FileName.plain(first instanceof FilePartEvent file ? file.filename() : "");
            return DataBufferUtils.write(
                    content.doOnNext(this::count),
                    path,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        }

        private void count(DataBuffer buffer) {
            long most = settings.largestFile().toBytes();
            if (bytes.addAndGet(buffer.readableByteCount()) > most) {
                DataBufferUtils.release(buffer);
                throw AttachmentRefused.tooLarge(most);
            }
            try (var parts = buffer.readableByteBuffers()) {
                for (ByteBuffer part : (Iterable<ByteBuffer>) () -> parts) {
                    digest.update(part);
                }
            }
        }

        private Mono<Void> word(String name, Flux<DataBuffer> content) {
            if (words.containsKey(name)) {
                return refuse(content, "duplicate_part", name, "Say it once.");
            }
            return DataBufferUtils.join(content, LONGEST_WORD)
                    .doOnNext(joined -> {
                        words.put(name, joined.toString(StandardCharsets.UTF_8));
                        DataBufferUtils.release(joined);
                    })
                    .then();
        }

        private static Mono<Void> refuse(Flux<DataBuffer> content, String code, String part, String message) {
            return content.doOnNext(DataBufferUtils::release)
                    .then(Mono.error(() -> new MalformedRequest(code, "/" + part, message)));
        }

        private IncomingFile whole() throws IOException {
            String document = words.get("document");
            String name = fileName;
            String visible = words.getOrDefault("visible_to_customer", "false");
            if (name == null || document == null || bytes.get() == 0 || !visible.matches("true|false")) {
                throw incomplete(name, document, visible);
            }
            FileType type = FileTypes.of(path, name).orElseThrow(AttachmentRefused::ofThisType);
            return new IncomingFile(
                    path,
                    type.named(name),
                    type,
                    bytes.get(),
                    HexFormat.of().formatHex(digest.digest()),
                    document,
                    visible.equals("true"));
        }

        private InvalidRequest incomplete(@Nullable String name, @Nullable String document, String visible) {
            var errors = new ArrayList<FieldError>();
            if (name == null) {
                errors.add(new FieldError("/file", "required", "The file itself, as a part named file."));
            } else if (bytes.get() == 0) {
                errors.add(new FieldError("/file", "empty", "There is nothing in it."));
            }
            if (document == null) {
                errors.add(new FieldError("/document", "required", "The id of what it belongs to."));
            }
            if (!visible.matches("true|false")) {
                errors.add(new FieldError("/visible_to_customer", "invalid", "true or false."));
            }
            return new InvalidRequest(errors);
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
