package io.duebook.bench;

import io.duebook.bench.Load.Client;
import io.duebook.bench.Load.Workload;
import io.duebook.bench.Population.Customer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The same questions as plain SQL by JDBC: what somebody with a connection would write who wants today's figures and
 * nothing else. As the application's role, in a transaction bound to the tenant.
 */
final class Plain {

    private static final int ROWS = 50;

    private static final String TENANT = """
            select name, country, time_zone, locale, base_currency, policies::text, version
              from tenant
             where tenant_id = ?
            """;

    private static final String BALANCE = """
            select currency, sum(open), 0
              from open_item
             where tenant_id = ? and customer_id = ? and open > 0
             group by currency
            union all
            select currency, 0, sum(unapplied)
              from credit
             where tenant_id = ? and customer_id = ? and unapplied > 0
             group by currency
            """;

    private static final String OPEN_ITEMS = """
            select id, number, reference, currency, amount, open, issued_on, due_on, disputed
              from open_item
             where tenant_id = ? and customer_id = ? and open > 0
             order by due_on, issued_on, id
             limit %d
            """.formatted(ROWS);

    private static final String STATEMENT = """
            select currency, null as on_day, 'opening' as kind, null as id, sum(item_delta - credit_delta) as amount
              from movement
             where tenant_id = ? and customer_id = ? and accounting_on < ?
             group by currency
            union all
            select moved.currency, moved.accounting_on, moved.kind, coalesce(item.number, moved.credit_id::text),
                   moved.item_delta - moved.credit_delta
              from movement moved
              left join open_item item on item.tenant_id = ? and item.id = moved.item_id
             where moved.tenant_id = ? and moved.customer_id = ? and moved.accounting_on between ? and ?
               and moved.item_delta <> moved.credit_delta
             order by 1, 2 nulls first
            """;

    /** Five buckets of what is open, and what is unapplied beside them. */
    static final String AGING = """
            select currency, width_bucket(?::date - due_on, array[1, 31, 61, 91]) as bucket, count(*), sum(open)
              from open_item
             where tenant_id = ? and open > 0
             group by 1, 2
            union all
            select currency, -1, count(*), sum(unapplied)
              from credit
             where tenant_id = ? and unapplied > 0
             group by 1
            """;

    /** The same of another day, or as known then: every claim and credit is what had moved of it. */
    private static final String AGING_THEN = """
            select currency, width_bucket(?::date - due_on, array[1, 31, 61, 91]) as bucket, count(*), sum(open)
              from (select item.currency, item.due_on, sum(moved.item_delta) as open
                      from movement moved
                      join open_item item on item.tenant_id = moved.tenant_id and item.id = moved.item_id
                     where moved.tenant_id = ? and moved.accounting_on <= ? and moved.recorded_at <= ?
                     group by item.id, item.currency, item.due_on
                    having sum(moved.item_delta) <> 0) as open_then
             group by 1, 2
            union all
            select currency, -1, count(*), sum(unapplied)
              from (select currency, sum(credit_delta) as unapplied
                      from movement
                     where tenant_id = ? and accounting_on <= ? and recorded_at <= ? and credit_id is not null
                     group by credit_id, currency
                    having sum(credit_delta) <> 0) as unapplied_then
             group by 1
            """;

    private final Server server;
    private final String role;
    private final Population population;

    Plain(Server server, String role, Population population) {
        this.server = server;
        this.role = role;
        this.population = population;
    }

    Workload tenant() {
        return query(TENANT, customer -> List.of(customer.tenant()));
    }

    Workload balance() {
        return query(BALANCE, customer -> List.of(customer.tenant(), customer.id(), customer.tenant(), customer.id()));
    }

    Workload openItems() {
        return query(OPEN_ITEMS, customer -> List.of(customer.tenant(), customer.id()));
    }

    Workload statement() {
        LocalDate to = LocalDate.now(Calls.ZONE);
        LocalDate from = to.minusDays(90);
        return query(
                STATEMENT,
                customer -> List.of(
                        customer.tenant(),
                        customer.id(),
                        from,
                        customer.tenant(),
                        customer.tenant(),
                        customer.id(),
                        from,
                        to));
    }

    Workload aging(AsOf asOf) {
        return query(agingSql(asOf), customer -> agingOf(customer.tenant(), asOf));
    }

    private static String agingSql(AsOf asOf) {
        return asOf.isToday() ? AGING : AGING_THEN;
    }

    private static List<Object> agingOf(UUID tenant, AsOf asOf) {
        LocalDate day = asOf.day();
        Instant knownAt = asOf.knownAt();
        Object until = knownAt == null ? "infinity" : knownAt;
        return asOf.isToday() ? List.of(day, tenant, tenant) : List.of(day, tenant, day, until, tenant, day, until);
    }

    private Workload query(String sql, Function<Customer, List<Object>> parameters) {
        return () -> new Reader(server.connect(role), sql, parameters);
    }

    /** What the aging of a tenant comes to, as lines of currency, bucket, count and amount. */
    static List<String> aging(Server server, UUID tenant, AsOf asOf) throws SQLException {
        List<String> lines = new ArrayList<>();
        List<Object> values = agingOf(tenant, asOf);
        try (Connection connection = server.superuser();
                PreparedStatement query = connection.prepareStatement(agingSql(asOf))) {
            for (int at = 0; at < values.size(); at++) {
                query.setObject(at + 1, values.get(at).toString(), Types.OTHER);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    lines.add("%s %d %d %d"
                            .formatted(rows.getString(1), rows.getInt(2), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private final class Reader implements Client {

        private final Connection connection;
        private final PreparedStatement query;
        private final Function<Customer, List<Object>> parameters;

        Reader(Connection connection, String sql, Function<Customer, List<Object>> parameters) throws SQLException {
            this.connection = connection;
            this.parameters = parameters;
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            query = connection.prepareStatement(Floor.BIND + "; " + sql);
        }

        @Override
        public void call() throws SQLException {
            Customer customer = population.anyCustomer();
            query.setString(1, customer.tenant().toString());
            List<Object> values = parameters.apply(customer);
            for (int at = 0; at < values.size(); at++) {
                query.setString(at + 2, values.get(at).toString());
            }
            query.execute();
            query.getMoreResults();
            int read = 0;
            try (ResultSet rows = query.getResultSet()) {
                while (rows.next()) {
                    read++;
                }
            }
            connection.commit();
            if (read == 0) {
                throw new IllegalStateException("the plain query found nothing");
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
