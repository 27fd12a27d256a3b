package io.duebook.bench;

import io.duebook.bench.Contest.Result;
import io.duebook.bench.Contest.Side;
import io.duebook.bench.Imports.Imported;
import io.duebook.bench.Trips.Counted;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints what was measured as it comes, and keeps all of it for the file. */
final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final double NOISY = 0.05;

    private final PrintStream out;
    private final Map<String, Object> all = new LinkedHashMap<>();
    private final List<Result> results = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    void heading(String title) {
        out.println();
        out.println(title);
        out.println("-".repeat(title.length()));
    }

    void keep(String name, Object figures) {
        all.put(name, figures);
    }

    /** Something that makes the run worthless. */
    void fault(String what) {
        faults.add(what);
        out.println("FAULT: " + what);
    }

    List<String> faults() {
        return faults;
    }

    List<Result> results() {
        return results;
    }

    void counted(Counted api, @Nullable Counted floor) {
        out.printf(
                Locale.ROOT,
                "%-22s API %2d round trips, %d commits%s%n",
                api.name(),
                api.count(),
                api.commits(),
                floor == null ? "" : "; floor %d, %d".formatted(floor.count(), floor.commits()));
        statements("API", api);
        if (floor != null) {
            statements("floor", floor);
        }
    }

    private void statements(String side, Counted counted) {
        for (int at = 0; at < counted.statements().size(); at++) {
            out.printf("    %-5s %2d  %s%n", side, at + 1, counted.statements().get(at));
        }
    }

    void tableHead() {
        out.printf(
                "%-18s %7s %7s | %8s %7s %7s %7s | %8s %7s %7s | %-19s | %6s %6s %6s | %6s | %s%n",
                "",
                "tenants",
                "clients",
                "API/s",
                "p50 ms",
                "p95",
                "p99",
                "floor/s",
                "p50 ms",
                "p99",
                "of the floor",
                "JVM",
                "db",
                "load",
                "db",
                "others");
        out.printf(
                "%-18s %7s %7s | %8s %7s %7s %7s | %8s %7s %7s | %-19s | %20s | %6s |%n",
                "", "", "", "", "", "", "", "", "", "", "median (min–max)", "CPU µs per API call", "floor");
    }

    void result(Result result) {
        results.add(result);
        Side api = result.api();
        Side floor = result.floor();
        double others = api.spent().others();
        out.printf(
                Locale.ROOT,
                "%-18s %7d %7d | %8.0f %7.2f %7.2f %7.2f | %8s %7s %7s | %-19s | %6.0f %6.0f %6.0f | %6s | %3.0f %%%s%n",
                result.name(),
                result.tenants(),
                result.clients(),
                api.all().perSecond(),
                api.all().millis(0.5),
                api.all().millis(0.95),
                api.all().millis(0.99),
                floor == null ? "" : "%.0f".formatted(floor.all().perSecond()),
                floor == null ? "" : "%.2f".formatted(floor.all().millis(0.5)),
                floor == null ? "" : "%.2f".formatted(floor.all().millis(0.99)),
                spread(result.ratios()),
                perCall(api.spent().backend(), api),
                perCall(api.spent().database(), api),
                perCall(api.spent().generator(), api),
                floor == null ? "" : "%.0f".formatted(perCall(floor.spent().database(), floor)),
                others * 100,
                others > NOISY ? " noisy" : "");
        if (result.errors() > 0) {
            fault("%s, %d clients: %d calls failed, the first: %s"
                    .formatted(
                            result.name(),
                            result.clients(),
                            result.errors(),
                            api.all().firstError() == null && floor != null
                                    ? floor.all().firstError()
                                    : api.all().firstError()));
        }
    }

    void imported(Imported file) {
        out.printf(
                Locale.ROOT,
                "%,d rows: checked in %.1f s, committed in %.1f s, %,.0f rows/s; memory %d MB at most, live heap %d MB after%n",
                file.rows(),
                file.checkSeconds(),
                file.commitSeconds(),
                file.rowsPerSecond(),
                file.mostResident() >> 20,
                file.liveHeap() >> 20);
    }

    static double median(List<Double> rising) {
        int half = rising.size() / 2;
        return rising.size() % 2 == 1 ? rising.get(half) : (rising.get(half - 1) + rising.get(half)) / 2;
    }

    static String spread(List<Double> rising) {
        return rising.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%3.0f %% (%.0f–%.0f)",
                        median(rising) * 100,
                        rising.getFirst() * 100,
                        rising.getLast() * 100);
    }

    private static double perCall(long micros, Side side) {
        return side.all().nanos().length == 0 ? 0 : (double) micros / side.all().nanos().length;
    }

    private static Map<String, Object> figures(Side side) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("per_second", side.all().perSecond());
        said.put(
                "per_second_by_round",
                side.rounds().stream().map(Load.Outcome::perSecond).toList());
        said.put("calls", side.all().nanos().length);
        said.put("errors", side.errors());
        said.put("p50_ms", side.all().millis(0.5));
        said.put("p95_ms", side.all().millis(0.95));
        said.put("p99_ms", side.all().millis(0.99));
        said.put("cpu_jvm_us", perCall(side.spent().backend(), side));
        said.put("cpu_database_us", perCall(side.spent().database(), side));
        said.put("cpu_load_us", perCall(side.spent().generator(), side));
        said.put("cpu_others_share", side.spent().others());
        return said;
    }

    void write(Path file) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Result result : results) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", result.name());
            row.put("tenants", result.tenants());
            row.put("clients", result.clients());
            row.put("api", figures(result.api()));
            Side floor = result.floor();
            if (floor != null) {
                row.put("floor", figures(floor));
                row.put("ratio_by_round_rising", result.ratios());
            }
            rows.add(row);
        }
        all.put("results", rows);
        all.put("faults", faults);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writeValueAsString(all));
        out.println();
        out.println("All figures: " + file);
    }
}
