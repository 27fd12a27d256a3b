package io.duebook.bench;

import io.duebook.bench.Wire.Asked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How PostgreSQL goes about the statements that the backend really sent, as the application's role with row-level
 * security on: with the values that were sent, and as the plan that serves any value.
 */
final class Plans {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Below that reading the whole table is as good as anything. */
    private static final long BIG_TABLE_ROWS = 1_000;

    private static final List<String> MODES = List.of("force_custom_plan", "force_generic_plan");

    private final Server server;

    Plans(Server server) {
        this.server = server;
    }

    /**
     * One statement's plans.
     *
     * @param faults of either plan: whole big tables read, or a search without the tenant
     */
    record Plan(String name, String sql, List<String> texts, List<String> faults) {}

    /** The statements among what was asked that say something of tables, each once, in the order of asking. */
    List<Plan> of(UUID tenant, Map<String, List<Asked>> calls) throws SQLException {
        Map<String, Plan> plans = new LinkedHashMap<>();
        Map<String, Long> sizes = sizes();
        try (Connection connection = server.database().as(Server.APPLICATION).getConnection()) {
            connection.setAutoCommit(false);
            for (var call : calls.entrySet()) {
                for (Asked asked : call.getValue()) {
                    if (isAboutTables(asked.sql()) && !plans.containsKey(asked.sql())) {
                        plans.put(asked.sql(), plan(connection, tenant, call.getKey(), asked, sizes));
                    }
                }
            }
        }
        return List.copyOf(plans.values());
    }

    private static boolean isAboutTables(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return line.startsWith("select ") ? line.contains(" from ") : line.matches("(with|insert|update|delete) .*");
    }

    private Map<String, Long> sizes() throws SQLException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Connection connection = server.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select relname, reltuples::bigint from pg_class where relkind = 'r'")) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }

    private static Plan plan(Connection connection, UUID tenant, String name, Asked asked, Map<String, Long> sizes)
            throws SQLException {
        List<String> texts = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '%s', true), set_config('app.customer_id', '*', true)"
                    .formatted(tenant));
            statement.execute("prepare asked%s as %s".formatted(types(connection, asked.types()), asked.sql()));
            for (String mode : MODES) {
                statement.execute("set local plan_cache_mode = " + mode);
                texts.add(explained(statement, "", asked));
                JsonNode found = JSON.readTree(explained(statement, "(format json)", asked));
                faults(found.path(0).path("Plan"), sizes, faults);
            }
        } finally {
            connection.rollback();
            try (Statement statement = connection.createStatement()) {
                statement.execute("deallocate all");
            }
            connection.commit();
        }
        return new Plan(name, asked.sql(), texts, faults.stream().distinct().toList());
    }

    private static String types(Connection connection, int[] types) throws SQLException {
        if (types.length == 0) {
            return "";
        }
        List<String> names = new ArrayList<>();
        for (int type : types) {
            try (PreparedStatement query = connection.prepareStatement("select format_type(?::oid, null)")) {
                query.setLong(1, type);
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    names.add(type == 0 ? "unknown" : rows.getString(1));
                }
            }
        }
        return "(" + String.join(", ", names) + ")";
    }

    private static String explained(Statement statement, String form, Asked asked) throws SQLException {
        String values = asked.types().length == 0
                ? ""
                : IntStream.range(0, asked.types().length)
                        .mapToObj(at -> literal(asked.values().get(at)))
                        .collect(Collectors.joining(", ", "(", ")"));
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("explain %s execute asked%s".formatted(form, values))) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return String.join("\n", lines);
    }

    private static String literal(@Nullable String value) {
        return value == null ? "null" : "'" + value.replace("'", "''") + "'";
    }

    /** Walks the plan: no big table is read whole, and no index searched for other tenants' rows as well. */
    private static void faults(JsonNode node, Map<String, Long> sizes, List<String> faults) {
        String kind = node.path("Node Type").asString("");
        String table = node.path("Relation Name").asString("");
        if (kind.equals("Seq Scan") && sizes.getOrDefault(table, 0L) > BIG_TABLE_ROWS) {
            faults.add("reads all of " + table);
        }
        if (Set.of("Index Scan", "Index Only Scan", "Bitmap Index Scan").contains(kind)
                && !node.path("Index Cond").asString("").contains("tenant_id")) {
            faults.add("searches " + node.path("Index Name").asString("") + " without the tenant");
        }
        for (JsonNode child : node.path("Plans")) {
            faults(child, sizes, faults);
        }
    }

    static String indented(String plan) {
        return Arrays.stream(plan.split("\n")).map(line -> "    " + line).collect(Collectors.joining("\n"));
    }
}
