package io.duebook.platform;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The first readings of one connection, each prepared under a name when it is asked first. What is only executed may
 * travel in the message that begins a transaction, and is not planned anew each time.
 */
final class PreparedReadings {

    /** A name, but not the second colon of a cast. */
    private static final Pattern NAMED = Pattern.compile("(?<!:):([a-z_]+)");

    private static final String TENANT = "tenant";

    private final Connection connection;
    private final Map<String, Prepared> bySql = new ConcurrentHashMap<>();
    /** A name that was given up half-way is not given again. */
    private final AtomicInteger named = new AtomicInteger();

    PreparedReadings(Connection connection) {
        this.connection = connection;
    }

    /** @param names of the parameters, in their order */
    private record Prepared(String name, List<String> names) {

        /** Only parsed values get into the text, so nothing can be injected by it. */
        String execution(UUID tenant, Map<String, Object> values) {
            return names.stream()
                    .map(parameter -> literal(parameter.equals(TENANT) ? tenant : values.get(parameter)))
                    .collect(Collectors.joining(", ", "execute " + name + "(", ")"));
        }

        private static String literal(@Nullable Object value) {
            return switch (value) {
                case null -> throw new IllegalArgumentException("a first reading names a value it does not give");
                case UUID id -> "'" + id + "'";
                case LocalDate day -> "'" + day + "'";
                case Instant moment -> "'" + moment + "'";
                case Boolean fact -> fact.toString();
                default -> throw new IllegalArgumentException("not put into a text: " + value.getClass());
            };
        }
    }

    /** What executes a reading for this tenant. The first time on this connection it is prepared before, outside of any transaction. */
    Mono<String> execution(FirstReading<?> reading, UUID tenant) {
        Prepared known = bySql.get(reading.sql());
        return (known == null ? prepare(reading.sql()) : Mono.just(known))
                .map(prepared -> prepared.execution(tenant, reading.values()));
    }

    private Mono<Prepared> prepare(String sql) {
        var names = new ArrayList<String>();
        String numbered = NAMED.matcher(sql).replaceAll(found -> {
            if (!names.contains(found.group(1))) {
                names.add(found.group(1));
            }
            return Matcher.quoteReplacement("$" + (names.indexOf(found.group(1)) + 1));
        });
        var prepared = new Prepared("first_reading_" + named.incrementAndGet(), List.copyOf(names));
        // The driver would take the parameters for its own, were they not within a text.
        return Flux.from(connection
                        .createStatement("do $do$ begin execute $sql$prepare %s as %s$sql$; end $do$"
                                .formatted(prepared.name(), numbered))
                        .execute())
                .flatMap(Result::getRowsUpdated)
                .then(Mono.fromSupplier(() -> {
                    bySql.put(sql, prepared);
                    return prepared;
                }));
    }
}
