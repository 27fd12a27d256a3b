package io.duebook.audit;

import io.duebook.shared.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Asks every pass about all of a tenant's books at once, from outside the application. */
public final class Audited {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):(tenant|keys|after|most)\\b");

    private Audited() {}

    /** What is wrong, as pass, subject and what was expected; empty where the books are clean. */
    public static List<String> findings(DataSource database, TenantId tenant) {
        try (var connection = database.getConnection()) {
            return findings(connection, tenant);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static List<String> findings(Connection connection, TenantId tenant) throws SQLException {
        var found = new ArrayList<String>();
        try (var settings = connection.createStatement()) {
            settings.execute("set jit = off");
            for (Spine spine : Spine.values()) {
                List<String> keys = keys(connection, spine, tenant);
                if (!keys.isEmpty()) {
                    for (Pass pass : Passes.along(spine)) {
                        found.addAll(ask(connection, pass, tenant, keys));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> keys(Connection connection, Spine spine, TenantId tenant) throws SQLException {
        var keys = new ArrayList<String>();
        ask(connection, spine.next(), tenant, List.of(), spine.first(), row -> keys.add(row[0]), "key");
        return keys;
    }

    private static List<String> ask(Connection connection, Pass pass, TenantId tenant, List<String> keys)
            throws SQLException {
        var found = new ArrayList<String>();
        ask(
                connection,
                pass.sql(),
                tenant,
                keys,
                "",
                row -> found.add("%s.%s of %s: expected %s, found %s"
                        .formatted(pass.name(), row[1], pass.spine().subject(row[0]), row[2], row[3])),
                "key",
                "rule",
                "expected",
                "found");
        return found;
    }

    private interface Taking {
        void take(String[] row);
    }

    private static void ask(
            Connection connection,
            String sql,
            TenantId tenant,
            List<String> keys,
            String after,
            Taking taking,
            String... columns)
            throws SQLException {
        var names = new ArrayList<String>();
        Matcher named = PARAMETER.matcher(sql);
        var text = new StringBuilder();
        while (named.find()) {
            names.add(named.group(1));
            named.appendReplacement(text, "?");
        }
        named.appendTail(text);
        try (var query = connection.prepareStatement(text.toString())) {
            for (int at = 0; at < names.size(); at++) {
                switch (names.get(at)) {
                    case "tenant" -> query.setObject(at + 1, tenant.value());
                    case "keys" -> query.setArray(at + 1, connection.createArrayOf("text", keys.toArray()));
                    case "after" -> query.setString(at + 1, after);
                    default -> query.setInt(at + 1, Integer.MAX_VALUE);
                }
            }
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var row = new String[columns.length];
                    for (int column = 0; column < columns.length; column++) {
                        row[column] = rows.getString(columns[column]);
                    }
                    taking.take(row);
                }
            }
        }
    }
}
