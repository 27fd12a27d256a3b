package io.duebook.invoice;

import io.duebook.shared.CustomerId;
import io.duebook.shared.TransferId;
import java.time.LocalDate;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What other customers took over of an invoice, as its view shows it. */
final class InvoiceTransfers {

    /** Of an invoice {@code i}, first to last. */
    static final String COLUMN = """
            , (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'customer', t.to_customer_id, 'name',
                          receiver.name, 'external_id', receiver.external_id, 'amount', t.amount, 'on',
                          t.transferred_on, 'reversed_on', t.reversed_on) order by t.id), '[]')::text
                 from transfer t
                 join customer receiver on receiver.tenant_id = :tenant and receiver.id = t.to_customer_id
                where t.tenant_id = :tenant
                  and t.source_id = i.id) as transfers
            """;

    private InvoiceTransfers() {}

    static InvoiceView.InvoiceTransferView view(JsonNode passed) {
        return new InvoiceView.InvoiceTransferView(
                new TransferId(UUID.fromString(passed.path("id").asString())),
                new InvoiceView.CustomerName(
                        new CustomerId(UUID.fromString(passed.path("customer").asString())),
                        passed.path("name").asString(),
                        passed.path("external_id").asStringOpt().orElse(null)),
                passed.path("amount").asLong(),
                LocalDate.parse(passed.path("on").asString()),
                passed.path("reversed_on").asStringOpt().map(LocalDate::parse).orElse(null));
    }
}
