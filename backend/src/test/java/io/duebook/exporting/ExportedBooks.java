package io.duebook.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An export, fetched and unpacked. */
record ExportedBooks(byte[] file, Map<String, byte[]> members) {

    static ExportedBooks of(Api caller) {
        return fetched(caller, exported(caller));
    }

    static String exported(Api caller) {
        String id = caller.made("/v1/exports", "");
        awaitDone(caller, "/v1/exports/" + id);
        return id;
    }

    static JsonNode awaitDone(Api caller, String path) {
        return awaitState(caller, path, "done");
    }

    static JsonNode awaitState(Api caller, String path, String state) {
        return Awaitility.await(path)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> caller.get(path).expect(200), found -> {
                    assertThat(found.path("failure").asString())
                            .as(found.toString())
                            .isIn(
                                    "",
                                    state.equals("failed")
                                            ? found.path("failure").asString()
                                            : "");
                    return found.path("state").asString().equals(state);
                });
    }

    static ExportedBooks fetched(Api caller, String id) {
        JsonNode told = caller.get("/v1/exports/" + id).expect(200);
        var answer = caller.file("/v1/exports/" + id + "/file");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(told.path("bytes").asInt());
        assertThat(sha256(answer.body())).isEqualTo(told.path("sha256").asString());
        return new ExportedBooks(answer.body(), unpacked(answer.body()));
    }

    private static Map<String, byte[]> unpacked(byte[] file) {
        var members = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                members.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return members;
    }

    JsonNode manifest() {
        return Api.JSON.readTree(text("manifest.json"));
    }

    String text(String member) {
        return new String(Objects.requireNonNull(members.get(member), member), StandardCharsets.UTF_8);
    }

    List<String> lines(String member) {
        return text(member).lines().toList();
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(ArchiveWriter.sha256().digest(content));
    }
}
