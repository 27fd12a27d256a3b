package io.duebook.charge;

import io.duebook.platform.Table;
import io.duebook.shared.Money;
import org.jspecify.annotations.Nullable;

/** What fees and interest look like in a table. */
final class ChargeTable {

    static final Table<ChargeView> COLUMNS = Table.<ChargeView>named("charges")
            .column("id", ChargeView::id)
            .column("number", ChargeView::number)
            .column("external_id", ChargeView::externalId)
            .column("customer", charge -> charge.customer().id())
            .column("customer_external_id", charge -> charge.customer().externalId())
            .column("customer_name", charge -> charge.customer().name())
            .column("kind", charge -> charge.kind().code())
            .column("state", ChargeView::state)
            .column("flags", charge -> String.join(" ", charge.flags()))
            .column("invoice", ChargeView::invoice)
            .column("invoice_number", ChargeView::invoiceNumber)
            .column("issue_date", ChargeView::issueDate)
            .column("due_date", ChargeView::dueDate)
            .column("days_past_due", ChargeView::daysPastDue)
            .column("currency", charge -> charge.currency().code())
            .column("amount", charge -> new Money(charge.amount(), charge.currency()))
            .column("open", charge -> new Money(charge.open(), charge.currency()))
            .column("written_off", charge -> new Money(charge.writtenOff(), charge.currency()))
            .column("waived", charge -> new Money(charge.waived(), charge.currency()))
            .column("unapplied", ChargeTable::unapplied);

    private ChargeTable() {}

    private static @Nullable Object unapplied(ChargeView charge) {
        Long unapplied = charge.unapplied();
        return unapplied == null ? null : new Money(unapplied, charge.currency());
    }
}
