package io.duebook.exporting;

import io.duebook.platform.FileForm;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Receives the files of exports that are to be restored, only so many at once. */
@Component
class IncomingArchives {

    /** Longer than any export or restore lasts. */
    private static final int TIMES_THE_LIMIT = 3;

    private final FileForm form;
    private final Semaphore room;
    private final Duration forgottenAfter;

    IncomingArchives(ExportSettings settings) {
        form = new FileForm(settings.workFolder(), WorkFiles.PREFIX, settings.largestFile(), List.of(), 0);
        room = new Semaphore(settings.uploads());
        forgottenAfter = settings.timeLimit().multipliedBy(TIMES_THE_LIMIT);
    }

    /** Receives a file, uses it, and removes it, whatever came of it. */
    <T> Mono<T> receive(Flux<PartEvent> parts, Function<FileForm.Received, Mono<T>> use) {
        return Mono.usingWhen(
                Mono.fromRunnable(this::takeRoom).thenReturn(room),
                taken -> form.receive(
                        parts, ArchiveRefused::tooLarge, received -> Mono.fromSupplier(() -> whole(received))
                                .flatMap(use)),
                taken -> Mono.fromRunnable(taken::release));
    }

    private void takeRoom() {
        if (!room.tryAcquire()) {
            throw RestoreRefused.tooMany();
        }
    }

    private static FileForm.Received whole(FileForm.Received received) {
        if (received.fileName() == null) {
            throw new InvalidRequest(
                    List.of(new FieldError("/file", "required", "The export itself, as a part named file.")));
        }
        return received;
    }

    /** What a killed server left behind, of exports being written as well. */
    @Scheduled(fixedDelay = 3_600_000)
    Mono<Void> removeForgotten() {
        return form.removeForgotten(forgottenAfter);
    }
}
