package io.duebook.bench;

import io.duebook.bench.Population.Customer;
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
import io.duebook.bench.Recording.Update;
import io.duebook.bench.Recording.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fills books quickly: what the API wrote for one customer is written again for many, a million times if need be, by one
 * insert a table. The copies balance because the original does. Keys of requests and events are left out: they are not
 * books, and a backend would set to work on them.
 */
final class Copies implements AutoCloseable {

    private static final Set<String> NOT_BOOKS =
            Set.of("idempotency", "event", "event_number", "event_reader", "number_series");

    private final Connection connection;
    private int stories;

    Copies(Server server) throws SQLException {
        connection = server.superuser();
        connection.setAutoCommit(false);
        // Foreign keys are checked by triggers, which this switches off: the rows are copies of ones that passed.
        run("set session_replication_role = replica");
        run("set synchronous_commit = off");
        run("set work_mem = '64MB'");
    }

    /** Writes the customers themselves, and remembers them as those the next copies are for. */
    void customers(List<Customer> customers, Recording recording) throws SQLException {
        run("drop table if exists owner");
        run(
                "create temporary table owner (at bigint primary key, tenant_id uuid, customer_id uuid, customer_shown text)");
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into owner select * from unnest(?::bigint[], ?::uuid[], ?::uuid[], ?::text[])")) {
            insert.setArray(
                    1,
                    array("bigint", IntStream.range(0, customers.size()).boxed().toArray()));
            insert.setArray(
                    2, array("uuid", customers.stream().map(Customer::tenant).toArray()));
            insert.setArray(
                    3, array("uuid", customers.stream().map(Customer::id).toArray()));
            insert.setArray(
                    4, array("text", customers.stream().map(Customer::shown).toArray()));
            insert.executeUpdate();
        }
        run("analyze owner");
        write(recording, "(select *, customer_id as id0, null::text as number from owner)");
    }

    private java.sql.Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** Writes a story so many times, for each of the customers in turn. */
    void write(Recording story, int times) throws SQLException {
        String ids = IntStream.range(0, story.newIds())
                .mapToObj(at -> ", uuidv7() as id" + at)
                .collect(Collectors.joining());
        run("drop table if exists stage");
        run("""
                create temporary table stage as
                select owner.tenant_id, owner.customer_id, owner.customer_shown,
                       'S%d-' || lpad(n::text, 7, '0') as number%s
                  from generate_series(1, %d) as n
                  join owner on owner.at = n %% (select count(*) from owner)
                 order by n
                """.formatted(stories++, ids, times));
        write(story, "stage");
    }

    private void write(Recording recording, String source) throws SQLException {
        for (Insert insert : recording.inserts()) {
            if (!NOT_BOOKS.contains(insert.table().name())) {
                Map<String, Value> values = insert.values();
                run("insert into \"%s\" (%s) select %s from %s as copy"
                        .formatted(
                                insert.table().name(),
                                values.keySet().stream()
                                        .map("\"%s\""::formatted)
                                        .collect(Collectors.joining(", ")),
                                insert.table().columns().stream()
                                        .filter(column -> values.containsKey(column.name()))
                                        .map(column -> expression(column, values))
                                        .collect(Collectors.joining(", ")),
                                source));
            }
        }
    }

    /** What belongs to a day was recorded on it, so that books look lived in when they are asked what was known then. */
    private static String expression(Column column, Map<String, Value> values) {
        return column.name().equals("recorded_at") && values.get("accounting_on") instanceof Fixed(String day)
                ? "least(now(), ('%s'::date + time '12:00') at time zone '%s')".formatted(day, Calls.ZONE)
                : expression(java.util.Objects.requireNonNull(values.get(column.name())), column.type());
    }

    private static String expression(Value value, String type) {
        return switch (value) {
            case Fixed fixed -> {
                String text = fixed.text();
                yield text == null ? "null" : "'%s'::%s".formatted(text.replace("'", "''"), type);
            }
            case OfTenant ofTenant -> "copy.tenant_id";
            case OfCustomer ofCustomer -> "copy.customer_id";
            case OfCustomerShown ofCustomerShown -> "copy.customer_shown";
            case NewId id -> "copy.id" + id.at();
            // Only to be read by people.
            case NewIdShown id -> "'%s' || copy.id%d".formatted(id.prefix(), id.at());
            case NewNumber newNumber -> "copy.number";
            case Now now -> "now()";
            case OfItem ofItem -> throw new IllegalStateException("a story begins with its own items");
            case NewKey newKey -> throw new IllegalStateException("keys are not copied");
        };
    }

    /** Gives each tenant its own of a row that the recorded command found and changed, such as a number series. */
    void shared(List<Update> updates, UUID recorded, List<UUID> tenants) throws SQLException {
        for (Update update : updates) {
            String columns = update.table().columns().stream()
                    .map(column -> "\"%s\"".formatted(column.name()))
                    .collect(Collectors.joining(", "));
            try (PreparedStatement insert = connection.prepareStatement(
                    """
                    insert into "%1$s" (%2$s)
                    select %3$s from "%1$s" as one cross join unnest(?::uuid[]) as other (id) where one.tenant_id = ?
                    on conflict do nothing
                    """.formatted(update.table().name(), columns, columns.replace("\"tenant_id\"", "other.id")))) {
                insert.setArray(1, array("uuid", tenants.toArray()));
                insert.setObject(2, recorded);
                insert.executeUpdate();
            }
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Commits; from now on the planner knows the rows. */
    void done() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        run("vacuum analyze");
        run("checkpoint");
        connection.setAutoCommit(false);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
