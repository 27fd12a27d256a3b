package io.duebook.importing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.duebook.scenario.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A ledger that nobody of us wrote, where it is at hand: beside the project's folder, or where DUEBOOK_SAMPLE_DATA says. */
public final class SampleLedger {

    static final String SPEC = """
            {"kind":"receivables","format":"csv","currency":"USD","date_format":"M/d/yyyy",
             "columns":{"customer.external_id":"customerID","invoice.number":"invoiceNumber",
                        "invoice.issue_date":"InvoiceDate","invoice.due_date":"DueDate",
                        "invoice.total":"InvoiceAmount","invoice.disputed":"Disputed",
                        "payment.received_on":"SettledDate"}}
            """;

    private SampleLedger() {}

    /** Takes it into the books; skips the test where there is none. */
    public static void takeInto(Api program) throws IOException {
        takeInto(program, bytes(), SPEC);
    }

    /** Takes any file into the books. */
    public static void takeInto(Api program, byte[] csv, String spec) {
        String path = "/v1/imports/"
                + ImportFile.upload(program, csv, spec).expect(201).path("id").asString();
        program.post(path + "/commit", "");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() ->
                        program.get(path).expect(200).path("state").asString().equals("committed"));
    }

    static byte[] bytes() throws IOException {
        Optional<Path> found = Optional.ofNullable(System.getenv("DUEBOOK_SAMPLE_DATA"))
                .map(Path::of)
                .or(() -> Optional.ofNullable(Path.of("").toAbsolutePath().getParent())
                        .map(Path::getParent)
                        .map(beside -> beside.resolve("shared/data")))
                .map(data -> data.resolve("receivables/ibm_ar.csv"))
                .filter(Files::isReadable);
        assumeTrue(found.isPresent(), "no sample ledger beside the project");
        return Files.readAllBytes(found.get());
    }
}
