package io.duebook.document;

import io.duebook.shared.BillId;
import io.duebook.shared.CaseId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.NettingId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RecurringInvoiceId;
import io.duebook.shared.RefundId;
import io.duebook.shared.SettlementOfferId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a file can belong to: each kind has a table of its name, where a row says whose it is. */
enum Attachable {
    CUSTOMER(CustomerId.PREFIX, CustomerId::new, "id"),
    INVOICE(InvoiceId.PREFIX, InvoiceId::new, "customer_id"),
    RECURRING_INVOICE(RecurringInvoiceId.PREFIX, RecurringInvoiceId::new, "customer_id"),
    CREDIT_NOTE(CreditNoteId.PREFIX, CreditNoteId::new, "customer_id"),
    CHARGE(ChargeId.PREFIX, ChargeId::new, "customer_id"),
    PAYMENT(PaymentId.PREFIX, PaymentId::new, "customer_id"),
    BILL(BillId.PREFIX, BillId::new, "customer_id"),
    REFUND(RefundId.PREFIX, RefundId::new, "customer_id"),
    DEPOSIT(DepositId.PREFIX, DepositId::new, "customer_id"),
    SETTLEMENT_OFFER(SettlementOfferId.PREFIX, SettlementOfferId::new, "customer_id"),
    CUSTOMER_CASE(CaseId.PREFIX, CaseId::new, "customer_id"),
    NETTING(NettingId.PREFIX, NettingId::new, "customer_id"),
    /** Nobody knows yet whose money it is. */
    UNIDENTIFIED_RECEIPT(UnidentifiedReceiptId.PREFIX, UnidentifiedReceiptId::new, "null::uuid");

    private final String prefix;
    private final Function<UUID, PublicId> id;
    private final String owner;

    Attachable(String prefix, Function<UUID, PublicId> id, String owner) {
        this.prefix = prefix;
        this.id = id;
        this.owner = owner;
    }

    /** A document by its id. */
    record Named(Attachable kind, UUID id) {}

    /** Empty where the text is no id of anything that takes files. */
    static Optional<Named> named(String text) {
        return Stream.of(values())
                .flatMap(kind -> PublicId.parse(kind.prefix, text).map(id -> new Named(kind, id)).stream())
                .findFirst();
    }

    static Attachable of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    PublicId idOf(UUID document) {
        return id.apply(document);
    }

    /** One row where there is such a document that the caller may see, with the customer it belongs to. */
    String lookup() {
        return "select " + owner + " as owner from " + code() + " where tenant_id = :tenant and id = :id";
    }
}
