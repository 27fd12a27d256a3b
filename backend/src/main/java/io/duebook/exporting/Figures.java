package io.duebook.exporting;

import java.util.List;

/**
 * What the books come to, computed by the database from the rows: two sets of books with the same figures owe, are owed and
 * hold the same, account by account and customer by customer.
 *
 * @param trialBalance each account's balance in minor units, debit positive; a currency sums to nothing
 * @param accounts a hash of the balance of every account and whose it is
 * @param customers a hash of what every customer owes and has in credit
 * @param documents a hash of what is open of every claim and left of every credit
 */
record Figures(List<AccountBalance> trialBalance, String accounts, String customers, String documents) {

    record AccountBalance(String account, String currency, String balance) {}
}
