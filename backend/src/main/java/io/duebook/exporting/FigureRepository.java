package io.duebook.exporting;

import io.duebook.exporting.Figures.AccountBalance;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Computes what the books of the transaction at hand come to. */
@Repository
class FigureRepository {

    private static final String SIDES = """
            with side as (
                select debit_account as account, debit_of as holder, currency, amount
                  from journal_transfer
                 where tenant_id = :tenant
                union all
                select credit_account, credit_of, currency, -amount
                  from journal_transfer
                 where tenant_id = :tenant
            )
            """;

    private final Database database;

    FigureRepository(Database database) {
        this.database = database;
    }

    Mono<Figures> figures() {
        return trialBalance().flatMap(this::hashed);
    }

    private Mono<List<AccountBalance>> trialBalance() {
        return database.sql(SIDES + """
                        select account, currency, sum(amount)::text as balance
                          from side
                         group by account, currency
                         order by account collate "C", currency
                        """)
                .all(columns -> balance(new Row(columns)))
                .collectList();
    }

    private static AccountBalance balance(Row row) {
        return new AccountBalance(row.text("account"), row.text("currency"), row.text("balance"));
    }

    /** Each hash is over lines in the order of their bytes. */
    private Mono<Figures> hashed(List<AccountBalance> trialBalance) {
        return database.sql(
                        SIDES + """
                        , account_line as (
                            select account || ' ' || holder || ' ' || currency || ' ' || sum(amount) as line
                              from side
                             group by account, holder, currency
                        ), customer_part as (
                            select customer_id, currency, open as owed, 0::bigint as held
                              from open_item
                             where tenant_id = :tenant
                            union all
                            select customer_id, currency, 0, unapplied
                              from credit
                             where tenant_id = :tenant
                        ), customer_line as (
                            select customer_id || ' ' || currency || ' ' || sum(owed) || ' ' || sum(held) as line
                              from customer_part
                             group by customer_id, currency
                        ), document_line as (
                            select id || ' ' || open as line
                              from open_item
                             where tenant_id = :tenant
                            union all
                            select id || ' ' || unapplied
                              from credit
                             where tenant_id = :tenant
                        )
                        select (%s) as accounts, (%s) as customers, (%s) as documents
                        """.formatted(hashOf("account_line"), hashOf("customer_line"), hashOf("document_line")))
                .one(columns -> {
                    var row = new Row(columns);
                    return new Figures(
                            trialBalance, row.text("accounts"), row.text("customers"), row.text("documents"));
                });
    }

    private static String hashOf(String lines) {
        return """
                select encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line collate "C"), ''), 'UTF8')),
                              'hex')
                  from %s
                """.formatted(lines);
    }

    /** How many claims and credits do not have left what their movements say: none, in sound books. */
    Mono<Long> untied() {
        return database.sql("""
                        select (select count(*)
                                  from open_item i
                                 where i.tenant_id = :tenant
                                   and i.open <> coalesce((select sum(m.item_delta)
                                                             from movement m
                                                            where m.tenant_id = :tenant
                                                              and m.item_id = i.id), 0))
                             + (select count(*)
                                  from credit c
                                 where c.tenant_id = :tenant
                                   and c.unapplied <> coalesce((select sum(m.credit_delta)
                                                                  from movement m
                                                                 where m.tenant_id = :tenant
                                                                   and m.credit_id = c.id), 0)) as untied
                        """).one(columns -> new Row(columns).minor("untied"));
    }
}
