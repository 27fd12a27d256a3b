package io.duebook.payment;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.BillId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the log tells of bills. */
final class BillEvents {

    private BillEvents() {}

    record Received(
            BillId id,
            PaymentId payment,
            CustomerId customer,
            String kind,
            String number,
            Money amount,
            LocalDate receivedOn,
            LocalDate maturesOn,
            @Nullable BillId replaces) {}

    /** @param cost what it cost to have the money early, in minor units */
    record Stepped(
            BillId id,
            PaymentId payment,
            CustomerId customer,
            Money amount,
            LocalDate on,
            @Nullable String slip,
            @Nullable String party,
            long cost) {}

    /** @param step what was taken back */
    record Undone(BillId id, PaymentId payment, CustomerId customer, String step, LocalDate on) {}

    record Changed(BillId id, PaymentId payment, CustomerId customer, Money amount, LocalDate on) {}

    static Event received(Bill bill, LocalDate on) {
        return Event.of(
                "bill.received",
                bill.id(),
                bill.customer(),
                new Received(
                        bill.id(),
                        bill.payment(),
                        bill.customer(),
                        bill.kind().code(),
                        bill.number(),
                        bill.amount(),
                        on,
                        bill.maturesOn(),
                        bill.replaces()));
    }

    /** As its entry, it names no customer whose contacts could read it. */
    static Event taken(Bill bill, BillStep step) {
        return Event.of(
                "bill." + step.kind().code(),
                bill.id(),
                null,
                new Stepped(
                        bill.id(),
                        bill.payment(),
                        bill.customer(),
                        bill.amount(),
                        step.on(),
                        step.slip(),
                        step.party(),
                        step.cost()));
    }

    static Event undone(Bill bill, BillStep step, LocalDate on, Reason reason) {
        return Event.because(
                reason.text(),
                "bill.step_undone",
                bill.id(),
                null,
                new Undone(
                        bill.id(), bill.payment(), bill.customer(), step.kind().code(), on));
    }

    /** With its payment, of which the log tells more. */
    static Event takenBack(Bill bill, Taking taking) {
        return changed(
                taking.kind() == NewReversal.Kind.MISTAKE ? "bill.returned" : "bill.dishonoured",
                bill,
                taking.on(),
                taking.reason());
    }

    static Event givenAgain(Bill bill, LocalDate on, Reason reason) {
        return changed("bill.reinstated", bill, on, reason);
    }

    private static Event changed(String type, Bill bill, LocalDate on, Reason reason) {
        return Event.because(
                reason.text(),
                type,
                bill.id(),
                bill.customer(),
                new Changed(bill.id(), bill.payment(), bill.customer(), bill.amount(), on));
    }
}
