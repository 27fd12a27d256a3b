package io.duebook.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers a list as one file, with everything that its filters let through. It is read in stretches, each in a
 * transaction of its own, and only as fast as the client takes it: its length costs time and not memory.
 */
public final class TableFiles {

    public static final String CSV = "text/csv";
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final MediaType CSV_TYPE = MediaType.parseMediaType(CSV + ";charset=UTF-8");
    private static final MediaType XLSX_TYPE = MediaType.parseMediaType(XLSX);
    private static final Limit STRETCH = new Limit(1_000);

    private TableFiles() {}

    /** Reads one stretch of the list. */
    public interface Reading<T> {
        Mono<Page<T>> page(@Nullable Cursor after, Limit limit);
    }

    private record Stretch<T>(List<T> rows, @Nullable Cursor next) {}

    /** As a table or a workbook, whichever the request asks for first. */
    public static <T> Mono<ResponseEntity<Flux<byte[]>>> of(
            ServerHttpRequest request, Table<T> table, Reading<T> reading) {
        return of(request, table, reading, row -> List.of(row));
    }

    /** Where an entry of the list is several rows of the table. */
    public static <R, T> Mono<ResponseEntity<Flux<byte[]>>> of(
            ServerHttpRequest request, Table<T> table, Reading<R> reading, Function<R, List<T>> rows) {
        boolean asWorkbook = asksForWorkbook(request);
        // What is refused is refused before the file begins.
        return stretch(reading, null, rows)
                .map(first -> answer(
                        table,
                        asWorkbook,
                        Flux.just(first)
                                .expand(read ->
                                        read.next() == null ? Mono.empty() : stretch(reading, read.next(), rows))));
    }

    /** A list that is read as a whole. */
    public static <T> ResponseEntity<Flux<byte[]>> of(ServerHttpRequest request, Table<T> table, List<T> rows) {
        return answer(table, asksForWorkbook(request), Flux.just(new Stretch<>(rows, null)));
    }

    /** The table as CSV, stretch by stretch, for a file of which it is a part. */
    public static <T> Flux<byte[]> csv(Table<T> table, Flux<List<T>> stretches) {
        return Flux.defer(() -> written(table, new Csv(), stretches));
    }

    private static <T> Flux<byte[]> written(Table<T> table, TableWriter writer, Flux<List<T>> stretches) {
        return Flux.concat(
                Mono.fromSupplier(() -> writer.begin(table.headings())),
                stretches.map(
                        rows -> writer.rows(rows.stream().map(table::cells).toList())),
                Mono.fromSupplier(writer::end));
    }

    private static <R, T> Mono<Stretch<T>> stretch(
            Reading<R> reading, @Nullable Cursor after, Function<R, List<T>> rows) {
        return reading.page(after, STRETCH).map(page -> {
            var found = new ArrayList<T>(page.data().size());
            page.data().forEach(entry -> found.addAll(rows.apply(entry)));
            return new Stretch<>(found, page.nextCursor() == null ? null : Cursor.read(page.nextCursor()));
        });
    }

    private static <T> ResponseEntity<Flux<byte[]>> answer(
            Table<T> table, boolean asWorkbook, Flux<Stretch<T>> stretches) {
        String file = table.name() + (asWorkbook ? ".xlsx" : ".csv");
        return ResponseEntity.ok()
                .contentType(asWorkbook ? XLSX_TYPE : CSV_TYPE)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment().filename(file).build().toString())
                .body(Flux.defer(() ->
                        written(table, asWorkbook ? new Xlsx(table.name()) : new Csv(), stretches.map(Stretch::rows))));
    }

    private static boolean asksForWorkbook(ServerHttpRequest request) {
        return request.getHeaders().getAccept().stream()
                .filter(type -> type.includes(CSV_TYPE) || type.includes(XLSX_TYPE))
                .findFirst()
                .filter(type -> type.equalsTypeAndSubtype(XLSX_TYPE))
                .isPresent();
    }
}
