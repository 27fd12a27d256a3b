package io.duebook.importing;

import io.duebook.scenario.Api;
import io.duebook.scenario.Api.Answer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Sends files as a browser does. */
public final class ImportFile {

    static final String SPEC = """
            {"kind":"receivables","format":"csv","currency":"EUR","date_format":"yyyy-MM-dd",
             "columns":{"customer.external_id":"customer","customer.name":"name","invoice.number":"number",
                        "invoice.issue_date":"issued","invoice.due_date":"due","invoice.total":"total",
                        "invoice.disputed":"disputed","payment.received_on":"paid_on","payment.amount":"paid"}}
            """;
    public static final String HEADER = "customer,name,number,issued,due,total,disputed,paid_on,paid,region\n";

    private static final String BOUNDARY = "duebook-test-boundary";

    private ImportFile() {}

    public static Answer upload(Api api, String csv) {
        return upload(api, csv.getBytes(StandardCharsets.UTF_8), SPEC);
    }

    /** The same with amounts in another currency. */
    public static Answer upload(Api api, String csv, String currency) {
        return upload(api, csv.getBytes(StandardCharsets.UTF_8), SPEC.replace("EUR", currency));
    }

    static Answer upload(Api api, byte[] csv, String spec) {
        var body = new ByteArrayOutputStream();
        part(body, "name=\"file\"; filename=\"ledger.csv\"\r\nContent-Type: text/csv", csv);
        part(body, "name=\"spec\"\r\nContent-Type: application/json", spec.getBytes(StandardCharsets.UTF_8));
        end(body);
        return send(api, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    /** Parts as given, to send what nobody should. */
    static Answer uploadParts(Api api, List<String> dispositions) {
        var body = new ByteArrayOutputStream();
        dispositions.forEach(disposition -> part(body, disposition, "x".getBytes(StandardCharsets.UTF_8)));
        end(body);
        return send(api, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    /** A file too large to hold in memory. */
    static Answer upload(Api api, Path csv, String spec) throws java.io.IOException {
        var before = new ByteArrayOutputStream();
        part(before, "name=\"spec\"\r\nContent-Type: application/json", spec.getBytes(StandardCharsets.UTF_8));
        write(
                before,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.csv\"\r\n\r\n");
        return send(
                api,
                HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofByteArray(before.toByteArray()),
                        HttpRequest.BodyPublishers.ofFile(csv),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")));
    }

    private static Answer send(Api api, HttpRequest.BodyPublisher body) {
        var headers = new LinkedHashMap<>(api.headers());
        headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        headers.putIfAbsent("Idempotency-Key", UUID.randomUUID().toString());
        return api.send("POST", "/v1/imports", body, headers);
    }

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        write(body, "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
        body.writeBytes(content);
        write(body, "\r\n");
    }

    private static void end(ByteArrayOutputStream body) {
        write(body, "--" + BOUNDARY + "--\r\n");
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
