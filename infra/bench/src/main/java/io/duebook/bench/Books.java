package io.duebook.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks all books of the database against each other, past every lock. A quick run that lost money is not quick. */
final class Books {

    private static final String DIFFERENCES = """
            with sub_ledger as (
                select tenant_id, currency, sum(item_delta) as receivable, sum(credit_delta) as unapplied
                  from movement
                 group by tenant_id, currency),
            journal as (
                select tenant_id, currency,
                       sum(case when debit_account = 'receivable' then amount else 0 end)
                           - sum(case when credit_account = 'receivable' then amount else 0 end) as receivable,
                       sum(case when credit_account = 'unapplied' then amount else 0 end)
                           - sum(case when debit_account = 'unapplied' then amount else 0 end) as unapplied
                  from journal_transfer
                 group by tenant_id, currency),
            items as (
                select tenant_id, currency, sum(open) as receivable from open_item group by tenant_id, currency),
            credits as (
                select tenant_id, currency, sum(unapplied) as unapplied from credit group by tenant_id, currency)
            select concat_ws(' ', tenant_id, currency, 'moved', s.receivable, s.unapplied, 'journal', j.receivable,
                             j.unapplied, 'open', i.receivable, 'unapplied', c.unapplied)
              from sub_ledger s
              full join journal j using (tenant_id, currency)
              full join items i using (tenant_id, currency)
              full join credits c using (tenant_id, currency)
             where (coalesce(s.receivable, 0), coalesce(s.unapplied, 0))
                       is distinct from (coalesce(j.receivable, 0), coalesce(j.unapplied, 0))
                or (coalesce(s.receivable, 0), coalesce(s.unapplied, 0))
                       is distinct from (coalesce(i.receivable, 0), coalesce(c.unapplied, 0))
            """;

    private Books() {}

    /** Each tenant and currency in which journal, sub-ledger and open items do not agree. */
    static List<String> differences(Server server) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = server.superuser();
                PreparedStatement query = connection.prepareStatement(DIFFERENCES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
