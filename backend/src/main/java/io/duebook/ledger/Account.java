package io.duebook.ledger;

import io.duebook.shared.CustomerId;
import java.math.BigDecimal;

/**
 * One side of a transfer: a kind of account, and whose or which one it is.
 *
 * @param name the account's kind, as the journal shows it
 * @param of the customer, tax rate, bank account or processor it belongs to; empty where there is just one
 */
public record Account(String name, String of) {

    public static Account receivable(CustomerId customer) {
        return new Account("receivable", customer.text());
    }

    /** Money and credit of a customer that settles nothing yet. */
    public static Account unapplied(CustomerId customer) {
        return new Account("unapplied", customer.text());
    }

    public static Account revenue() {
        return new Account("revenue", "");
    }

    public static Account feesCharged() {
        return new Account("fees_charged", "");
    }

    public static Account interestCharged() {
        return new Account("interest_charged", "");
    }

    /** @param percent the rate, as 19 for 19 % */
    public static Account tax(BigDecimal percent) {
        return new Account("tax", percent.stripTrailingZeros().toPlainString());
    }

    /** What early payers need not pay, without the tax in it. */
    public static Account discountGiven() {
        return new Account("discount_given", "");
    }

    /** Tax that is due on money received for deposits, until the invoice that takes them charges it. */
    public static Account depositTax() {
        return new Account("deposit_tax", "");
    }

    /** What was owed, or had, before the books began. */
    public static Account opening() {
        return new Account("opening", "");
    }

    public static Account bank() {
        return new Account("bank", "");
    }

    /** Bills and post-dated cheques that are held until they are money. */
    public static Account billsReceivable() {
        return new Account("bills_receivable", "");
    }

    /** What it costs to have money before its day. */
    public static Account financeCost() {
        return new Account("finance_cost", "");
    }

    /** What the tenant owes its customers, kept elsewhere, and set against what they owe. */
    public static Account payableClearing() {
        return new Account("payable_clearing", "");
    }

    /** Where amounts of one currency become amounts of another. */
    public static Account exchange() {
        return new Account("exchange", "");
    }

    /** What currencies were worth more or less when claims were settled than when they and the money came. */
    public static Account exchangeDifference() {
        return new Account("exchange_difference", "");
    }

    /** Small differences between money and claims that the tenant tolerates. */
    public static Account rounding() {
        return new Account("rounding", "");
    }

    /** What payers withheld. @param reason the code of what for */
    public static Account deductions(String reason) {
        return new Account("deductions", reason);
    }

    /** Money in the bank of a payer nobody knows. */
    public static Account suspense() {
        return new Account("suspense", "");
    }

    /** What a payment processor holds for the tenant. */
    public static Account processorClearing(String processor) {
        return new Account("processor_clearing", processor);
    }

    /** What processors and banks keep for their work. */
    public static Account processorFees() {
        return new Account("processor_fees", "");
    }

    /** What written-off claims cost the tenant, without the tax it got back. */
    public static Account badDebt() {
        return new Account("bad_debt", "");
    }

    /** The claims on a customer that are off the books and remain; against the memorandum. */
    public static Account writtenOff(CustomerId customer) {
        return new Account("written_off", customer.text());
    }

    public static Account memorandum() {
        return new Account("memorandum", "");
    }

    /** Money for claims that were off the books. */
    public static Account recovered() {
        return new Account("recovered", "");
    }

    /** Claims the tenant gave up. */
    public static Account waived() {
        return new Account("waived", "");
    }
}
