package io.duebook.platform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Rows to write, told by the features that own the tables and sent as one statement: each part is a data-modifying
 * query, and together they are one {@code with} (docs/decisions/0006). Every part sees the database as it was before
 * the statement, so no row may be touched by two parts; keys between them are checked at the end.
 *
 * <p>A part may use {@code :tenant}, {@code :now}, {@code :recorded_at}, {@code :actor}, {@code :client},
 * {@code :request} and {@code :acting_customer} freely; its own parameters carry the part's name in front, so that parts never collide.
 */
public final class Write {

    private static final Write NOTHING = new Write(List.of(), List.of(), List.of(), Instant.MIN);

    private final List<Part> parts;
    private final List<Behind<?, ?>> behind;
    private final List<Mono<Void>> hints;
    private final Instant recordedNotBefore;

    private Write(List<Part> parts, List<Behind<?, ?>> behind, List<Mono<Void>> hints, Instant recordedNotBefore) {
        this.parts = parts;
        this.behind = behind;
        this.hints = hints;
        this.recordedNotBefore = recordedNotBefore;
    }

    record Part(String name, String sql, Map<String, Object> parameters) {}

    private record Behind<T, R>(Aftermath<T, R> kind, List<R> rows) {}

    public static Write nothing() {
        return NOTHING;
    }

    /** One part; the text must be the same at every call, so that the server keeps one plan for it. */
    public static Builder part(String name, String sql) {
        return new Builder(name, sql);
    }

    public static Write all(Write... writes) {
        return new Write(
                List.of(writes).stream().flatMap(write -> write.parts.stream()).toList(),
                List.of(writes).stream().flatMap(write -> write.behind.stream()).toList(),
                List.of(writes).stream().flatMap(write -> write.hints.stream()).toList(),
                List.of(writes).stream()
                        .map(write -> write.recordedNotBefore)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN));
    }

    /**
     * The same rows, and they change what was recorded at this moment: the whole write is recorded then or later, however
     * far another server's clock was ahead, so that nobody learns of a change before what it changes.
     */
    public Write recordedNotBefore(Instant moment) {
        return new Write(parts, behind, hints, moment.isAfter(recordedNotBefore) ? moment : recordedNotBefore);
    }

    Instant recordedNotBefore() {
        return recordedNotBefore;
    }

    /** The same rows, and a hint to give once they can be seen. Nothing may depend on it: a crash loses it. */
    Write onceCommitted(Mono<Void> hint) {
        return new Write(
                parts, behind, Stream.concat(hints.stream(), Stream.of(hint)).toList(), recordedNotBefore);
    }

    /** The same rows, and what may have to be written about some of them behind. */
    public <T, R> Write with(Aftermath<T, R> kind, List<R> rows) {
        return rows.isEmpty()
                ? this
                : new Write(
                        parts,
                        Stream.concat(behind.stream(), Stream.of(new Behind<>(kind, List.copyOf(rows))))
                                .toList(),
                        hints,
                        recordedNotBefore);
    }

    boolean hasNothingBehind() {
        return behind.isEmpty();
    }

    /** What is to be written behind, all rows of one kind together. */
    Write behind(Function<Class<?>, Object> known) {
        return all(behind.stream()
                .map(Behind::kind)
                .distinct()
                .map(kind -> behind(kind, known))
                .toArray(Write[]::new));
    }

    @SuppressWarnings("unchecked")
    private <T, R> Write behind(Aftermath<T, R> kind, Function<Class<?>, Object> known) {
        List<R> rows = behind.stream()
                .filter(one -> one.kind().equals(kind))
                .flatMap(one -> ((Behind<T, R>) one).rows().stream())
                .toList();
        return kind.of(kind.given().cast(known.apply(kind.given())), rows);
    }

    List<Mono<Void>> hints() {
        return hints;
    }

    public Write and(Write other) {
        return all(this, other);
    }

    public boolean isNothing() {
        return parts.isEmpty();
    }

    String sql() {
        var names = new ArrayList<String>();
        parts.forEach(part -> {
            if (names.contains(part.name())) {
                throw new IllegalStateException("two parts of one write are called " + part.name());
            }
            names.add(part.name());
        });
        return parts.stream()
                .map(part -> part.name() + " as (" + part.sql().strip() + ")")
                .collect(Collectors.joining(",\n", "with ", "\nselect 1"));
    }

    Map<String, Object> parameters() {
        var all = new LinkedHashMap<String, Object>();
        parts.forEach(part -> all.putAll(part.parameters()));
        return all;
    }

    /** Collects the parameters of one part. */
    public static final class Builder {

        private final String name;
        private final String sql;
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        private Builder(String name, String sql) {
            this.name = name;
            this.sql = sql;
        }

        /** A parameter by its full name; never null: nullable values go into arrays. */
        public Builder bind(String parameter, Object value) {
            parameters.put(parameter, value);
            return this;
        }

        /** A column as an array, for {@code unnest}: one row or five thousand, the text stays the same. */
        public <R> Builder column(String parameter, Class<?> type, List<R> rows, Column<R> value) {
            Object array = java.lang.reflect.Array.newInstance(type, rows.size());
            for (int at = 0; at < rows.size(); at++) {
                java.lang.reflect.Array.set(array, at, value.of(rows.get(at)));
            }
            return bind(parameter, array);
        }

        public Write build() {
            return new Write(List.of(new Part(name, sql, Map.copyOf(parameters))), List.of(), List.of(), Instant.MIN);
        }
    }

    /** What a row has in a column; null where it has nothing. */
    @FunctionalInterface
    public interface Column<R> {
        @org.jspecify.annotations.Nullable
        Object of(R row);
    }
}
