package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.TenantId;
import io.duebook.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks a tenant's projections against its journal, from outside the application and past its isolation. */
public final class Books {

    private static final String DIFFERENCES = """
            with sub_ledger as (
                select customer_id, currency, sum(item_delta) as receivable, sum(credit_delta) as unapplied
                  from movement
                 where tenant_id = ?
                 group by customer_id, currency),
            sides as (
                select customer_id, currency, debit_account as account, amount from journal_transfer where tenant_id = ?
                union all
                select customer_id, currency, credit_account, -amount from journal_transfer where tenant_id = ?),
            journal as (
                select customer_id, currency,
                       coalesce(sum(amount) filter (where account = 'receivable'), 0) as receivable,
                       -coalesce(sum(amount) filter (where account = 'unapplied'), 0) as unapplied
                  from sides
                 group by customer_id, currency)
            select 'journal and movements differ for ' || coalesce(s.customer_id, j.customer_id)
              from sub_ledger s
              full join journal j using (customer_id, currency)
             where (s.receivable, s.unapplied) is distinct from (j.receivable, j.unapplied)
            union all
            select 'open item ' || i.number || ' says ' || i.open
              from open_item i
             where i.tenant_id = ?
               and i.open <> (select coalesce(sum(m.item_delta), 0) from movement m
                               where m.tenant_id = i.tenant_id and m.item_id = i.id)
            union all
            select 'credit ' || c.id || ' says ' || c.unapplied
              from credit c
             where c.tenant_id = ?
               and c.unapplied <> (select coalesce(sum(m.credit_delta), 0) from movement m
                                    where m.tenant_id = c.tenant_id and m.credit_id = c.id)
            union all
            select 'on ' || on_day || ' item ' || item_id || ' is negative'
              from (select item_id, accounting_on as on_day,
                           sum(sum(item_delta)) over (partition by item_id order by accounting_on) as level
                      from movement
                     where tenant_id = ? and item_id is not null
                     group by item_id, accounting_on) days
             where level < 0
            """;

    private Books() {}

    /** Fails with every difference between what is cached, what moved and what the journal says. */
    public static void mustBalance(TenantId tenant) {
        mustBalance(TestBackend.DATABASE, tenant);
    }

    /** The same on a database of the test's own. */
    public static void mustBalance(TestDatabase database, TenantId tenant) {
        List<String> differences = new ArrayList<>();
        try (var connection = database.superuser().getConnection();
                var query = connection.prepareStatement(DIFFERENCES)) {
            for (int at = 1; at <= 6; at++) {
                query.setObject(at, tenant.value());
            }
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    differences.add(rows.getString(1));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        assertThat(differences).isEmpty();
    }
}
