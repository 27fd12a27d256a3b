package io.duebook.statement;

import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads the id of what a line of a statement is about, from what was written once. */
final class DocumentId extends StdScalarDeserializer<PublicId> {

    DocumentId() {
        super(PublicId.class);
    }

    @Override
    public PublicId deserialize(JsonParser in, DeserializationContext context) {
        String text = in.getString();
        return Stream.<Optional<? extends PublicId>>of(
                        PublicId.parse(InvoiceId.PREFIX, text).map(InvoiceId::new),
                        PublicId.parse(ChargeId.PREFIX, text).map(ChargeId::new),
                        PublicId.parse(PaymentId.PREFIX, text).map(PaymentId::new),
                        PublicId.parse(CreditNoteId.PREFIX, text).map(CreditNoteId::new),
                        PublicId.parse(TransferId.PREFIX, text).map(TransferId::new))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no document of a statement: " + text));
    }
}
