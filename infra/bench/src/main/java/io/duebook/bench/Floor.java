package io.duebook.bench;

import io.duebook.bench.Load.Client;
import io.duebook.bench.Load.Workload;
import io.duebook.bench.Population.Customer;
import io.duebook.bench.Population.Payable;
import io.duebook.bench.Recording.Change;
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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows that a command of the API writes, by JDBC and plain inserts, as the application's role, in one
 * transaction of a stated number of round trips. It decides nothing, checks nothing and answers nobody: what is left is
 * what PostgreSQL takes for these rows.
 */
final class Floor implements Workload {

    /** Sent together with the first statement that needs it; before it the driver sends begin, and waits. */
    static final String BIND = "select set_config('app.tenant_id', ?, true), set_config('app.customer_id', '*', true)";

    private final Server server;
    private final String role;
    private final Population population;
    private final List<Trip> trips;
    private final int newIds;
    private final boolean needsItem;

    private Floor(Server server, String role, Population population, Recording recording, List<Trip> trips) {
        this.server = server;
        this.role = role;
        this.population = population;
        this.trips = trips;
        this.newIds = recording.newIds();
        this.needsItem = trips.stream().flatMap(trip -> trip.values().stream()).anyMatch(OfItem.class::isInstance);
    }

    /** What goes to the server at once, before anything is awaited. Begin and commit are one more each. */
    record Trip(String sql, List<Value> values) {}

    /**
     * An invoice in seven: begin, tenant and key, customer, journal, number, everything that carries the number, commit. The
     * number comes as late as it can, since its row is what all of a tenant's invoices wait for.
     */
    static Floor ofInvoice(Server server, String role, Population population, Recording recording) {
        var left = new Left(recording);
        List<Trip> trips = List.of(
                bindAnd(left.take(Set.of("idempotency"))),
                new Trip(
                        "select name, archived_at from customer where tenant_id = ? and id = ?",
                        List.of(new OfTenant(), new OfCustomer())),
                left.take(Set.of("journal_entry", "journal_transfer")),
                left.take(Set.of("number_series")),
                left.takeAll());
        return new Floor(server, role, population, recording, trips);
    }

    /**
     * A payment that settles a part of one open item in nine: begin, tenant and key, lock of the customer, the item,
     * payment and credit, journal, what moved, event, commit.
     */
    static Floor ofPayment(Server server, String role, Population population, Recording recording) {
        var left = new Left(recording);
        List<Trip> trips = List.of(
                bindAnd(left.take(Set.of("idempotency"))),
                new Trip(
                        "select name, archived_at from customer where tenant_id = ? and id = ? for no key update",
                        List.of(new OfTenant(), new OfCustomer())),
                new Trip(
                        "select currency, amount, open from open_item where tenant_id = ? and id = ?",
                        List.of(new OfTenant(), new OfItem())),
                left.take(Set.of("payment", "credit")),
                left.take(Set.of("journal_entry", "journal_transfer")),
                left.take(Set.of("movement", "open_item")),
                left.takeAll());
        return new Floor(server, role, population, recording, trips);
    }

    private static Trip bindAnd(Trip first) {
        List<Value> values = new ArrayList<>(List.of(new OfTenant()));
        values.addAll(first.values());
        return new Trip(BIND + "; " + first.sql(), values);
    }

    /** The recorded rows that no trip has taken yet. */
    private static final class Left {

        private final List<Change> changes;

        Left(Recording recording) {
            changes = new ArrayList<>(recording.changes());
        }

