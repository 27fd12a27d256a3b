package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.codec.multipart.PartEventHttpMessageReader;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Files as they come over the wire: in buffers of any size, while the disk is slower or faster. */
class FileFormTest {

    private static final int LANES = 8;
    private static final int LARGEST_BUFFER = 8_192;

    @Test
    void whatArrivesIsKeptWholeHoweverItIsCut(@TempDir Path folder) {
        mustKeepWhole(4_000, folder);
    }

    /**
     * Between one in thirty thousand and one in two hundred thousand lost a buffer, or had one twice, while the thread that
     * wrote one asked for the next; seldom on an idle machine.
     */
    @Test
    @Tag("full")
    void noneOfVeryManyIsCutOrRepeated(@TempDir Path folder) {
        mustKeepWhole(400_000, folder);
    }

    private static void mustKeepWhole(int uploads, Path folder) {
        var form = new FileForm(folder, "test-", DataSize.ofMegabytes(1), List.of("document"), 100);
        var wrong = new ConcurrentLinkedQueue<String>();
        try (var lanes = Executors.newFixedThreadPool(LANES)) {
            for (int lane = 0; lane < LANES; lane++) {
                int first = lane;
                lanes.execute(() -> {
                    Scheduler wire = Schedulers.newSingle("wire");
                    for (int upload = first; upload < uploads; upload += LANES) {
                        upload(form, upload, wire, wrong);
                    }
                    wire.dispose();
                });
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private static void upload(FileForm form, int seed, Scheduler wire, ConcurrentLinkedQueue<String> wrong) {
        var random = new Random(seed);
        byte[] content = new byte[random.nextInt(15 * LARGEST_BUFFER)];
        random.nextBytes(content);
        try {
            byte[] kept = form.receive(
                            parts(content, random, wire),
                            most -> new TenantAtItsLimit(),
                            received -> Mono.fromCallable(() -> Files.readAllBytes(received.path())))
                    .blockOptional()
                    .orElseThrow();
            if (!Arrays.equals(kept, content)) {
                wrong.add("%d: %d bytes became %d".formatted(seed, content.length, kept.length));
            }
        } catch (RuntimeException failure) {
            wrong.add(seed + ": " + failure);
        }
    }

    private static Flux<PartEvent> parts(byte[] content, Random random, Scheduler wire) {
        var request = MockServerHttpRequest.post("/")
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=limit"))
                .body(Flux.fromIterable(cut(body(content), random)).subscribeOn(wire));
        return new PartEventHttpMessageReader().read(ResolvableType.forClass(PartEvent.class), request, Map.of());
    }

    private static byte[] body(byte[] content) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("""
                --limit
                Content-Disposition: form-data; name="document"

                inv_1
                --limit
                Content-Disposition: form-data; name="file"; filename="a.bin"

                """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static List<DataBuffer> cut(byte[] all, Random random) {
        var buffers = new ArrayList<DataBuffer>();
        for (int at = 0; at < all.length; ) {
            int most = random.nextInt(3) == 0 ? 1 + random.nextInt(LARGEST_BUFFER) : LARGEST_BUFFER;
            int end = Math.min(all.length, at + most);
            buffers.add(DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(all, at, end)));
            at = end;
        }
        return buffers;
    }
}
