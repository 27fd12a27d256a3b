package io.duebook.importing;

import io.duebook.platform.Caller;
import io.duebook.platform.FileForm;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Receives files to be imported, each with its spec, only so many at once. */
@Component
class Uploads {

    private static final int LARGEST_SPEC = 64 * 1024;
    private static final int LONGEST_FILE_NAME = 255;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(6);

    private final FileForm form;
    private final UploadQuota quota;

    Uploads(ImportSettings settings, UploadQuota quota) {
        form = new FileForm(settings.uploadFolder(), "upload-", settings.largestFile(), List.of("spec"), LARGEST_SPEC);
        this.quota = quota;
    }

    /** Receives a file with its spec, uses it, and removes it, whatever came of it. */
    <T> Mono<T> receive(Flux<PartEvent> parts, Function<Upload, Mono<T>> use) {
        return Caller.current()
                .flatMap(caller -> Mono.usingWhen(
                        Mono.fromRunnable(() -> quota.take(caller.tenant())).thenReturn(caller),
                        taken -> form.receive(
                                parts, FileTooLarge::inBytes, received -> Mono.fromSupplier(() -> upload(received))
                                        .flatMap(use)),
                        taken -> Mono.fromRunnable(() -> quota.giveBack(taken.tenant()))));
    }

    /** What a killed server left behind. */
    @Scheduled(fixedDelay = 3_600_000)
    Mono<Void> removeForgotten() {
        return form.removeForgotten(FORGOTTEN_AFTER);
    }

    private static Upload upload(FileForm.Received received) {
        String fileName = received.fileName();
        String spec = received.texts().get("spec");
        var missing = new ArrayList<FieldError>();
        if (fileName == null) {
            missing.add(new FieldError("/file", "required", "The file itself, as a part named file."));
        }
        if (spec == null) {
            missing.add(new FieldError("/spec", "required", "How to read the file, as a part named spec."));
        }
        if (fileName == null || spec == null) {
            throw new InvalidRequest(missing);
        }
        return new Upload(
                received.path(), plainName(fileName), received.bytes(), received.sha256(), spec, SpecReader.read(spec));
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
}