        /** Of tables that take part at all; one that a later schema drops must be taken out here, too. */
        Trip take(Set<String> tables) {
            Trip trip = take(change -> tables.contains(change.table().name()));
            Set<String> missing = new HashSet<>(tables);
            missing.removeIf(table -> trip.sql().contains("\"" + table + "\""));
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "the API no longer writes " + missing + ": the floor must be laid anew");
            }
            return trip;
        }

        Trip takeAll() {
            return take(change -> true);
        }

        private Trip take(Predicate<Change> wanted) {
            List<Change> taken = changes.stream().filter(wanted).toList();
            changes.removeAll(taken);
            List<Value> values = new ArrayList<>();
            String sql = taken.stream().map(change -> sql(change, values)).collect(Collectors.joining("; "));
            return new Trip(sql, List.copyOf(values));
        }

        private static String sql(Change change, List<Value> values) {
            return switch (change) {
                case Insert insert -> {
                    values.addAll(insert.values().values());
                    yield "insert into \"%s\" (%s) values (%s)"
                            .formatted(
                                    insert.table().name(),
                                    insert.values().keySet().stream()
                                            .map("\"%s\""::formatted)
                                            .collect(Collectors.joining(", ")),
                                    String.join(
                                            ", ",
                                            java.util.Collections.nCopies(
                                                    insert.values().size(), "?")));
                }
                case Update update -> {
                    List<String> set = new ArrayList<>();
                    update.added()
                            .forEach((column, delta) ->
                                    set.add("\"%s\" = \"%s\" + (%d)".formatted(column, column, delta)));
                    update.set().forEach((column, value) -> {
                        set.add("\"%s\" = ?".formatted(column));
                        values.add(value);
                    });
                    String key = update.key().keySet().stream()
                            .map("\"%s\" = ?"::formatted)
                            .collect(Collectors.joining(" and "));
                    values.addAll(update.key().values());
                    yield "update \"%s\" set %s where %s"
                            .formatted(update.table().name(), String.join(", ", set), key);
                }
            };
        }
    }

    @Override
    public Client open() throws SQLException {
        Connection connection = server.connect(role);
        connection.setAutoCommit(false);
        List<PreparedStatement> prepared = new ArrayList<>();
        for (Trip trip : trips) {
            prepared.add(connection.prepareStatement(trip.sql()));
        }
        return new Writer(connection, prepared);
    }

    private final class Writer implements Client {

        private final Connection connection;
        private final List<PreparedStatement> prepared;

        Writer(Connection connection, List<PreparedStatement> prepared) {
            this.connection = connection;
            this.prepared = prepared;
        }

        @Override
        public void call() throws SQLException {
            Target target = target();
            try {
                for (int at = 0; at < prepared.size(); at++) {
                    run(prepared.get(at), trips.get(at).values(), target);
                }
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        }

        private void run(PreparedStatement statement, List<Value> values, Target target) throws SQLException {
            for (int at = 0; at < values.size(); at++) {
                statement.setString(at + 1, target.text(values.get(at)));
            }
            statement.execute();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private Target target() {
        UUID[] ids = new UUID[newIds];
        Arrays.setAll(ids, at -> Ids.next());
        String now = OffsetDateTime.now(ZoneOffset.UTC).toString();
        if (needsItem) {
            Payable payable = population.nextPayable();
            return new Target(payable.customer(), payable.item(), ids, population.nextNumber(), now);
        }
        return new Target(population.anyCustomer(), null, ids, population.nextNumber(), now);
    }

    /** For whom the rows are written this time. */
    private record Target(Customer customer, @Nullable UUID item, UUID[] ids, String number, String now) {

        @Nullable
        String text(Value value) {
            return switch (value) {
                case Fixed fixed -> fixed.text();
                case OfTenant ofTenant -> customer.tenant().toString();
                case OfCustomer ofCustomer -> customer.id().toString();
                case OfCustomerShown ofCustomerShown -> customer.shown();
                case OfItem ofItem -> String.valueOf(item);
                case NewId id -> ids[id.at()].toString();
                case NewIdShown id -> Ids.shown(id.prefix(), ids[id.at()]);
                case NewNumber newNumber -> number;
                case NewKey newKey -> ids[0].toString();
                case Now anyMoment -> now;
            };
        }
    }

    /** The rows a command changes that belong to the tenant and not to a document, such as its number series. */
    static Map<String, List<Update>> shared(Recording recording) {
        return recording.updates().stream()
                .filter(update -> update.key().values().stream().noneMatch(OfItem.class::isInstance))
                .collect(Collectors.groupingBy(update -> update.table().name()));
    }
}
