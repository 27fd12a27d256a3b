package io.duebook.portal.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists and documents as files, and files that were kept: handed on as they arrive and never held as a whole. */
public class Exports {

    private final RestClient calls;
    private final Refusals refusals;

    /** What an answer that is no file says. */
    interface Refusals {
        RuntimeException of(ClientHttpResponse answer) throws IOException;
    }

    Exports(RestClient calls, Refusals refusals) {
        this.calls = calls;
        this.refusals = refusals;
    }

    /** A kind of file, by how it ends and by its media type. */
    public enum Format {
        CSV("csv", "text/csv"),
        XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        PDF("pdf", "application/pdf");

        /** What spreadsheets take. */
        public static final List<Format> TABLES = List.of(CSV, XLSX);

        private final String suffix;
        private final String type;

        Format(String suffix, String type) {
            this.suffix = suffix;
            this.type = type;
        }

        public String suffix() {
            return suffix;
        }

        public String type() {
            return type;
        }
    }

    /**
     * @param path of the list
     * @param filters by the names of its parameters; those that are empty are left out
     * @param name of the file, without its suffix
     */
    public record Asked(String path, Map<String, String> filters, String name) {}

    /** The file as it comes; whoever reads it closes it. */
    public InputStream open(Asked asked, Format format) {
        var address = UriComponentsBuilder.fromPath(asked.path());
        asked.filters().forEach((name, value) -> {
            if (!value.isBlank()) {
                address.queryParam(name, "{" + name + "}");
            }
        });
        return body(
                calls.get().uri(address.build().toUriString(), asked.filters()).header("Accept", format.type()));
    }

    /** A file that was kept as it came; whoever reads it closes it. */
    public InputStream open(String path) {
        return body(calls.get().uri(path).header("Accept", "*/*"));
    }

    private InputStream body(RestClient.RequestHeadersSpec<?> call) {
        return call.exchangeForRequiredValue(
                (request, answer) -> {
                    if (answer.getStatusCode().isError()) {
                        throw refusals.of(answer);
                    }
                    return answer.getBody();
                },
                false);
    }
}
