package io.duebook.importing;

import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the books say of every day on which anything moved: by customer, by item, and by account of the journal. */
final class PastFigures {

    private static final String LEVELS = """
            with moved as (
                select accounting_on as on_day, customer_id || ' ' || currency || ' receivable' as what, item_delta as delta
                  from movement where tenant_id = ?
                union all
                select accounting_on, customer_id || ' ' || currency || ' unapplied', credit_delta
                  from movement where tenant_id = ?
                union all
                select value_on, 'item ' || item_id || ' by value', item_delta
                  from movement where tenant_id = ? and item_id is not null
                union all
                select e.accounting_on, t.currency || ' ' || t.debit_account, t.amount
                  from journal_entry e
                  join journal_transfer t on (t.tenant_id, t.entry_id) = (e.tenant_id, e.id)
                 where e.tenant_id = ?
                union all
                select e.accounting_on, t.currency || ' ' || t.credit_account, -t.amount
                  from journal_entry e
                  join journal_transfer t on (t.tenant_id, t.entry_id) = (e.tenant_id, e.id)
                 where e.tenant_id = ?
            ), changed as (
                select on_day, what, sum(delta) as delta from moved group by on_day, what having sum(delta) <> 0
            )
            select on_day || ' ' || what || ' ' || sum(delta) over (partition by what order by on_day) as level
              from changed
             order by what, on_day
            """;

    private PastFigures() {}

    static List<String> of(TestTenant tenant) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var settings = connection.createStatement();
                var query = connection.prepareStatement(LEVELS)) {
            // Nothing is known yet of rows just written: loops in loops would look cheap.
            settings.execute("set enable_nestloop = off");
            for (int at = 1; at <= 5; at++) {
                query.setObject(at, tenant.id().value());
            }
            var levels = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    levels.add(rows.getString("level"));
                }
            }
            return levels;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
