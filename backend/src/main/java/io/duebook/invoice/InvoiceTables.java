package io.duebook.invoice;

import io.duebook.platform.Table;
import io.duebook.shared.Money;

/** What invoices and credit notes look like in a table. */
final class InvoiceTables {

    static final Table<InvoiceSummary> INVOICES = Table.<InvoiceSummary>named("invoices")
            .column("id", InvoiceSummary::id)
            .column("number", InvoiceSummary::number)
            .column("external_id", InvoiceSummary::externalId)
            .column("customer", invoice -> invoice.customer().id())
            .column("customer_external_id", invoice -> invoice.customer().externalId())
            .column("customer_name", invoice -> invoice.customer().name())
            .column("state", InvoiceSummary::state)
            .column("flags", invoice -> String.join(" ", invoice.flags()))
            .column("closed_by", invoice -> String.join(" ", invoice.closedBy()))
            .column("issue_date", InvoiceSummary::issueDate)
            .column("due_date", InvoiceSummary::dueDate)
            .column("days_past_due", InvoiceSummary::daysPastDue)
            .column("reference", InvoiceSummary::reference)
            .column("currency", invoice -> invoice.currency().code())
            .column("total", invoice -> new Money(invoice.total(), invoice.currency()))
            .column("open", invoice -> new Money(invoice.open(), invoice.currency()))
            .column("disputed", invoice -> new Money(invoice.disputed(), invoice.currency()));

    static final Table<CreditNoteSummary> CREDIT_NOTES = Table.<CreditNoteSummary>named("credit_notes")
            .column("id", CreditNoteSummary::id)
            .column("number", CreditNoteSummary::number)
            .column("external_id", CreditNoteSummary::externalId)
            .column("customer", note -> note.customer().id())
            .column("customer_external_id", note -> note.customer().externalId())
            .column("customer_name", note -> note.customer().name())
            .column("state", CreditNoteSummary::state)
            .column("issue_date", CreditNoteSummary::issueDate)
            .column("reference", CreditNoteSummary::reference)
            .column("reason", CreditNoteSummary::reason)
            .column("currency", note -> note.currency().code())
            .column("total", note -> new Money(note.total(), note.currency()))
            .column("unapplied", note -> new Money(note.unapplied(), note.currency()));

    static final Table<RecurringInvoiceView> RECURRING_INVOICES = Table.<RecurringInvoiceView>named(
                    "recurring_invoices")
            .column("id", RecurringInvoiceView::id)
            .column("external_id", RecurringInvoiceView::externalId)
            .column("customer", plan -> plan.customer().id())
            .column("customer_external_id", plan -> plan.customer().externalId())
            .column("customer_name", plan -> plan.customer().name())
            .column("state", RecurringInvoiceView::state)
            .column("every", plan -> plan.every().code())
            .column("step", RecurringInvoiceView::step)
            .column("first_on", RecurringInvoiceView::firstOn)
            .column("until", RecurringInvoiceView::until)
            .column("times", RecurringInvoiceView::times)
            .column("made", RecurringInvoiceView::made)
            .column("next_on", RecurringInvoiceView::nextOn)
            .column("trouble", RecurringInvoiceView::trouble)
            .column("currency", plan -> plan.currency().code())
            .column("amount", plan -> new Money(plan.amount(), plan.currency()));

    private InvoiceTables() {}
}
