package io.duebook.audit;

import io.duebook.shared.AllocationId;
import io.duebook.shared.AttachmentId;
import io.duebook.shared.BillId;
import io.duebook.shared.CaseId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.EntryId;
import io.duebook.shared.ImportId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.NettingId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RecurringInvoiceId;
import io.duebook.shared.RefundId;
import io.duebook.shared.SettlementOfferId;
import io.duebook.shared.StatementId;
import io.duebook.shared.TenantId;
import io.duebook.shared.TransferId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows that passes go along, in the order of their keys: a stretch of them is asked about at a time. */
enum Spine {
    JOURNAL_ENTRY(EntryId::new),
    MOVEMENT(AllocationId::new),
    OPEN_ITEM(InvoiceId::new),
    CREDIT(PaymentId::new),
    CUSTOMER(CustomerId::new),

    /** How far the books are closed; a tenant has one row of it, or none. */
    BOOKS(key -> key, "", """
            select 'books' as key
              from books
             where tenant_id = :tenant
               and 'books' > :after
             limit :most
            """),

    /** Closings of months, each by its first day and its version. */
    PERIOD(key -> "period " + key, "0001-01-01 0", """
            select period || ' ' || version as key
              from period_closing
             where tenant_id = :tenant
               and (period, version) > (cast(split_part(:after, ' ', 1) as date),
                                        cast(split_part(:after, ' ', 2) as integer))
             order by period, version
             limit :most
            """),
    INVOICE(InvoiceId::new),
    CREDIT_NOTE(CreditNoteId::new),
    CHARGE(ChargeId::new),
    PAYMENT(PaymentId::new),
    PAYMENT_REVERSAL(PaymentId::new),
    REFUND(RefundId::new),
    UNIDENTIFIED_RECEIPT(UnidentifiedReceiptId::new),
    NETTING(NettingId::new),
    TRANSFER(TransferId::new),
    DEPOSIT(DepositId::new),
    BILL(BillId::new),
    CHECKOUT(CheckoutId::new),
    SETTLEMENT_OFFER(SettlementOfferId::new),
    RECURRING_INVOICE(RecurringInvoiceId::new),
    IMPORT(ImportId::new),
    ATTACHMENT(AttachmentId::new),
    CUSTOMER_CASE(CaseId::new),
    FROZEN_STATEMENT(StatementId::new),

    /** Events by their numbers. */
    EVENT(number -> "event " + number, "0", """
            select sequence::text as key
              from event_number
             where tenant_id = :tenant
               and sequence > cast(:after as bigint)
             order by sequence
             limit :most
            """),

    /** Outcomes of commands, by who asked and under which key. */
    OUTCOME(key -> "outcome " + key.replace('\u001f', ' '), "", """
            select caller || chr(31) || key as key
              from idempotency
             where tenant_id = :tenant
               and (caller, key) > (split_part(:after, chr(31), 1), substr(:after, strpos(:after, chr(31)) + 1))
             order by caller, key
             limit :most
            """);

    private final Function<String, String> subject;

    /** Of the public ids of its rows; empty: they have none. */
    private final String prefix;

    /** What it begins behind. */
    private final String first;

    private final String next;

    Spine(Function<UUID, PublicId> id) {
        this.subject = key -> id.apply(UUID.fromString(key)).text();
        this.first = new UUID(0, 0).toString();
        this.prefix = id.apply(new UUID(0, 0)).prefix();
        this.next = """
                select id::text as key
                  from %s
                 where tenant_id = :tenant
                   and id > cast(:after as uuid)
                 order by id
                 limit :most
                """.formatted(name().toLowerCase(Locale.ROOT));
    }

    Spine(Function<String, String> subject, String first, String next) {
        this.subject = subject;
        this.prefix = "";
        this.first = first;
        this.next = next;
    }

    /** The keys that come behind one, as a statement with {@code :after} and {@code :most}. */
    String next() {
        return next;
    }

    String first() {
        return first;
    }

    /** How many are asked about at a time: fewer, where each may have very many rows behind it. */
    int atOnce() {
        return switch (this) {
            case CUSTOMER, IMPORT -> 20;
            case PERIOD -> 12;
            case ATTACHMENT, FROZEN_STATEMENT -> 100;
            default -> 500;
        };
    }

    /** Whether rows of it are documents, which come with ids of their own in the order of time. */
    boolean isOfDocuments() {
        return compareTo(INVOICE) >= 0 && compareTo(EVENT) < 0;
    }

    /** What the journal calls a source. */
    static Optional<Spine> ofSource(String kind) {
        return switch (kind) {
            case "fee", "interest" -> Optional.of(CHARGE);
            case "taken_over" -> Optional.of(TRANSFER);
            default ->
                Stream.of(values())
                        .filter(Spine::isOfDocuments)
                        .filter(spine -> spine.name().toLowerCase(Locale.ROOT).equals(kind))
                        .findFirst();
        };
    }

    /** The row that a public id is of, where it is one that passes go along. */
    static Optional<Map.Entry<Spine, String>> ofSubject(String subject) {
        if (subject.startsWith(TenantId.PREFIX)) {
            return Optional.of(Map.entry(BOOKS, "books"));
        }
        return Stream.of(values())
                .filter(spine -> !spine.prefix.isEmpty())
                .flatMap(spine ->
                        PublicId.parse(spine.prefix, subject).stream().map(id -> Map.entry(spine, id.toString())))
                .filter(found -> found.getKey() == CUSTOMER || found.getKey().isOfDocuments())
                .findFirst();
    }

    /** What people and programs call a row. */
    String subject(String key) {
        return subject.apply(key);
    }
}
