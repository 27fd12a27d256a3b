package io.duebook.payment;

import io.duebook.platform.Table;
import io.duebook.shared.Money;

/** What transfers look like in a table. */
final class TransferTable {

    static final Table<TransferView> COLUMNS = Table.<TransferView>named("transfers")
            .column("id", TransferView::id)
            .column("external_id", TransferView::externalId)
            .column("kind", TransferView::kind)
            .column("from", transfer -> transfer.from().id())
            .column("from_name", transfer -> transfer.from().name())
            .column("to", transfer -> transfer.to().id())
            .column("to_name", transfer -> transfer.to().name())
            .column("number", TransferView::number)
            .column("transferred_on", TransferView::transferredOn)
            .column("reversed_on", TransferView::reversedOn)
            .column("reason", TransferView::reason)
            .column("currency", transfer -> transfer.currency().code())
            .column("amount", transfer -> new Money(transfer.amount(), transfer.currency()))
            .column("left", transfer -> new Money(transfer.left(), transfer.currency()));

    private TransferTable() {}
}
