package io.duebook.bench;

import io.duebook.bench.Population.Customer;
import io.duebook.bench.Recording.Change;
import io.duebook.bench.Recording.Column;
import io.duebook.bench.Recording.Fixed;
import io.duebook.bench.Recording.Insert;
import io.duebook.bench.Recording.NewId;
import io.duebook.bench.Recording.NewIdShown;
import io.duebook.bench.Recording.NewKey;
import io.duebook.bench.Recording.NewNumber;
import io.duebook.bench.Recording.Now;
import io.duebook.bench.Recording.OfCustomer;
import io.duebook.bench.Recording.OfCustomerShown;
import io.duebook.bench.Recording.OfItem;
import io.duebook.bench.Recording.OfTenant;
import io.duebook.bench.Recording.Table;
import io.duebook.bench.Recording.Update;
import io.duebook.bench.Recording.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches what a command of the API writes: all rows of the tenant before and after, of those the ones that its
 * transaction touched. Nobody has to say here what an invoice consists of, so the floor follows the schema by itself.
 */
final class Recorder {

    private static final Set<String> WHOLE_NUMBERS = Set.of("bigint", "integer", "smallint");

    private final Server server;
    private final List<Table> tables;

    private Recorder(Server server, List<Table> tables) {
        this.server = server;
        this.tables = tables;
    }

    static Recorder of(Server server) throws SQLException {
        try (Connection connection = server.superuser()) {
            return new Recorder(server, inOrderOfForeignKeys(connection, tables(connection)));
        }
    }

    /** Commands to be recorded; each returns its idempotency key. */
    interface Commands {
        Told run() throws Exception;
    }

    /**
     * What the commands did, as far as their rows do not tell.
     *
     * @param number of the document they made, if any
     * @param item the open item they found, if any
     */
    record Told(
            List<String> keys,
            @Nullable String number,
            @Nullable UUID item) {}

    /** Runs the commands alone and keeps what they wrote; in order of foreign keys. */
    Recording record(Customer customer, Commands commands) throws Exception {
        Map<String, Map<String, Row>> before = rows(customer.tenant());
        Told told = commands.run();
        Map<String, Map<String, Row>> after = rows(customer.tenant());
        Set<String> transactions = transactions(customer.tenant(), told.keys());
        Set<String> known = uuids(before);
        var meaning = new Meaning(customer, told, known);
        List<Change> changes = new ArrayList<>();
        for (Table table : tables) {
            Map<String, Row> earlier = Objects.requireNonNull(before.get(table.name()));
            Objects.requireNonNull(after.get(table.name())).forEach((key, row) -> {
                if (transactions.contains(row.writtenBy())) {
                    Row old = earlier.get(key);
                    changes.add(old == null ? insert(table, row, meaning) : update(table, old, row, meaning));
                }
            });
        }
        return new Recording(List.copyOf(changes), meaning.newIds.size());
    }

