package io.duebook.ledger;

import io.duebook.ledger.TrialBalance.AccountBalance;
import io.duebook.platform.Table;
import io.duebook.shared.Money;

/** What a trial balance looks like in a table: a row an account, debit positive. */
final class TrialBalanceTable {

    static final Table<AccountBalance> COLUMNS = Table.<AccountBalance>named("trial_balance")
            .column("currency", line -> line.currency().code())
            .column("account", AccountBalance::account)
            .column("balance", line -> new Money(line.amount(), line.currency()));

    private TrialBalanceTable() {}
}
