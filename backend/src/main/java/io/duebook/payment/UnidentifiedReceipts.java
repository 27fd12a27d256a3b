package io.duebook.payment;

import io.duebook.item.PossibleDays;
import io.duebook.ledger.Ledger;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.UnidentifiedReceiptId;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Money whose payer nobody knows: booked when it arrives, claimed for one customer or sent back. Who claims locks the
 * money first and the customer after it, and only while it is nobody's: so two never wait for each other.
 */
@Service
class UnidentifiedReceipts {

    private final UnidentifiedReceiptRepository receipts;
    private final Payments payments;
    private final Tenants tenants;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    UnidentifiedReceipts(
            UnidentifiedReceiptRepository receipts,
            Payments payments,
            Tenants tenants,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.receipts = receipts;
        this.payments = payments;
        this.tenants = tenants;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Books money that arrived: it is in suspense from its value date on. */
    Mono<UnidentifiedReceiptView> receive(NewUnidentifiedReceipt request) {
        var receipt = UnidentifiedReceipt.received(new UnidentifiedReceiptId(Ids.next()), Ids.next(), request);
        return transactions.write(database.write(Write.all(
                        receipts.insert(receipt),
                        ledger.post(receipt.arrival()),
                        events.append(UnidentifiedReceiptEvents.received(receipt))))
                .then(Mono.defer(() -> view(receipt.id())))
                .onErrorMap(
                        Constraint.violated("unidentified_receipt_external_id_once"), taken -> new ExternalIdTaken()));
    }

    /**
     * Says whose it is: it is the customer's payment, of the day it arrived, and is allocated like any other.
     *
     * @throws ReceiptRefused if it was claimed or sent back before
     */
    Mono<PaymentView> claim(UnidentifiedReceiptId id, CustomerId customer, @Nullable JsonNode allocate) {
        return transactions.write(receipts.findAndLock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .map(UnidentifiedReceipt::mustBeFree)
                .flatMap(receipt -> payments.receive(
                                receipt.claimedBy(customer, Designation.of(allocate, receipt.reference())))
                        .delayUntil(payment -> database.write(Write.all(
                                receipts.claim(id, payment),
                                events.append(UnidentifiedReceiptEvents.claimed(receipt, customer, payment))))))
                .flatMap(payments::get));
    }

    /**
     * Sends it back to where it came from, today unless a day is given.
     *
     * @throws ReceiptRefused if it was claimed or sent back before, or was not there on that day
     */
    Mono<UnidentifiedReceiptView> giveBack(UnidentifiedReceiptId id, @Nullable LocalDate returnedOn, Reason reason) {
        return transactions.write(receipts.findAndLock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .map(UnidentifiedReceipt::mustBeFree)
                .zipWith(
                        tenants.current(),
                        (receipt, tenant) ->
                                returned(receipt, day(receipt.freeFrom(), returnedOn, tenant.today(clock)), reason))
                .flatMap(database::write)
                .then(Mono.defer(() -> view(id))));
    }

    private Write returned(UnidentifiedReceipt receipt, LocalDate on, Reason reason) {
        UUID entry = Ids.next();
        return Write.all(
                        receipts.markReturned(receipt.id(), entry, on),
                        ledger.post(receipt.returned(entry, on)),
                        events.append(UnidentifiedReceiptEvents.returned(receipt, on, reason)))
                .recordedNotBefore(receipt.freeKnown());
    }

    private static LocalDate day(LocalDate earliest, @Nullable LocalDate asked, LocalDate today) {
        return PossibleDays.from(earliest, today).choose(asked, ReceiptRefused::tooEarly, ReceiptRefused::notYet);
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<UnidentifiedReceiptView> get(UnidentifiedReceiptId id) {
        return transactions.readByKey(view(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    private Mono<UnidentifiedReceiptView> view(UnidentifiedReceiptId id) {
        return tenants.current().flatMap(tenant -> receipts.view(id, tenant.today(clock)));
    }

    Mono<Page<UnidentifiedReceiptView>> list(UnidentifiedReceiptFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(tenants.current()
                .flatMapMany(tenant -> receipts.list(filter, after, limit.withOneMore(), tenant.today(clock)))
                .collectList()
                .map(rows -> Page.of(rows, limit.rows(), UnidentifiedReceiptFilter::cursorAfter)));
    }
}