    private static Insert insert(Table table, Row row, Meaning meaning) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            // The transaction's own number is the server's to say.
            if (!column.type().equals("xid8")) {
                values.put(column.name(), meaning.of(column, row.values().get(column.name())));
            }
        }
        return new Insert(table, values);
    }

    private static Update update(Table table, Row old, Row row, Meaning meaning) {
        Map<String, Value> key = new LinkedHashMap<>();
        Map<String, Value> set = new LinkedHashMap<>();
        Map<String, Long> added = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            String was = old.values().get(column.name());
            String is = row.values().get(column.name());
            if (table.key().contains(column.name())) {
                key.put(column.name(), meaning.of(column, is));
            } else if (!Objects.equals(was, is)) {
                if (WHOLE_NUMBERS.contains(column.type()) && was != null && is != null) {
                    added.put(column.name(), Long.parseLong(is) - Long.parseLong(was));
                } else {
                    set.put(column.name(), meaning.of(column, is));
                }
            }
        }
        return new Update(table, key, set, added);
    }

    /** Finds in a value what of the command's own it stands for. */
    private static final class Meaning {

        private final Customer customer;
        private final Told told;
        private final Set<String> known;
        private final Map<String, Integer> newIds = new HashMap<>();

        Meaning(Customer customer, Told told, Set<String> known) {
            this.customer = customer;
            this.told = told;
            this.known = known;
        }

        Value of(Column column, @Nullable String text) {
            if (text == null) {
                return new Fixed(null);
            }
            if (column.type().equals("uuid")) {
                return ofUuid(text);
            }
            if (column.type().startsWith("timestamp")) {
                return new Now();
            }
            if (!column.type().equals("text")) {
                return new Fixed(text);
            }
            if (told.keys().contains(text)) {
                return new NewKey();
            }
            if (text.equals(told.number())) {
                return new NewNumber();
            }
            if (text.equals(customer.shown()) || text.equals(customer.id().toString())) {
                return new OfCustomerShown();
            }
            return ofShownId(text);
        }

        private Value ofUuid(String text) {
            if (text.equals(customer.tenant().toString())) {
                return new OfTenant();
            }
            if (text.equals(customer.id().toString())) {
                return new OfCustomer();
            }
            if (told.item() != null && text.equals(told.item().toString())) {
                return new OfItem();
            }
            return known.contains(text) ? new Fixed(text) : new NewId(numberOf(text));
        }

        private Value ofShownId(String text) {
            if (!text.matches("[a-z]{3}_[0-9a-z]{26}")) {
                return new Fixed(text);
            }
            String id = Ids.read(text).toString();
            boolean isNew = !known.contains(id);
            return isNew ? new NewIdShown(text.substring(0, 4), numberOf(id)) : new Fixed(text);
        }

        private int numberOf(String id) {
            return newIds.computeIfAbsent(id, first -> newIds.size());
        }
    }

    /** @param writtenBy the transaction that wrote this version of the row */
    private record Row(Map<String, @Nullable String> values, String writtenBy) {}

    private Map<String, Map<String, Row>> rows(UUID tenant) throws SQLException {
        Map<String, Map<String, Row>> all = new LinkedHashMap<>();
        try (Connection connection = server.superuser()) {
            for (Table table : tables) {
                all.put(table.name(), rows(connection, table, tenant));
            }
        }
        return all;
    }

    private static Map<String, Row> rows(Connection connection, Table table, UUID tenant) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> "\"%s\"::text".formatted(column.name()))
                .collect(Collectors.joining(", "));
        String order = table.key().stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
        Map<String, Row> found = new LinkedHashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select %s, xmin::text from \"%s\" where tenant_id = ? order by %s"
                        .formatted(columns, table.name(), order))) {
            query.setObject(1, tenant);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Map<String, @Nullable String> values = new HashMap<>();
                    for (int at = 0; at < table.columns().size(); at++) {
                        values.put(table.columns().get(at).name(), rows.getString(at + 1));
                    }
                    String key = table.key().stream()
                            .map(name -> String.valueOf(values.get(name)))
                            .collect(Collectors.joining("|"));
                    found.put(
                            key, new Row(values, rows.getString(table.columns().size() + 1)));
                }
            }
        }
        return found;
    }

    private Set<String> uuids(Map<String, Map<String, Row>> rows) {
        Set<String> found = new HashSet<>();
        for (Table table : tables) {
            for (Column column : table.columns()) {
                if (column.type().equals("uuid")) {
                    for (Row row :
                            Objects.requireNonNull(rows.get(table.name())).values()) {
                        found.add(String.valueOf(row.values().get(column.name())));
                    }
                }
            }
        }
        return found;
    }

    /** The transactions that kept these keys: a command writes its key where it writes everything else. */
    private Set<String> transactions(UUID tenant, List<String> keys) throws SQLException {
        Set<String> found = new HashSet<>();
        try (Connection connection = server.superuser();
                PreparedStatement query = connection.prepareStatement(
                        "select xmin::text from idempotency where tenant_id = ? and key = any(?)")) {
            query.setObject(1, tenant);
            query.setArray(2, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        if (found.size() != keys.size()) {
            throw new IllegalStateException("not every recorded command kept its key");
        }
        return found;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        Map<String, List<String>> keys = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select t.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnum = any(k.conkey)
                          from pg_class t
                          join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                          join pg_constraint k on k.conrelid = t.oid and k.contype = 'p'
                         where t.relnamespace = 'public'::regnamespace
                           and t.relkind in ('r', 'p')
                           and not t.relispartition
                           and a.attgenerated = ''
                           and exists (select from pg_attribute own
                                        where own.attrelid = t.oid and own.attname = 'tenant_id')
                         order by t.relname, a.attnum
                        """)) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                        .add(new Column(rows.getString(2), rows.getString(3)));
                if (rows.getBoolean(4)) {
                    keys.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return columns.entrySet().stream()
                .map(table ->
                        new Table(table.getKey(), table.getValue(), Objects.requireNonNull(keys.get(table.getKey()))))
                .toList();
    }

    /** A table comes after those its rows refer to. */
    private static List<Table> inOrderOfForeignKeys(Connection connection, List<Table> tables) throws SQLException {
        Map<String, Set<String>> needs = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select conrelid::regclass::text, confrelid::regclass::text
                          from pg_constraint
                         where contype = 'f' and conrelid <> confrelid
                        """)) {
            while (rows.next()) {
                needs.computeIfAbsent(rows.getString(1), table -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
        List<Table> left = new ArrayList<>(tables);
        List<Table> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> waiting = left.stream().map(Table::name).collect(Collectors.toSet());
            List<Table> ready = left.stream()
                    .filter(table ->
                            needs.getOrDefault(table.name(), Set.of()).stream().noneMatch(waiting::contains))
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalStateException("foreign keys in a circle: " + waiting);
            }
            ordered.addAll(ready);
            left.removeAll(ready);
        }
        return List.copyOf(ordered);
    }
}
