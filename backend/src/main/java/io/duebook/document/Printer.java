package io.duebook.document;

import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Prints documents beside the event loop: at most as many at once as there are processors, and only so many wait that
 * the last of them is still served in time.
 */
@Service
public class Printer implements DisposableBean {

    /** Some three seconds' work of one processor, at the thirty milliseconds that a page takes. */
    private static final int WAITING_FOR_EACH_PROCESSOR = 100;

    private final Scheduler presses;

    @Autowired
    Printer() {
        this(Runtime.getRuntime().availableProcessors(), WAITING_FOR_EACH_PROCESSOR);
    }

    Printer(int atOnce, int waitingForEach) {
        presses = Schedulers.newBoundedElastic(atOnce, waitingForEach, "printer");
    }

    /** The document as a PDF. */
    public Mono<byte[]> print(Paper paper) {
        return Mono.fromCallable(() -> Press.print(paper))
                .subscribeOn(presses)
                .onErrorMap(RejectedExecutionException.class, full -> new PrinterBusy());
    }

    /** The same as the answer to a request. */
    public Mono<ResponseEntity<byte[]>> answer(Paper paper, String fileName) {
        return print(paper).map(pdf -> answer(pdf, fileName + ".pdf"));
    }

    /** What was printed as the answer to a request. */
    public static ResponseEntity<byte[]> answer(byte[] pdf, String fileName) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(fileName)
                                .build()
                                .toString())
                .body(pdf);
    }

    @Override
    public void destroy() {
        presses.dispose();
    }
}
