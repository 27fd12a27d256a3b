package io.duebook.charge;

import io.duebook.charge.ChargeRepository.Kept;
import io.duebook.customer.Customers;
import io.duebook.item.CreditedParts;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;
import io.duebook.shared.InvoiceId;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Fees and interest once they are there: read, listed, voided. */
@Service
class Charges {

    private final ChargeRepository charges;
    private final ChargeViews views;
    private final Customers customers;
    private final Tenants tenants;
    private final Items items;
    private final CreditedParts creditedParts;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Charges(
            ChargeRepository charges,
            ChargeViews views,
            Customers customers,
            Tenants tenants,
            Items items,
            CreditedParts creditedParts,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.charges = charges;
        this.views = views;
        this.customers = customers;
        this.tenants = tenants;
        this.items = items;
        this.creditedParts = creditedParts;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<ChargeView> get(ChargeId id) {
        return transactions.readByKey(views.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<ChargeView>> list(ChargeFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .then(Mono.defer(() -> mustKnow(filter.invoice())))
                .thenMany(views.list(filter, after, limit.withOneMore()))
                .collectList()
                .map(rows -> Page.of(rows, limit.rows(), filter::cursorAfter)));
    }

    private Mono<Void> mustKnow(@Nullable InvoiceId invoice) {
        return invoice == null
                ? Mono.empty()
                : items.find(List.of(invoice.value()))
                        .next()
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/invoice")))
                        .then();
    }

    /**
     * Voids a charge that nothing settles: its posting is reversed on the day it is voided. Interest that was voided
     * counts as not claimed.
     *
     * @throws CannotVoid if something settles it, a credit note takes it back, it is void already, or it is a credit
     */
    Mono<ChargeView> voidCharge(ChargeId id, Version expected, Reason reason) {
        return transactions.write(charges.customerOf(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(customers::lockEvenArchived)
                // Read behind the lock: what was seen before it may have been settled.
                .then(Mono.defer(() -> charges.find(id)))
                .doOnNext(kept -> expected.mustBe(kept.version()))
                .doOnNext(Charges::mustBeVoidable)
                .zipWhen(kept -> items.find(List.of(id.value()))
                        .next()
                        .filter(item -> item.open().equals(item.amount()))
                        .switchIfEmpty(Mono.error(CannotVoid::settled)))
                .delayUntil(found -> mustNotBeTakenBack(id))
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> reversed(found.getT1().charge(), found.getT2(), tenant.today(clock), reason))
                .flatMap(database::write)
                .then(views.get(id)));
    }

    /** Voided, it would be taken back twice: by the void, and by the credit note once more. */
    private Mono<Long> mustNotBeTakenBack(ChargeId id) {
        return creditedParts
                .takenBack(id.value())
                .filter(back -> back == 0)
                .switchIfEmpty(Mono.error(CannotVoid::credited));
    }

    private static void mustBeVoidable(Kept kept) {
        if (kept.isVoid()) {
            throw CannotVoid.ended();
        }
        if (kept.charge().kind() == ChargeKind.INTEREST_CREDIT) {
            throw CannotVoid.credit();
        }
        if (kept.charge().kind() == ChargeKind.REFUND_RECLAIMED) {
            throw CannotVoid.reclaimed();
        }
    }

    /** One issued, or settled for a while, until a later day is reversed on that day: no day is ever negative. */
    private Write reversed(Charge charge, OpenItem item, LocalDate today, Reason reason) {
        LocalDate on = item.freeFrom(today);
        UUID entry = Ids.next();
        return Write.all(
                charges.markVoid(charge.id()),
                items.voidItem(item, entry, on),
                ledger.reverse(List.of(new Reversal(entry, "void", charge.entry(), on))),
                events.append(ChargeEvents.voided(charge, reason)));
    }
}
