package io.duebook.document;

import io.duebook.platform.FileForm;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Receives the files of documents, only so many at once, and tells what they are by what is in them. */
@Component
class IncomingFiles {

    private static final int LONGEST_WORD = 100;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final FileForm form;
    private final Semaphore room;

    IncomingFiles(AttachmentSettings settings) {
        form = new FileForm(
                settings.uploadFolder(),
                "attachment-",
                settings.largestFile(),
                List.of("document", "visible_to_customer"),
                LONGEST_WORD);
        room = new Semaphore(settings.uploads());
    }

    /** Receives a file, uses it, and removes it, whatever came of it. */
    <T> Mono<T> receive(Flux<PartEvent> parts, Function<IncomingFile, Mono<T>> use) {
        return Mono.usingWhen(
                Mono.fromRunnable(this::takeRoom).thenReturn(room),
                taken -> form.receive(parts, AttachmentRefused::tooLarge, received -> known(received)
                        .flatMap(use)),
                taken -> Mono.fromRunnable(taken::release));
    }

    private void takeRoom() {
        if (!room.tryAcquire()) {
            throw AttachmentRefused.tooMany();
        }
    }

    /** What a killed server left behind. */
    @Scheduled(fixedDelay = 3_600_000)
    Mono<Void> removeForgotten() {
        return form.removeForgotten(FORGOTTEN_AFTER);
    }

    private static Mono<IncomingFile> known(FileForm.Received received) {
        return Mono.fromCallable(() -> whole(received)).subscribeOn(Schedulers.boundedElastic());
    }

    private static IncomingFile whole(FileForm.Received received) throws IOException {
        String document = received.texts().get("document");
        String given = received.fileName();
        String visible = received.texts().getOrDefault("visible_to_customer", "false");
        if (given == null || document == null || received.bytes() == 0 || !visible.matches("true|false")) {
            throw incomplete(received, document, visible);
        }
        String name = FileName.plain(given);
        FileType type = FileTypes.of(received.path(), name).orElseThrow(AttachmentRefused::ofThisType);
        return new IncomingFile(
                received.path(),
                type.named(name),
                type,
                received.bytes(),
                received.sha256(),
                document,
                visible.equals("true"));
    }

    private static InvalidRequest incomplete(FileForm.Received received, @Nullable String document, String visible) {
        var errors = new ArrayList<FieldError>();
        if (received.fileName() == null) {
            errors.add(new FieldError("/file", "required", "The file itself, as a part named file."));
        } else if (received.bytes() == 0) {
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
}
