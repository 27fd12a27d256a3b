package io.duebook.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of receivables taken into the books, one after another: rows a second, and whether memory stays flat. */
final class Imports {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BOUNDARY = "duebook-bench-boundary";
    private static final String SPEC = """
            {"kind":"receivables","format":"csv","currency":"EUR","date_format":"yyyy-MM-dd",
             "columns":{"customer.external_id":"customer","customer.name":"name","invoice.number":"number",
                        "invoice.issue_date":"issued","invoice.due_date":"due","invoice.total":"total",
                        "payment.received_on":"paid_on"}}
            """;
    private static final int DEBTORS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Backend backend;
    private final Issuer issuer;
    private final Processes processes;
    private final UUID tenant;

    Imports(Backend backend, Issuer issuer, Processes processes, UUID tenant) {
        this.backend = backend;
        this.issuer = issuer;
        this.processes = processes;
        this.tenant = tenant;
    }

    /**
     * One file.
     *
     * @param checkSeconds until every row was read and judged
     * @param commitSeconds until all of them were in the books
     * @param mostResident bytes of the backend's memory at its largest meanwhile
     * @param liveHeap bytes of its heap still used after a collection at the end
     */
    record Imported(int rows, double checkSeconds, double commitSeconds, long mostResident, long liveHeap) {

        double rowsPerSecond() {
            return rows / (checkSeconds + commitSeconds);
        }
    }

    List<Imported> run(int files, int rows, Path folder) throws Exception {
        List<Imported> all = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            Path csv = write(folder.resolve("import.csv"), file, rows);
            all.add(run(csv, rows));
        }
        return all;
    }

    /** Nine of ten invoices are paid: a ledger's history is mostly settled. */
    private static Path write(Path csv, int file, int rows) throws IOException {
        Random random = new Random(11L + file);
        LocalDate start = LocalDate.of(2023, 1, 1);
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("customer,name,number,issued,due,total,paid_on,region\n");
            for (int row = 1; row <= rows; row++) {
                int debtor = random.nextInt(DEBTORS);
                LocalDate issued = start.plusDays(random.nextInt(700));
                out.write("K-%05d,Customer %d,%d-%07d,%s,%s,%d.%02d,%s,region %d\n"
                        .formatted(
                                debtor,
                                debtor,
                                file,
                                row,
                                issued,
                                issued.plusDays(30),
                                1 + random.nextInt(900),
                                random.nextInt(100),
                                random.nextInt(10) > 0
                                        ? issued.plusDays(random.nextInt(60)).toString()
                                        : "",
                                debtor % 7));
            }
        }
        return csv;
    }

    private Imported run(Path csv, int rows) throws Exception {
        AtomicLong most = new AtomicLong();
        try (var sampler = Executors.newSingleThreadScheduledExecutor()) {
            sampler.scheduleAtFixedRate(
                    () -> most.accumulateAndGet(processes.residentBytes(), Math::max), 0, 100, TimeUnit.MILLISECONDS);
            long began = System.nanoTime();
            JsonNode checked = JSON.readTree(sent(upload(csv)).body());
            double checkSeconds = secondsSince(began);
            if (checked.path("accepted").asInt() != rows) {
                throw new IllegalStateException("not every row was accepted: " + checked);
            }
            String id = checked.path("id").asString();
            began = System.nanoTime();
            sent(request("/v1/imports/" + id + "/commit").POST(BodyPublishers.noBody()));
            await(id);
            double commitSeconds = secondsSince(began);
            sampler.shutdownNow();
            return new Imported(rows, checkSeconds, commitSeconds, most.get(), backend.liveHeapBytes());
        }
    }

    private HttpRequest.Builder upload(Path csv) throws Exception {
        String before = """
                --%1$s\r
                Content-Disposition: form-data; name="spec"\r
                Content-Type: application/json\r
                \r
                %2$s\r
                --%1$s\r
                Content-Disposition: form-data; name="file"; filename="ledger.csv"\r
                Content-Type: text/csv\r
                \r
                """.formatted(BOUNDARY, SPEC);
        return request("/v1/imports")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(before),
                        BodyPublishers.ofFile(csv),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")));
    }

    private void await(String id) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode found =
                    JSON.readTree(sent(request("/v1/imports/" + id).GET()).body());
            if (found.path("state").asString().equals("committed")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(id + " was not committed");
    }

    private HttpRequest.Builder request(String path) throws Exception {
        return HttpRequest.newBuilder(URI.create(backend.url() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + issuer.token(tenant))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
