package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.Migration;
import io.duebook.scenario.TestBackend;
import io.duebook.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Claims and credit notes from before the books kept their rates. */
class OldClaimsTest {

    private static final String TENANT = "00000000-0000-7000-8000-000000000001";
    private static final String OTHER_TENANT = "00000000-0000-7000-8000-000000000002";

    @Test
    void areGivenTheirRatesAndTheIsolationStandsAgain() throws SQLException {
        TestDatabase database = TestDatabase.create("old_claims")
                .withRole(TestBackend.OWNER, TestBackend.OWNER)
                .withRole(TestBackend.APPLICATION, TestBackend.APPLICATION)
                .withRole(TestBackend.DIRECTORY, TestBackend.DIRECTORY);
        run(database, "alter database %s owner to %s".formatted(database.name(), TestBackend.OWNER));
        Flyway.configure()
                .dataSource(database.jdbcUrl(), TestBackend.OWNER, TestBackend.OWNER)
                .schemas("public")
                .table("schema_history")
                .target("074")
                .load()
                .migrate();
        for (String tenant : List.of(TENANT, OTHER_TENANT)) {
            run(database, OLD_ROWS.replace("<tenant>", tenant));
        }

        Migration.run(database.jdbcUrl(), TestBackend.OWNER, TestBackend.OWNER);

        assertThat(rows(database, """
                        select i.number || ': ' || string_agg((t->>'rate')::numeric::float || ' ' || (t->>'net') || ' '
                                   || (t->>'tax'), ', ' order by (t->>'rate')::numeric)
                          from open_item i, jsonb_array_elements(i.taxes) as t
                         where i.tenant_id = '%s'
                         group by i.number
                         order by i.number
                        """.formatted(TENANT))).containsExactly("A-1: 0 100 0, 19 100 19");
        assertThat(rows(
                        database,
                        "select rate::float || ' ' || net || ' ' || tax || ' ' || undone from claim_credited where tenant_id = '%s'"
                                .formatted(OTHER_TENANT)))
                .containsExactly("19 50 10 false");
        assertThat(rows(database, """
                        select relname from pg_class
                         where relkind = 'r'
                           and relrowsecurity
                           and not relforcerowsecurity
                        """)).isEmpty();
    }

    /** An invoice of two rates, an opening claim, a credit note that names the invoice twice and a void one. */
    private static final String OLD_ROWS = """
            insert into customer (tenant_id, id, name, kind, version, created_at, updated_at)
            values ('<tenant>', '00000000-0000-7000-8000-0000000000c1', 'Acme', 'business', 1, now(), now());
            insert into journal_entry (tenant_id, id, kind, source_kind, source_id, customer_id, value_on, accounting_on,
                                       recorded_at)
            values ('<tenant>', '00000000-0000-7000-8000-0000000000e1', 'credit_note', 'credit_note',
                    '00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-0000000000c1', '2026-01-02',
                    '2026-01-02', now());
            insert into invoice (tenant_id, id, customer_id, state, number, issue_date, due_date, currency, net, tax, total,
                                 opening, version, created_at, updated_at)
            select '<tenant>', id::uuid, '00000000-0000-7000-8000-0000000000c1', 'issued', number, '2026-01-01',
                   '2026-01-31', 'EUR', net, tax, net + tax, opening, 1, now(), now()
              from (values ('00000000-0000-7000-8000-0000000000a1', 'A-1', 200, 19, false),
                           ('00000000-0000-7000-8000-0000000000a2', 'A-2', 50, 0, true))
                as row (id, number, net, tax, opening);
            insert into invoice_tax (tenant_id, invoice_id, rate, customer_id, net, tax)
            select '<tenant>', '00000000-0000-7000-8000-0000000000a1', rate, '00000000-0000-7000-8000-0000000000c1', 100,
                   rate
              from (values (0), (19)) as row (rate);
            insert into open_item (tenant_id, id, customer_id, kind, number, currency, amount, open, issued_on, due_on)
            select tenant_id, id, customer_id, 'invoice', number, currency, total, total, issue_date, due_date
              from invoice
             where tenant_id = '<tenant>';
            insert into credit (tenant_id, id, customer_id, kind, currency, amount, unapplied, value_on)
            select '<tenant>', id::uuid, '00000000-0000-7000-8000-0000000000c1', 'credit_note', 'EUR', 60, 60, '2026-01-02'
              from (values ('00000000-0000-7000-8000-0000000000d1'), ('00000000-0000-7000-8000-0000000000d2'))
                as row (id);
            insert into credit_note (tenant_id, id, customer_id, state, number, issue_date, currency, net, tax, total,
                                     entry_id, version, created_at, updated_at)
            select '<tenant>', id::uuid, '00000000-0000-7000-8000-0000000000c1', state, number, '2026-01-02', 'EUR', 50, 10,
                   60, '00000000-0000-7000-8000-0000000000e1', 1, now(), now()
              from (values ('00000000-0000-7000-8000-0000000000d1', 'issued', 'C-1'),
                           ('00000000-0000-7000-8000-0000000000d2', 'void', 'C-2')) as row (id, state, number);
            insert into credit_note_share (tenant_id, credit_note_id, share, customer_id, item_id, rate, net, tax)
            select '<tenant>', id, share, customer_id, '00000000-0000-7000-8000-0000000000a1', 19, 25, 5
              from credit_note, (values (1), (2)) as part (share)
             where tenant_id = '<tenant>';
            """;

    private static void run(TestDatabase database, String sql) throws SQLException {
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(TestDatabase database, String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
