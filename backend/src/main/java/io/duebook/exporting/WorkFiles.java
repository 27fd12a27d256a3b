package io.duebook.exporting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Files on this server's disk, each there for as long as it is used. */
@Component
class WorkFiles {

    static final String PREFIX = "archive-";

    private final Path folder;

    WorkFiles(ExportSettings settings) {
        folder = settings.workFolder();
    }

    /** @param bytes its length */
    record About(long bytes, String sha256) {}

    /** Makes an empty file, uses it, and removes it, whatever came of it. */
    <T> Mono<T> use(Function<Path, Mono<T>> work) {
        return Mono.usingWhen(
                onDisk(() -> Files.createTempFile(Files.createDirectories(folder), PREFIX, ".part")),
                work,
                file -> onDisk(() -> Files.deleteIfExists(file)));
    }

    /** Writes pieces into a file, the first being number nothing, until there is none of the next number. */
    Mono<Void> write(Path file, IntFunction<Mono<byte[]>> pieces) {
        return Flux.range(0, Integer.MAX_VALUE)
                .concatMap(
                        number -> pieces.apply(number)
                                .flatMap(piece -> onDisk(() -> Files.write(file, piece, StandardOpenOption.APPEND)))
                                .hasElement(),
                        0)
                .takeWhile(found -> found)
                .then();
    }

    Mono<About> describe(Path file) {
        return onDisk(() -> about(file));
    }

    private static About about(Path file) throws IOException {
        MessageDigest digest = ArchiveWriter.sha256();
        long bytes = 0;
        var buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new About(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
